"""Authentication in the background (OpenID Connect CIBA): a client asks, the person answers on the phone, the client
polls. On both engines."""

import concurrent.futures
import json

import jwt
import pytest
from jose_keys import ASSERTION_TYPE, Key, assertion_claims
from oidc import Oidc, assert_error
from scenes import assert_ok, assert_refused, new_email, new_name, two_processes, user_of
from test_push_login import answer, pending, start, status
from test_push_login import member as signed_in

GRANT = "urn:openid:params:grant-type:ciba"
ON = {"ciba_grant": True}


@pytest.fixture(autouse=True)
def enabled(server):
    with server.with_settings(app=ON):
        yield


class Client:
    """A till that knows who stands before it."""

    def __init__(self, server, app=None):
        self.server, self.app = server, app or Oidc(server)

    def ask(self, **form):
        credentials, headers = self.app._credentials()
        return self.app.post("bc-authorize", {**credentials, "scope": "openid profile offline_access", **form},
                             {"user-agent": "Till/4", **headers})

    def begin(self, **form):
        self.told = self.ask(**form)
        assert self.told.status_code == 200 and self.told.headers["cache-control"] == "no-store", self.told.text
        self.told = self.told.json()
        return self.told

    def poll(self, **form):
        return self.app.ask("token", grant_type=GRANT, **{"auth_req_id": self.told["auth_req_id"], **form})


def say(server, token, action, **more):
    return answer(server, token, action, pending(server, token), **more)


# --- the way through ----------------------------------------------------------------------------------------
def test_a_client_gets_what_the_person_agrees_to(server):
    name, phone = signed_in(server)
    client = Client(server)
    told = client.begin(login_hint=name, binding_message="Till 4")
    assert (told["expires_in"], told["interval"], len(told["match_number"])) == (120, 5, 2)
    assert_error(client.poll(), 400, "authorization_pending")
    waiting = pending(server, phone)
    assert (waiting["bindingMessage"], waiting["scope"]) == ("Till 4", "openid profile offline_access")
    assert told["match_number"] in waiting["numbers"] and waiting["request"]["userAgent"] == "Till/4"
    assert_ok(answer(server, phone, "CONFIRM", waiting, number=told["match_number"]))
    tokens = client.poll()
    assert tokens.status_code == 200, tokens.text
    claims = jwt.decode(tokens.json()["id_token"], options={"verify_signature": False})
    assert claims["iss"] == f"{server.base}/oidc" and claims["aud"] == server.app_id and "mca" in claims["amr"]
    assert client.app.me(tokens.json()["access_token"]).json()["sub"] == claims["sub"]
    assert client.app.refresh(tokens.json()["refresh_token"]).status_code == 200
    assert_error(client.poll(), 400, "invalid_grant")


def test_the_person_is_named_by_an_id_token_too(server):
    name, phone = signed_in(server)
    first = Client(server)
    first.begin(login_hint=name)
    assert_ok(say(server, phone, "CONFIRM"))
    hint = first.poll().json()["id_token"]
    again = Client(server)
    again.begin(id_token_hint=hint)
    assert_ok(say(server, phone, "CONFIRM"))
    assert again.poll().status_code == 200


def test_a_pairwise_name_in_an_id_token_is_understood(server):
    name, phone = signed_in(server)
    with server.with_settings(app={"subject_type": "pairwise"}):
        client = Client(server)
        client.begin(login_hint=name)
        assert_ok(say(server, phone, "CONFIRM"))
        client.begin(id_token_hint=client.poll().json()["id_token"])
        assert_ok(say(server, phone, "CONFIRM"))
        assert client.poll().status_code == 200


# Before the clock of the server is moved: what clients sign says what time it is.
def test_tokens_are_bound_to_the_key_of_the_poll(server):
    name, phone = signed_in(server)
    client, key = Client(server), Key()
    client.begin(login_hint=name)
    assert_ok(say(server, phone, "CONFIRM"))
    credentials, headers = client.app._credentials()
    tokens = client.app.post("token", {**credentials, "grant_type": GRANT, "auth_req_id": client.told["auth_req_id"]},
                             {**headers, "dpop": key.proof("POST", f"{server.base}/oidc/token")})
    assert tokens.json()["token_type"] == "DPoP", tokens.text


def test_a_client_proves_itself_by_an_assertion_for_the_endpoint(server):
    name, _ = signed_in(server)
    key = Key()
    settings = {"token_auth_method": "private_key_jwt", "jwks": json.dumps(key.jwks())}
    with server.with_settings(app=settings):
        signed = key.sign(assertion_claims(server.app_id, f"{server.base}/oidc/bc-authorize"))
        answer = Oidc(server).post("bc-authorize", {
            "client_assertion_type": ASSERTION_TYPE, "client_assertion": signed, "scope": "openid",
            "login_hint": name})
        assert answer.status_code == 200, answer.text


def test_a_person_who_refuses_is_heard(server):
    name, phone = signed_in(server)
    client = Client(server)
    client.begin(login_hint=name)
    assert_ok(say(server, phone, "CANCEL"))
    assert_error(client.poll(), 400, "access_denied")


def test_a_question_ends_when_the_client_said_or_when_the_pool_says(server):
    name, _ = signed_in(server)
    client = Client(server)
    assert client.begin(login_hint=name, requested_expiry="30")["expires_in"] == 30
    server.advance(31_000)
    assert_error(client.poll(), 400, "expired_token")
    assert client.begin(login_hint=name, requested_expiry="86400")["expires_in"] == 120
    server.advance(121_000)
    assert_error(client.poll(), 400, "expired_token")


def test_a_client_that_asks_too_soon_is_slowed_down(server):
    name, phone = signed_in(server)
    client = Client(server)
    client.begin(login_hint=name)
    assert_error(client.poll(), 400, "authorization_pending")
    assert_error(client.poll(), 400, "slow_down")
    server.advance(6_000)
    assert_error(client.poll(), 400, "slow_down")  # five seconds more by now, and more again
    server.advance(16_000)
    assert_error(client.poll(), 400, "authorization_pending")
    assert_ok(say(server, phone, "CONFIRM"))
    assert client.poll().status_code == 200


def test_discovery_names_the_endpoint_and_the_grant(server):
    found = Oidc(server).get(".well-known/openid-configuration").json()
    assert found["backchannel_authentication_endpoint"] == f"{server.base}/oidc/bc-authorize"
    assert found["backchannel_token_delivery_modes_supported"] == ["poll", "ping"]
    assert found["backchannel_user_code_parameter_supported"] is False and GRANT in found["grant_types_supported"]


# --- refusals -----------------------------------------------------------------------------------------------
def test_it_is_off_until_the_application_says_otherwise(server):
    name, _ = signed_in(server)
    client = Client(server)
    client.begin(login_hint=name)
    with server.with_settings(app={"ciba_grant": False}):
        assert_error(client.ask(login_hint=new_name()), 400, "unauthorized_client")
        assert_error(client.poll(), 400, "unauthorized_client")


def test_a_public_client_asks_nobody(server):
    with server.with_settings(app={"token_auth_method": "none"}):
        client = Client(server, Oidc(server, method="none"))
        assert_error(client.ask(login_hint=new_name()), 400, "unauthorized_client")


def test_a_client_must_prove_itself(server):
    assert_error(Client(server, Oidc(server, secret="wrong")).ask(login_hint=new_name()), 401, "invalid_client")


@pytest.mark.parametrize("form,error", [
    ({}, "invalid_request"),
    ({"login_hint": "ann", "id_token_hint": "x"}, "invalid_request"),
    ({"id_token_hint": "not.a.token"}, "invalid_request"),
    ({"login_hint_token": "x"}, "invalid_request"),
    ({"login_hint": "a" * 321}, "invalid_request"),
    ({"login_hint": "ann", "requested_expiry": "soon"}, "invalid_request"),
    ({"login_hint": "ann", "requested_expiry": "0"}, "invalid_request"),
    ({"login_hint": "ann", "request": "x.y.z"}, "invalid_request"),
    ({"login_hint": "ann", "user_code": "1234"}, "invalid_request"),
    ({"login_hint": "ann", "client_notification_token": "x" * 30}, "invalid_request"),
    ({"login_hint": "ann", "scope": "profile"}, "invalid_scope"),
    ({"login_hint": "ann", "resource": "https://api.example/"}, "invalid_target"),
    ({"login_hint": "ann", "binding_message": "x" * 65}, "invalid_binding_message"),
    ({"login_hint": "ann", "binding_message": "two\nlines"}, "invalid_binding_message"),
    ({"login_hint": "ann", "binding_message": "turned \u202e round"}, "invalid_binding_message"),
])
def test_what_is_no_request_is_refused(server, form, error):
    assert_error(Client(server).ask(**form), 400, error)


# --- attacks ------------------------------------------------------------------------------------------------
def test_fatigue_one_question_at_a_time_and_so_many_an_hour(server):
    name, phone = signed_in(server)
    first = Client(server)
    first.begin(login_hint=name)
    refused = first.ask(login_hint=name)
    assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 0, refused.text
    assert_refused(start(server, name), 429)  # of a page too
    assert_ok(say(server, phone, "CANCEL"))
    with server.with_settings(pool={"push_per_hour": 2}):
        assert first.ask(login_hint=name).status_code == 200
        assert_ok(say(server, phone, "CANCEL"))
        assert first.ask(login_hint=name).status_code == 429


def test_a_wrong_number_ends_it(server):
    name, phone = signed_in(server)
    client = Client(server)
    wrong = f"{(int(client.begin(login_hint=name)['match_number']) + 1) % 100:02}"
    assert_refused(say(server, phone, "CONFIRM", number=wrong), 403)
    assert_error(client.poll(), 400, "access_denied")


def test_the_number_may_be_demanded(server):
    name, phone = signed_in(server)
    with server.with_settings(pool={"push_number_required": True}):
        client = Client(server)
        number = client.begin(login_hint=name)["match_number"]
        assert_refused(say(server, phone, "CONFIRM"), 400)
        assert_ok(say(server, phone, "CONFIRM", number=number))
        assert client.poll().status_code == 200


def test_enumeration_nobody_learns_who_has_an_account(server):
    user = user_of(server, username=new_name("gone"), email=new_email())
    server.manage("POST", "update-user", {"userId": user["userId"], "status": "Suspended"})
    for hint in (new_name("nobody"), user["username"], user["email"]):
        client = Client(server)
        told = client.begin(login_hint=hint)
        assert set(told) == {"auth_req_id", "expires_in", "interval", "match_number"}
        assert_error(client.poll(), 400, "authorization_pending")
        assert client.ask(login_hint=hint).status_code == 429
        server.advance(121_000)
        assert_error(client.poll(), 400, "expired_token")


def test_substitution_an_answer_is_the_client_s_own(server):
    name, phone = signed_in(server)
    client = Client(server)
    client.begin(login_hint=name)
    assert_ok(say(server, phone, "CONFIRM"))
    made = server.other_application()
    server.command("application", "update", made["appId"], "--set", "ciba_grant=true")
    thief = Oidc(server, made["appId"], made["appSecret"])
    assert_error(thief.ask("token", grant_type=GRANT, auth_req_id=client.told["auth_req_id"]), 400, "invalid_grant")
    # Nor at another issuer, nor with the id alone, which the phone knows.
    base = f"{server.base}/{server.app_id}"
    credentials, headers = client.app._credentials()
    form = {**credentials, "grant_type": GRANT, "auth_req_id": client.told["auth_req_id"]}
    assert_error(client.app.post("token", form, headers, base=base), 400, "invalid_grant")
    assert_error(client.poll(auth_req_id=client.told["auth_req_id"].partition(".")[0]), 400, "invalid_grant")
    assert_error(client.poll(auth_req_id=client.told["auth_req_id"] + "x"), 400, "invalid_grant")
    assert client.poll().status_code == 200


def test_substitution_a_page_and_a_client_cannot_take_each_other_s_answers(server):
    name, phone = signed_in(server)
    client = Client(server)
    client.begin(login_hint=name)
    assert_ok(say(server, phone, "CONFIRM"))
    assert_refused(status(server, {"pushCodeId": client.told["auth_req_id"]}), 404)
    assert client.poll().status_code == 200
    push = assert_ok(start(server, name))
    assert_ok(say(server, phone, "CONFIRM"))
    assert_error(client.poll(auth_req_id=push["pushCodeId"]), 400, "invalid_grant")


def test_another_client_s_id_token_names_nobody(server):
    name, phone = signed_in(server)
    made = server.other_application()
    server.command("application", "update", made["appId"], "--set", "ciba_grant=true")
    other = Client(server, Oidc(server, made["appId"], made["appSecret"]))
    other.begin(login_hint=name)
    assert_ok(say(server, phone, "CONFIRM"))
    assert_error(Client(server).ask(id_token_hint=other.poll().json()["id_token"]), 400, "invalid_request")


def test_whoever_is_signed_out_meanwhile_has_not_agreed(server):
    name, phone = signed_in(server)
    client = Client(server)
    client.begin(login_hint=name)
    assert_ok(say(server, phone, "CONFIRM"))
    user = assert_ok(server.get("get-profile", token=phone))
    server.manage("POST", "update-user", {"userId": user["userId"], "status": "Suspended"})
    assert_error(client.poll(), 400, "invalid_grant")


def test_of_64_polls_at_once_one_gets_the_tokens(server):
    name, phone = signed_in(server)
    client = Client(server)
    client.begin(login_hint=name)
    assert_ok(say(server, phone, "CONFIRM"))
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: client.poll(), range(64)))
    assert sorted(each.status_code for each in answers) == [200] + [400] * 63
    assert {each.json()["error"] for each in answers if each.status_code == 400} == {"invalid_grant"}


def test_two_processes_on_one_database_give_one_answer():
    with two_processes() as (one, two), one.with_settings(app=ON):
        name, phone = signed_in(one)
        client = Client(one)
        client.begin(login_hint=name)
        assert_ok(say(one, phone, "CONFIRM"))
        form = {**one.client(), "grant_type": GRANT, "auth_req_id": client.told["auth_req_id"]}
        # Both are called by the name of the first, as behind one address.
        ask = [lambda each=each: Oidc(each).post("token", form, {"host": f"localhost:{one.port}"})
               for each in (one, two)]
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda i: ask[i % 2](), range(64)))
        assert sorted(each.status_code for each in answers) == [200] + [400] * 63
