"""A server with a connection to a SAML identity provider, and one trip of a browser there and back. Imported by name:
pytest finds the fixtures in the file that imports them."""

import pathlib
import sys

import genauth
import pytest
from scenes import assert_ok
from sources import CALLBACK, Visit, new_connection, new_source

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "standins"))
import saml_idp  # noqa: E402

DOOR, ACS = "/connections/saml/init", "/connections/saml/callback"


@pytest.fixture(name="idp", scope="module")
def one_provider():
    return saml_idp.Idp()


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url) as running:
            running.engine = request.param
            with running.with_settings(app={"redirect_uris": [CALLBACK]}):
                yield running


def fields_of(idp, **more):
    return {"issuer": saml_idp.ENTITY, "signInEndPoint": saml_idp.SIGN_IN, "samlIdpCert": idp.certificate, **more}


def connect(server, idp, fields=None, **more):
    return new_connection(server, new_source(server, "saml"), "saml", fields_of(idp, **(fields or {})), **more)


@pytest.fixture(name="connection", scope="module")
def one_connection(server, idp):
    return connect(server, idp)


class Trip(Visit):
    """One sign-in: `request` is what the provider was asked, post() is the browser's way back."""

    def __init__(self, server, connection, certificate=None, digest="sha256", **more):
        super().__init__(server, connection["identifier"], door=DOOR, **more)
        self.request = saml_idp.read_request(self.start(), certificate, digest)

    def post(self, root, form=None):
        form = form or saml_idp.Idp.form(self.request, root)
        kept = self.browser.send("POST", ACS, cross_site=True, data=form)
        if kept.status_code != 303:
            return kept.json()
        self.handle_url = kept.headers["location"]
        self.answer = self.browser.get(self.handle_url)
        return self.landed()


def me(server, tokens):
    return assert_ok(server.get("get-profile", token=tokens["access_token"]))


def subject(server, tokens):
    [identity] = assert_ok(server.get("get-identities", token=tokens["access_token"]))
    return identity["userIdInIdp"]


def refused(server, idp, connection, attack):
    trip = Trip(server, connection)
    back = trip.post(attack(trip.request))
    return back.get("error")
