"""Signing in from apps and mini programs through the official SDK, with stand-ins for the vendors."""

import pathlib
import sys
import urllib.parse

import contract
import genauth
import pytest
import requests
from conftest import PASSWORD, client_of, ok, refused
from authing import ManagementClient

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "standins"))
import vendor_apps  # noqa: E402
import vendors as standin  # noqa: E402

OURS = {"clientId": standin.CLIENT, "clientSecret": standin.SECRET}


@pytest.fixture(scope="module", name="vendors")
def one_standin():
    with standin.running() as running:
        yield running


@pytest.fixture(scope="module", name="server")
def one_server(vendors):
    settings = {"GENAUTH_SOURCES_VENDOR_ORIGIN": vendors.origin, "GENAUTH_EGRESS_ALLOW": "127.0.0.1"}
    with genauth.Server(settings=settings) as running:
        yield running


@pytest.fixture(autouse=True)
def answers_of_v2_keep_the_contract_too():
    """The other fixture looks at V3 alone."""
    send = requests.Session.send

    def checked(session, request, **more):
        response = send(session, request, **more)
        path = urllib.parse.urlsplit(request.url).path
        if path.startswith("/api/v2/ecConn/"):
            contract.check(request.method, path, response.json())
        return response

    requests.Session.send = checked
    yield
    requests.Session.send = send


def connection(server, kind, source, identifier, **fields):
    management = ManagementClient(server.key_id, server.key_secret, host=server.base)
    made = ok(management.create_ext_idp(name=identifier, type=source))
    made = ok(management.create_ext_idp_conn(ext_idp_id=made["id"], type=kind, identifier=identifier,
                                             display_name=identifier, fields={**OURS, **fields}))
    ok(management.change_ext_idp_conn_state(id=made["id"], enabled=True, app_id=server.app_id))
    return made


def test_an_app_and_a_mini_program_sign_in(server, vendors):
    connection(server, "wechat:mobile", "wechat", "wechat-app")
    connection(server, "wechat:miniprogram:default", "wechat", "wechat-program")
    client, secrets = client_of(server), server.client()
    by_app = ok(client.sign_in_by_mobile("wechat-app", "wechat", wechat_payload={"code": vendors.new_code("app", {})},
                                         **secrets))
    assert by_app["access_token"] and by_app["expire_in"]
    program = {"code": vendors.new_code("app", {})}
    assert ok(client.sign_in_by_mobile("wechat-program", "wechat_mini_program_code",
                                       wechat_mini_program_code_payload=program, **secrets))["id_token"]
    data = vendor_apps.encrypt(vendors.session_key, vendor_apps.phone_data("13912345678"))
    read = ok(client.decrypt_wechat_mini_program_data(vendors.new_code("app", {}), data["iv"], data["encryptedData"],
                                                      "wechat-program"))
    assert read["purePhoneNumber"] == "13912345678"
    given = ok(client.get_wechat_mp_access_token_info(standin.CLIENT, standin.SECRET))
    assert given["accessToken"] == ok(client.get_wechat_mp_access_token(standin.CLIENT, standin.SECRET))["accessToken"]
    refused(client.get_wechat_mp_access_token_info(standin.CLIENT, "wrong"), 403)


def test_alipays_parameters(server, vendors):
    connection(server, "alipay", "alipay", "alipay-app", partnerId="2088102123816631",
               privateKey=vendors.pem(vendors.our_alipay_key), publicKey=vendors.public_pem(vendors.key))
    assert "&sign=" in ok(client_of(server).get_alipay_auth_info("alipay-app"))["authInfo"]


def test_wechat_inside_an_app_leads_to_a_question(server, vendors):
    made = connection(server, "wechat:mobile", "wechat", "wechat-asks", associationMode="challenge")
    server._set(None, {"token_auth_method": "none"})
    client = client_of(server)

    def key():
        vendors.person = standin.Person(id=str(int(vendors.person.id) + 1))
        answer = client.auth_by_code_identity(vendors.new_code("app", {}), server.app_id, made["id"])
        refused(answer, 303, 1641)
        return answer["data"]["key"]

    assert client.register_new_user(key(), "create-federation-account")["access_token"]
    assert client.auth_by_code_identity(vendors.new_code("app", {}), conn_id=made["id"])["token_type"] == "Bearer"
    server.sign_up("binder")
    assert client.bind_by_account(key(), "bind-identity-by-password", PASSWORD, "binder")["access_token"]
    management = ManagementClient(server.key_id, server.key_secret, host=server.base)
    ok(management.create_user(status="Activated", email="binder@example.com", email_verified=True))
    ok(management.create_user(status="Activated", phone="13812345678", phone_country_code="+86", phone_verified=True))
    ok(client.send_email("CHANNEL_LOGIN", "binder@example.com"))
    code = server.last_code("binder@example.com")
    assert client.bind_by_email_code(key(), "bind-identity-by-email-code", code, "binder@example.com")["access_token"]
    ok(client.send_sms("CHANNEL_LOGIN", "13812345678"))
    code = server.last_code("+8613812345678")
    assert client.bind_by_phone_code(key(), "bind-identity-by-phone-code", code, "13812345678")["access_token"]


def test_wechat_inside_an_app_lets_one_choose(server, vendors):
    made = connection(server, "wechat:mobile", "wechat", "wechat-two")
    management = ManagementClient(server.key_id, server.key_secret, host=server.base)
    site = ok(management.create_ext_idp_conn(ext_idp_id=made["extIdpId"], type="wechat:miniprogram:default",
                                             identifier="wechat-two-site", display_name="x", fields=OURS))
    ok(management.change_ext_idp_conn_state(id=site["id"], enabled=True, app_id=server.app_id))
    client = client_of(server)
    server._set(None, {"token_auth_method": "none"})
    for step in (client.select_account, client.bind_by_account_id):
        openid = str(int(vendors.person.id) + 10)
        vendors.person = standin.Person(id=openid, unionid="")
        assert client.auth_by_code_identity(vendors.new_code("app", {}), conn_id=made["id"])["access_token"]
        vendors.person = standin.Person(id=openid + "0", unionid="u-" + openid)
        ok(client.sign_in_by_mobile("wechat-two-site", "wechat_mini_program_code",
                                    wechat_mini_program_code_payload={"code": vendors.new_code("app", {})}))
        vendors.person = standin.Person(id=openid, unionid="u-" + openid)
        answer = client.auth_by_code_identity(vendors.new_code("app", {}), conn_id=made["id"])
        refused(answer, 303, 2921)
        chosen = answer["data"]["accounts"][1]["id"]
        assert step(answer["data"]["key"], "bind-identity-by-selection", chosen)["access_token"]
