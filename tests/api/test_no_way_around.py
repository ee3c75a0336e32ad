"""No way around a second factor or a new password: also not by consent from a session that knew neither."""

import pytest
import test_fastpass as fastpass
import test_push_login as push
import test_qrcode_login as qrcode
from scenes import assert_ok, assert_refused, new_name
from second_factor import enroll_otp


def by_qrcode(server, _name, token):
    code = qrcode.made(server)
    return qrcode.exchange(server, qrcode.confirmed(server, token, code))


def by_push(server, name, token):
    asked = assert_ok(push.start(server, name))
    assert_ok(push.answer(server, token, "CONFIRM", asked))
    return push.status(server, asked)


def by_fastpass(server, _name, token):
    code = fastpass.made(server, token)
    assert_ok(fastpass.apps(server, code))
    return fastpass.login(server, code)


def second_factor(server, _user_id, token):
    enroll_otp(server, token)
    return 1635


def new_password_at_the_next_sign_in(server, user_id, _token):
    options = {"resetPasswordOnNextLogin": True}
    assert_ok(server.manage("POST", "update-user", {"userId": user_id, "options": options}))
    return 2058


@pytest.mark.parametrize("demand", [second_factor, new_password_at_the_next_sign_in])
@pytest.mark.parametrize("way", [by_qrcode, by_push, by_fastpass])
def test_no_way_around_by_consent(server, way, demand):
    name = new_name()
    token = server.person(name)
    assert_ok(way(server, name, token))
    server.advance(200_000)  # what was asked before is over
    user_id = assert_ok(server.get("get-profile", token=token))["userId"]
    api_code = demand(server, user_id, token)
    answer = way(server, name, token)
    assert_refused(answer, 303, api_code)
    assert "access_token" not in str(answer)
