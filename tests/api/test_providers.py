"""What happens to a code when its message is refused by the service, through HTTP."""

import contextlib
import http.server
import secrets
import socketserver
import threading

import genauth
import pytest
from scenes import assert_ok, assert_refused, new_email, new_number

REFUSED = "13900009999"


class Webhook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):  # noqa: N802
        refuses = REFUSED.encode() in self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"code":"blocked","message":"Blocked number"}' if refuses else b'{"id":"1"}'
        self.send_response(422 if refuses else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def with_services():
    """A server whose SMS go to a webhook, and whose e-mail goes to a port where nobody listens."""
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    settings = {"GENAUTH_MESSAGES_SMS_PROVIDER": "webhook", "GENAUTH_EGRESS_ALLOW": "127.0.0.1",
                "GENAUTH_MESSAGES_SMS_SETTINGS": f"url=http://127.0.0.1:{receiver.server_port}/,secret=webhook",
                "GENAUTH_CODES_RESEND_MS": "0"}
    try:
        with genauth.Server(settings=settings) as server:
            yield server
    finally:
        receiver.shutdown()


def test_a_refused_message_voids_its_code_and_tells_the_reason():
    with with_services() as server:
        answer = server.send_sms("CHANNEL_LOGIN", REFUSED)
        assert_refused(answer, 502)
        assert "blocked" in answer["message"].lower()
        assert server.messages("+86" + REFUSED) == []
        assert_ok(server.send_sms("CHANNEL_LOGIN", new_number()))


def test_mail_that_cannot_be_handed_over_now_counts_as_sent_and_is_tried_again():
    settings = {"GENAUTH_MESSAGES_EMAIL_PROVIDER": "smtp", "GENAUTH_EGRESS_ALLOW": "127.0.0.1",
                "GENAUTH_MESSAGES_EMAIL_SETTINGS": f"host=127.0.0.1,port={genauth.free_port()},from=a@example.com,"
                                                   "security=plain"}
    with genauth.Server(settings=settings) as server:
        assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}))


def test_production_refuses_a_mail_server_without_tls_that_is_not_on_this_machine(tmp_path):
    settings = {"GENAUTH_SECRETS_MASTER_KEY": secrets.token_hex(32), "GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.1",
                "GENAUTH_SERVER_PUBLIC_URL": "https://id.example.com", "GENAUTH_MESSAGES_EMAIL_PROVIDER": "smtp",
                "GENAUTH_MESSAGES_EMAIL_SETTINGS": "host=192.0.2.1,from=a@example.com,security=plain"}
    with pytest.raises(RuntimeError, match="security"):
        genauth.Server(data=tmp_path, dev=False, settings=settings, arguments=["--behind-proxy"]).start()
    settings["GENAUTH_MESSAGES_EMAIL_SETTINGS"] = "host=127.0.0.1,from=a@example.com,security=plain"
    server = genauth.Server(data=tmp_path, dev=False, settings=settings, arguments=["--behind-proxy"])
    with server:
        assert server.process.poll() is None


class RefusingMailServer(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as it takes to say no to every recipient."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"550 5.1.1 no such mailbox\r\n" if verb == b"RCPT" else b"250 fine\r\n")


def test_mail_that_the_service_refuses_voids_its_code():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), RefusingMailServer) as mail:
        threading.Thread(target=mail.serve_forever, daemon=True).start()
        settings = {"GENAUTH_MESSAGES_EMAIL_PROVIDER": "smtp", "GENAUTH_EGRESS_ALLOW": "127.0.0.1",
                    "GENAUTH_MESSAGES_EMAIL_SETTINGS": f"host=127.0.0.1,port={mail.server_address[1]},"
                                                       "from=a@example.com,security=plain"}
        with genauth.Server(settings=settings) as server:
            assert_refused(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}), 502)
        mail.shutdown()
