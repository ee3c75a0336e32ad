"""A server and a slapd, and people of the directory. Imported by name: pytest finds the fixtures in the file that
imports them."""

import genauth
import pytest
import slapd
from scenes import assert_ok, new_name
from sources import CALLBACK, new_connection, new_source, switch

SECRET = "ann's password"


@pytest.fixture(name="directory", scope="module")
def one_directory():
    with slapd.Slapd() as running:
        yield running


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    settings = {"GENAUTH_EGRESS_ALLOW": "127.0.0.1", "GENAUTH_SOURCES_DIRECTORY_TIMEOUT_MS": "1500"}
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=settings) as running:
            running.engine = request.param
            with running.with_settings(app={"redirect_uris": [CALLBACK]}):
                yield running


@pytest.fixture(autouse=True)
def one_connection_at_a_time(server):
    yield
    for each in assert_ok(server.get("get-application-enabled-extidps")):
        source = assert_ok(server.manage("GET", "get-ext-idp", params={"id": each["extIdpId"]}))
        for connection in source["connections"]:
            switch(server, connection["id"], enabled=False)


def connect(server, directory, fields=None, source=None, **more):
    return new_connection(server, source or new_source(server, "ldap"), "ldap", directory.fields(**(fields or {})),
                          **more)


def person(directory, password=SECRET, **more):
    uid = new_name("p")
    directory.add(uid, password, **more)
    return uid


def sign_in(server, login, password=SECRET, **options):
    return server.post("signin", {"connection": "LDAP", **server.client(), "options": options,
                                  "ldapPayload": {"sAMAccountName": login, "password": password}})


def me(server, answer):
    return assert_ok(server.get("get-profile", token=assert_ok(answer)["access_token"]))
