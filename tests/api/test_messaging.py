"""E-mails in a pool's own words and through its own service: templates and providers, on both engines."""

import contextlib
import email
import email.policy
import socket
import subprocess
import sys
import threading
import time

import genauth
import pytest
from account import Person
from scenes import PASSWORD, assert_ok, assert_refused, email_code, new_email, new_name, user_of

TYPES = ["WELCOME_EMAIL", "FIRST_CREATED_USER", "REGISTER_VERIFY_CODE", "LOGIN_VERIFY_CODE", "MFA_VERIFY_CODE",
         "INFORMATION_COMPLETION_VERIFY_CODE", "FIRST_EMAIL_LOGIN_VERIFY", "CONSOLE_CONDUCTED_VERIFY",
         "USER_PASSWORD_UPDATE_REMIND", "ADMIN_RESET_USER_PASSWORD_NOTIFICATION", "USER_PASSWORD_RESET_NOTIFICATION",
         "RESET_PASSWORD_VERIFY_CODE", "SELF_UNLOCKING_VERIFY_CODE", "EMAIL_BIND_VERIFY_CODE",
         "EMAIL_UNBIND_VERIFY_CODE"]
WORDS = {"customizeEnabled": True, "name": "Ours", "subject": "{{app_name}}: {{verify_code}}",
         "sender": "The {{app_name}} team", "content": "<p>Hello {{email}}, type <b>{{verify_code}}</b> within "
         "{{expires_in}} minutes.</p>"}


def words(server, kind, **more):
    return server.manage("POST", "update-email-template", {"type": kind, **WORDS, **more})


@pytest.fixture(autouse=True)
def _usual_words(server):
    yield
    for kind in templates(server):
        if templates(server)[kind]["customizeEnabled"]:
            assert_ok(words(server, kind, customizeEnabled=False))


def templates(server, **headers):
    data = assert_ok(server.manage("GET", "get-email-templates", headers=headers))
    return {each["type"]: each for each in data["templates"]}


def preview(server, kind, **more):
    return server.manage("POST", "preview-email-template", {"type": kind, **more})


# --- templates ---------------------------------------------------------------------------------------------------
def test_every_kind_of_email_has_words(server):
    found = templates(server)
    assert sorted(found) == sorted(TYPES)
    for each in found.values():
        assert each["subject"] and each["content"] and each["name"]
    assert templates(server, **{"x-authing-lang": "zh-CN"})["WELCOME_EMAIL"]["name"] == "欢迎邮件"


def test_a_pool_has_words_of_its_own_and_goes_back_to_the_usual_ones(server):
    after = assert_ok(words(server, "LOGIN_VERIFY_CODE", expiresIn=600, redirectTo="https://app.example.com/",
                            tplEngine="handlebar"))
    assert after == {"type": "LOGIN_VERIFY_CODE", **WORDS, "expiresIn": 600, "redirectTo": "https://app.example.com/",
                     "tplEngine": "handlebar"}
    assert templates(server)["LOGIN_VERIFY_CODE"] == after
    address = new_email()
    code = email_code(server, "CHANNEL_LOGIN", address)
    mail = server.messages(address, 1)[0]
    assert mail["subject"].endswith(f": {code}") and len(mail["subject"]) > len(code) + 2
    assert_ok(words(server, "LOGIN_VERIFY_CODE", customizeEnabled=False))
    other = new_email()
    email_code(server, "CHANNEL_LOGIN", other)
    assert server.messages(other, 1)[0]["subject"] == "Your verification code"


@pytest.mark.parametrize("channel,kind", [
    ("CHANNEL_REGISTER", "REGISTER_VERIFY_CODE"), ("CHANNEL_RESET_PASSWORD", "RESET_PASSWORD_VERIFY_CODE"),
    ("CHANNEL_UPDATE_EMAIL", "EMAIL_BIND_VERIFY_CODE"), ("CHANNEL_BIND_EMAIL", "EMAIL_BIND_VERIFY_CODE"),
    ("CHANNEL_UNBIND_EMAIL", "EMAIL_UNBIND_VERIFY_CODE"), ("CHANNEL_VERIFY_MFA", "MFA_VERIFY_CODE"),
    ("CHANNEL_UNLOCK_ACCOUNT", "SELF_UNLOCKING_VERIFY_CODE"),
    ("CHANNEL_COMPLETE_EMAIL", "INFORMATION_COMPLETION_VERIFY_CODE"),
    ("CHANNEL_VERIFY_EMAIL_LINK", "CONSOLE_CONDUCTED_VERIFY")])
def test_each_channel_has_its_template(server, channel, kind):
    assert_ok(words(server, kind, subject="These are our words"))
    address = new_email()
    email_code(server, channel, address)
    assert server.messages(address, 1)[0]["subject"] == "These are our words"


def test_notices_about_accounts_have_templates(server):
    for kind in ("FIRST_CREATED_USER", "ADMIN_RESET_USER_PASSWORD_NOTIFICATION", "USER_PASSWORD_RESET_NOTIFICATION"):
        assert_ok(words(server, kind, subject="About {{user}}", content="{{content}}"))
    address, name = new_email(), new_name()
    user_of(server, username=name, email=address, options={
        "sendNotification": {"sendEmailNotification": True}})
    assert any(item["subject"].startswith("About ") for item in server.messages(address))
    person = Person(server, email=True)
    assert_ok(person.post("update-password", {"oldPassword": PASSWORD, "newPassword": "mu9 Kettle-Blue"}))
    assert any(item["subject"].startswith("About ") for item in server.messages(person.email))


def test_a_template_says_how_long_its_code_is_good(server):
    assert_ok(words(server, "LOGIN_VERIFY_CODE", expiresIn=60, subject="{{expires_in}}"))
    address = new_email()
    code = email_code(server, "CHANNEL_LOGIN", address)
    assert server.messages(address, 1)[0]["subject"] == "1"
    server.advance(60_001)
    payload = {"email": address, "passCode": code, "channel": "CHANNEL_LOGIN"}
    answer = assert_ok(server.post("pre-check-code", {"codeType": "EMAIL", "emailCodePayload": payload}))
    assert answer["isValid"] is False


def test_a_preview_shows_sample_values(server):
    data = assert_ok(preview(server, "LOGIN_VERIFY_CODE", subject="{{app_name}}", sender="S", expiresIn=120,
                             content="<i>{{verify_code}}</i> {{expires_in}}"))
    assert data == {"subject": "GenAuth", "sender": "S", "content": "<i>123456</i> 2"}
    data = assert_ok(preview(server, "LOGIN_VERIFY_CODE", content="<%= verify_code %>", tplEngine="ejs"))
    assert data["content"] == "123456" and data["subject"]
    assert_ok(words(server, "LOGIN_VERIFY_CODE", subject="Ours"))
    assert assert_ok(preview(server, "LOGIN_VERIFY_CODE"))["subject"] == "Ours"


@pytest.mark.parametrize("member", ["subject", "sender", "content"])
@pytest.mark.parametrize("engine,text", [("handlebar", "{{#if x}}"), ("handlebar", "{{constructor.constructor}}"),
                                         ("ejs", "<% process.exit() %>"), ("ejs", "<%= process.env %>")])
def test_a_template_is_no_program(server, member, engine, text):
    answer = words(server, "LOGIN_VERIFY_CODE", **{member: text, "tplEngine": engine})
    assert_refused(answer, 400, 2017)
    assert member in answer["message"]
    assert_refused(preview(server, "LOGIN_VERIFY_CODE", **{member: text, "tplEngine": engine}), 400, 2017)


def test_words_of_another_pool_are_not_ours(server):
    other = server.other_pool()
    token = server.management_token(other["accessKeyId"], other["accessKeySecret"])
    assert_ok(words(server, "WELCOME_EMAIL"))
    data = assert_ok(server.call("GET", "/api/v3/get-email-templates", token=token, app=False))
    assert not any(each["customizeEnabled"] for each in data["templates"])


# --- the pool's own service --------------------------------------------------------------------------------------
SMTP = {"smtp_host": "smtp.example.com", "smtp_port": 587, "sender": "no-reply@example.com",
        "senderPass": "a-very-secret-word", "secure": False}


def configure(server, **body):
    return server.manage("POST", "config-email-provider", body)


def provider(server):
    return assert_ok(server.manage("GET", "get-email-provider"))


def test_secrets_of_a_service_go_in_and_never_come_out(server):
    other = server.other_pool()
    token = server.management_token(other["accessKeyId"], other["accessKeySecret"])

    def manage(method, path, body=None):
        return server.call(method, "/api/v3/" + path, body, token=token, app=False)
    assert assert_ok(manage("GET", "get-email-provider")) == {"enabled": False}
    mailbox = {"sender": "a@example.com", "senderPass": "a-very-secret-word"}
    body = {"type": "custom", "enabled": False, "smtpConfig": SMTP, "aliExmailConfig": mailbox,
            "tencentExmailConfig": mailbox, "sendGridConfig": {"sender": "a@example.com", "apikey": "SG.secret"}}
    answer = assert_ok(manage("POST", "config-email-provider", body))
    assert answer == assert_ok(manage("GET", "get-email-provider"))
    assert answer["smtpConfig"] == {**SMTP, "senderPass": "******"}
    assert answer["sendGridConfig"]["apikey"] == answer["aliExmailConfig"]["senderPass"] == "******"
    assert "secret" not in str(answer)
    if server.engine == "sqlite":
        for file in server.data.glob("genauth.db*"):
            assert b"a-very-secret-word" not in file.read_bytes()
    assert "a-very-secret-word" not in (server.data / "server.log").read_text()
    for kind in ("ali", "qq", "sendgrid"):
        assert assert_ok(manage("POST", "config-email-provider", {"type": kind, "enabled": True}))["type"] == kind


@pytest.mark.parametrize("body,api_code", [
    ({"type": "custom", "enabled": True}, None), ({"type": "sendgrid", "enabled": True}, None),
    ({"type": "custom", "enabled": True, "smtpConfig": {**SMTP, "sender": "nobody"}}, 2003),
    ({"type": "custom", "enabled": False, "smtpConfig": {**SMTP, "smtp_host": "http://evil/"}}, None),
    ({"type": "custom", "enabled": False, "smtpConfig": {**SMTP, "smtp_host": "a\r\nb"}}, None)])
def test_refuses_a_service_that_cannot_send(server, body, api_code):
    assert_refused(configure(server, **body), 400, api_code)
    assert provider(server)["enabled"] is False


@contextlib.contextmanager
def submission_server(folder, mode):
    """aiosmtpd as a submission server that knows mailer's password; yields its port and the file of its last mail."""
    certificate = folder / "smtp"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", f"{certificate}.key", "-out",
                    f"{certificate}.crt"], check=True, capture_output=True)
    script = genauth.ROOT / "tests/standins/smtp.py"
    inbox = folder / "mail"
    process = subprocess.Popen([sys.executable, script, mode, certificate, inbox], stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline()), inbox, f"{certificate}.crt"
    finally:
        process.kill()
        process.wait()


def read_mail(inbox):
    head, _, mail = inbox.read_bytes().partition(b"\n")
    return head.decode(), email.message_from_bytes(mail, policy=email.policy.default)


@pytest.mark.parametrize("mode", ["starttls", "tls"])
def test_mail_goes_through_the_pools_own_service_in_its_own_words(server, tmp_path, mode):
    with submission_server(tmp_path, mode) as (port, inbox, authority), \
            genauth.fresh_database(server.engine) as url:
        settings = {"GENAUTH_EGRESS_ALLOW": "localhost,127.0.0.1,::1", "GENAUTH_MESSAGES_CA_FILE": authority}
        with genauth.Server(database=url, settings=settings) as server:  # noqa: PLW2901
            smtp = {**SMTP, "smtp_host": "localhost", "smtp_port": port, "sender": "mailer@example.com",
                    "senderPass": "secret", "secure": mode == "tls"}
            assert_ok(configure(server, type="custom", enabled=True, smtpConfig=smtp))
            assert_ok(words(server, "LOGIN_VERIFY_CODE"))
            address = new_email()
            code = email_code(server, "CHANNEL_LOGIN", address)
            envelope, mail = read_mail(inbox)
            assert envelope == f"mailer@example.com {address}"
            assert code in mail["subject"] and "team" in mail["from"]
            html = mail.get_body(("html",)).get_content()
            assert f"<b>{code}</b>" in html and code in mail.get_body(("plain",)).get_content()
            # The asterisks leave the password as it is; a wrong one is refused by the service, and the code is void.
            assert_ok(configure(server, type="custom", enabled=True, smtpConfig={**smtp, "senderPass": "******"}))
            assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}))
            assert_ok(configure(server, type="custom", enabled=True, smtpConfig={**smtp, "senderPass": "wrong"}))
            assert_refused(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}), 502)
            inbox.unlink()
            assert_ok(configure(server, type="custom", enabled=False))
            assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}))
            assert not inbox.exists()


def test_no_value_brings_html_or_a_header_into_a_mail(tmp_path):
    with submission_server(tmp_path, "starttls") as (port, inbox, authority):
        settings = {"GENAUTH_EGRESS_ALLOW": "localhost,127.0.0.1,::1", "GENAUTH_MESSAGES_CA_FILE": authority}
        with genauth.Server(settings=settings) as server:
            smtp = {**SMTP, "smtp_host": "localhost", "smtp_port": port, "sender": "mailer@example.com",
                    "senderPass": "secret"}
            assert_ok(configure(server, type="custom", enabled=True, smtpConfig=smtp))
            for kind in ("FIRST_CREATED_USER",):
                assert_ok(words(server, kind, subject="For {{user}}", sender="{{user}}", content="<p>{{{user}}}</p>"))
            user_of(server, username="<img/src=x>", email=new_email(), options={
                "sendNotification": {"sendEmailNotification": True}})
            server.advance(10_001)  # the outbox looks for what is due every ten seconds of the machine's clock
            deadline = time.monotonic() + 60
            while not inbox.exists() and time.monotonic() < deadline:
                time.sleep(0.1)
            _, mail = read_mail(inbox)
            assert "<img" not in mail.get_body(("html",)).get_content()
            assert mail["bcc"] is None and len(mail.get_all("subject")) == 1


def test_a_service_in_a_private_network_is_not_reached():
    with genauth.Server() as server:
        smtp = {**SMTP, "smtp_host": "127.0.0.1", "smtp_port": 9}
        assert_ok(configure(server, type="custom", enabled=True, smtpConfig=smtp))
        answer = server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()})
        assert answer["statusCode"] in (200, 502), answer  # left to the outbox, or refused; nothing was connected to


@contextlib.contextmanager
def deaf_server():
    """Takes connections and ends them without a word; yields its port and the list of who came."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        def turn_away():
            with contextlib.suppress(OSError):
                while True:
                    connection, address = door.accept()
                    came.append(address)
                    connection.close()

        thread = threading.Thread(target=turn_away, daemon=True)
        thread.start()
        yield door.getsockname()[1], came
        door.shutdown(socket.SHUT_RDWR)
    thread.join(10)


def test_a_pools_service_that_fails_five_times_in_a_row_is_left_alone_for_ten_seconds():
    with deaf_server() as (port, came), \
            genauth.Server(settings={"GENAUTH_EGRESS_ALLOW": "localhost,127.0.0.1,::1"}) as server:
        smtp = {**SMTP, "smtp_host": "127.0.0.1", "smtp_port": port}
        assert_ok(configure(server, type="custom", enabled=True, smtpConfig=smtp))
        for _ in range(9):
            assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}))
        assert len(came) == 5
        assert_ok(configure(server, type="custom", enabled=True, smtpConfig={**smtp, "senderPass": "another"}))
        assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}))
        assert len(came) == 5  # known of the server, whatever the settings
        server.advance(10_001)
        assert_ok(server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": new_email()}))
        assert len(came) >= 6  # a trial, of this one or of one that was waiting
