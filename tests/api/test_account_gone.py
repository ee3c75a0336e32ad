"""The moment between the check of a token and the work: an account that goes then is a user who does not exist.

Nobody can aim at that moment, so calls come as fast as the server takes them while an administrator deletes the
account, again and again until one of them meets it.
"""

import json
import socket
import threading

import genauth
import pytest
from scenes import PASSWORD, assert_ok, new_name, new_number, user_of

CALLS = 400  # on each connection
ROUNDS = 300
PHONE = {"phoneNumber": "13800138000", "phoneCountryCode": "+86"}

# Operation, its body, and whether the user has a phone: each of them is refused at once while there is a user.
OPERATIONS = [
    ("GET", "get-profile", None, False),
    ("POST", "update-profile", {"username": "taken-by-another"}, False),
    ("POST", "bind-phone", {**PHONE, "passCode": "000000"}, True),
    ("POST", "unbind-phone", {"passCode": "000000"}, False),
    ("POST", "send-sms", {**PHONE, "channel": "CHANNEL_UNBIND_PHONE"}, False),
]


class Storm(threading.Thread):
    """Calls in one go on a connection of its own; `answers` holds what came back, `begun` is set by the first of it."""

    def __init__(self, server, method, operation, body, token):
        super().__init__(daemon=True)
        self.port, self.begun, self.answers = server.port, threading.Event(), []
        text = json.dumps(body) if body is not None else ""
        head = (f"{method} /api/v3/{operation} HTTP/1.1\r\nHost: localhost\r\nx-authing-app-id: {server.app_id}\r\n"
                f"x-authing-lang: en-US\r\nAuthorization: {token}\r\nContent-Length: {len(text)}\r\n")
        self.sent = (head + "\r\n" + text) * CALLS + head + "Connection: close\r\n\r\n" + text

    def run(self):
        with socket.create_connection(("127.0.0.1", self.port), 60) as connection:
            sender = threading.Thread(target=connection.sendall, args=(self.sent.encode(),), daemon=True)
            sender.start()
            received = b""
            while part := connection.recv(1 << 20):
                received += part
                self.begun.set()
            sender.join()
        for answer in received.split(b"HTTP/1.1 ")[1:]:
            self.answers.append(json.loads(answer.partition(b"\r\n\r\n")[2]))


def answers_while_the_user_goes(server, method, operation, body, with_phone):
    phone = {"phone": new_number(), "phoneCountryCode": "+86"} if with_phone else {}
    name = new_name("leaving")
    user_id = user_of(server, username=name, **phone)["userId"]
    token = server.sign_in(name)["access_token"]
    storms = [Storm(server, method, operation, body, token) for _ in range(3)]
    for storm in storms:
        storm.start()
    assert storms[0].begun.wait(60)
    assert_ok(server.manage("POST", "delete-users-batch", {"userIds": [user_id]}))
    for storm in storms:
        storm.join(60)
    answers = [answer for storm in storms for answer in storm.answers]
    assert len(answers) == 3 * (CALLS + 1)
    return answers


@pytest.mark.parametrize("method,operation,body,with_phone", OPERATIONS)
def test_an_account_that_goes_after_the_check_of_the_token_does_not_exist(server, method, operation, body, with_phone):
    if operation == "update-profile":
        server.post("signup", {"connection": "PASSWORD",
                               "passwordPayload": {"username": body["username"], "password": PASSWORD}})
    for _ in range(ROUNDS):
        answers = answers_while_the_user_goes(server, method, operation, body, with_phone)
        kinds = {(answer["statusCode"], answer.get("apiCode")): answer for answer in answers}
        for answer in kinds.values():
            genauth.contract.check(method, "/api/v3/" + operation, answer)
        assert not [kind for kind in kinds if kind[0] >= 500], kinds
        if (404, 2004) in kinds:
            return
    pytest.fail(f"in {ROUNDS} rounds no call met the moment")
