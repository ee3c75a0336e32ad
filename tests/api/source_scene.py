"""A server whose identity sources are the stand-ins, and what tests do with them. Imported by name: pytest finds the
fixtures in the file that imports them."""

import pathlib
import sys

import genauth
import pytest
from scenes import assert_ok, new_email
from sources import CALLBACK, new_connection, new_source

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "standins"))
import vendors as standin  # noqa: E402

OURS = {"clientId": standin.CLIENT, "clientSecret": standin.SECRET}


@pytest.fixture(name="vendors", scope="module")
def one_standin():
    with standin.running() as running:
        yield running


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request, vendors):
    settings = {"GENAUTH_SOURCES_VENDOR_ORIGIN": vendors.origin, "GENAUTH_EGRESS_ALLOW": "127.0.0.1",
                "GENAUTH_CODES_RESEND_MS": "0", "GENAUTH_CODES_RECIPIENT_PER_DAY": "0"}
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=settings) as running:
            running.engine = request.param
            with running.with_settings(app={"redirect_uris": [CALLBACK, "https://app.example.com/other"]}):
                yield running


@pytest.fixture(autouse=True)
def nobody_complains(vendors):
    vendors.person, vendors.id_token_changes, vendors.break_answer = person(), {}, None
    vendors.userinfo_subject, vendors.phone_program = None, standin.CLIENT
    vendors.complaints.clear()
    yield
    assert vendors.complaints == []


_ids = iter(range(100000, 10**9))


def person(**facts):
    return standin.Person(**{"id": str(next(_ids)), "email": new_email(), **facts})


def fields_of(vendors, kind):
    if kind == "apple:web":
        return {"clientId": standin.CLIENT, "teamId": "TEAMID", "keyId": "KEYID",
                "privateKey": vendors.pem(vendors.apple_key)}
    if kind == "alipay":
        return {"clientId": standin.CLIENT, "privateKey": vendors.pem(vendors.our_alipay_key),
                "publicKey": vendors.public_pem(vendors.key)}
    if kind.startswith("wechatwork"):
        return {"corpId": "corp", "agentId": "1000002", "clientSecret": standin.SECRET}
    return OURS


SOURCES = {"apple:web": "apple", "wechat:pc": "wechat", "wechat:webpage-authorization": "wechat",
           "lark-internal": "lark",
           "lark-public": "lark", "wechatwork:corp:qrconnect": "wechatwork", "oauth": "oauth2"}


def connect(server, vendors, kind, **more):
    fields = {**fields_of(vendors, kind), **more.pop("fields", {})}
    return new_connection(server, new_source(server, SOURCES.get(kind, kind)), kind, fields, **more)


def me(server, tokens):
    return assert_ok(server.get("get-profile", token=tokens["access_token"]))
