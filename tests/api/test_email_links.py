"""The link that proves an e-mail address: send-email-verification-link, show-verify-email, confirm-verify-email. On
both engines."""

import concurrent.futures
import re

import contract
import genauth
import pytest
import requests
from scenes import assert_ok, assert_refused, new_email, new_name, two_processes, user_of


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request):
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url) as running:
            yield running


class Ann:
    """Somebody with an address that nobody has proved."""

    def __init__(self, server):
        self.server, self.name, self.email = server, new_name("ann"), new_email()
        self.id = user_of(server, username=self.name, email=self.email)["userId"]
        self.token = server.sign_in(self.name)["access_token"]

    def ask(self, **more):
        return self.server.post("send-email-verification-link", token=self.token, **more)

    def link(self, language="en-US"):
        assert_ok(self.ask(headers={"x-authing-lang": language}))
        self.message = self.server.messages(self.email, 1)[0]
        return re.search(r"https?://\S+/account/verify-email\?token=\S+", self.message["text"])[0]

    def verified(self):
        return assert_ok(self.server.get("get-profile", token=self.token))["emailVerified"]


def token_of(link):
    return link.rpartition("token=")[2]


def show(server, link, language="en-US"):
    answer = requests.get(link, headers={"accept": "text/html", "x-authing-lang": language}, timeout=30)
    contract.check_reply("GET", "/account/verify-email", answer)
    return answer


def confirm(server, link, app_id=None):
    answer = requests.post(f"{server.base}/{app_id or server.app_id}/account/verify-email", timeout=30,
                           data={"token": token_of(link)}, headers={"x-authing-lang": "en-US"})
    return answer


def test_the_button_of_the_page_proves_the_address(server):
    """show-verify-email and confirm-verify-email"""
    ann = Ann(server)
    link = ann.link()
    assert link.startswith(f"{server.base}/{server.app_id}/account/verify-email?token=")
    page = show(server, link)
    assert page.status_code == 200 and ann.email in page.text and "Yes, it is mine" in page.text
    assert page.headers["referrer-policy"] == "no-referrer" and page.headers["cache-control"] == "no-store"
    assert not ann.verified()
    done = confirm(server, link)
    contract.check_reply("POST", "/account/verify-email", done)
    assert "is verified" in done.text and ann.verified()


def test_mail_scanners_that_open_the_link_prove_and_spend_nothing(server):
    ann = Ann(server)
    link = ann.link()
    for _ in range(3):
        assert show(server, link).status_code == 200
        requests.head(link, timeout=30)
    assert not ann.verified()
    assert confirm(server, link).status_code == 200 and ann.verified()


@pytest.mark.parametrize("language, title", [("zh-CN", "验证邮箱"), ("zh-TW", "驗證電子郵件"), ("ja-JP", "メールアドレスの確認"),
                                             ("en-US", "Verify your e-mail address")])
def test_message_and_page_speak_the_persons_language(server, language, title):
    ann = Ann(server)
    assert title in show(server, ann.link(language), language).text


def test_a_link_works_once_and_a_day_long(server):
    ann = Ann(server)
    link = ann.link()
    confirm(server, link)
    assert confirm(server, link).json()["statusCode"] == 400
    late = Ann(server)
    link = late.link()
    server.advance(86_400_001)
    assert confirm(server, link).json()["statusCode"] == 400
    late.token = server.sign_in(late.name)["access_token"]
    assert not late.verified()


def test_a_link_proves_no_other_address_than_the_one_it_went_to(server):
    ann = Ann(server)
    link = ann.link()
    assert_ok(server.manage("POST", "update-user", {"userId": ann.id, "email": new_email()}))
    assert confirm(server, link).json()["statusCode"] == 400
    ann.token = server.sign_in(ann.name)["access_token"]
    assert not ann.verified()


def test_a_link_is_of_one_application(server):
    ann = Ann(server)
    link = ann.link()
    assert confirm(server, link, server.other_application()["appId"]).json()["statusCode"] == 400
    for wrong in ("x", token_of(link)[:-1], token_of(link) + "x"):
        answer = requests.post(f"{server.base}/{server.app_id}/account/verify-email", data={"token": wrong}, timeout=30)
        assert answer.json()["statusCode"] == 400
    assert confirm(server, link, "0" * 24).json()["statusCode"] == 404
    for method in ("GET", "POST"):
        wrong = requests.request(method, f"{server.base}/{server.app_id}/account/verify-email", timeout=30,
                                 params={"token": "x"}, data={"token": "x"} if method == "POST" else None)
        contract.check_reply(method, "/account/verify-email", wrong)
        assert_refused(wrong.json(), 400)
    bare = requests.post(f"{server.base}/account/verify-email", data={"token": token_of(link)}, timeout=30)
    assert bare.json()["statusCode"] == 400


def test_who_has_nothing_to_prove_gets_no_link(server):
    nobody = server.person(new_name("none"))
    assert_refused(server.post("send-email-verification-link", token=nobody), 409)
    ann = Ann(server)
    confirm(server, ann.link())
    assert_refused(ann.ask(), 409)
    assert_refused(server.post("send-email-verification-link"), 401, 2020)


def test_flooding_a_mailbox_has_one_in_a_minute_and_five_in_an_hour(server):
    ann = Ann(server)
    assert_ok(ann.ask())
    assert_refused(ann.ask(), 429)
    for _ in range(4):
        server.advance(60_001)
        assert_ok(ann.ask())
    server.advance(60_001)
    assert_refused(ann.ask(), 429)


def test_markup_in_a_token_stays_text(server):
    answer = requests.get(f"{server.base}/{server.app_id}/account/verify-email", timeout=30, headers={
        "accept": "text/html"}, params={"token": '"><script>alert(1)</script>'})
    assert "<script>" not in answer.text


def race(servers, link, size=64):
    with concurrent.futures.ThreadPoolExecutor(size) as pool:
        answers = list(pool.map(lambda number: confirm(servers[number % len(servers)], link, servers[0].app_id),
                                range(size)))
    assert sum("is verified" in answer.text for answer in answers) == 1


def test_race_of_64_on_one_link_is_won_once(server):
    race([server], Ann(server).link())


def test_race_of_64_at_two_processes_is_won_once():
    with two_processes() as (one, two):
        race([one, two], Ann(one).link())
