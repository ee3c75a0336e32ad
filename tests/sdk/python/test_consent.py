"""QR codes, push sign-in, fast pass, devices and kick-users through the official Python SDK."""

from conftest import Person, client_of, ok, refused


def test_a_qr_code_signs_the_page_in(server, person):
    page = client_of(server)
    code = ok(page.gene_qr_code("MOBILE_APP", custom_data={"desk": 7}))
    assert ok(page.check_qr_code_status(code["qrcodeId"]))["status"] == "PENDING"
    for action in ("SCAN", "CONFIRM"):
        answer = person.client.change_qr_code_status(action, code["qrcodeId"])
        assert answer["statusCode"] == 200, answer
    ticket = ok(page.check_qr_code_status(code["qrcodeId"]))["ticket"]
    tokens = ok(page.exchange_token_set_with_qr_code_ticket(ticket, server.app_id, server.app_secret))
    page.set_access_token(tokens["access_token"])
    assert ok(page.get_profile(with_custom_data=True))["customData"]["desk"] == 7
    refused(page.exchange_token_set_with_qr_code_ticket(ticket, server.app_id, server.app_secret), 400)


def test_a_push_signs_the_page_in(server, person):
    page = client_of(server)
    push = ok(page.sign_in_by_push(person.username, {"scope": "openid profile"}))
    asked = {"app_id": server.app_id, "push_code_id": push["pushCodeId"]}
    assert server.app_id in ok(person.client.get_push_login_relation_apps(**asked))["appIds"]
    assert ok(page.check_push_code_status(push["pushCodeId"]))["status"] == "PUSHED"
    assert person.client.change_push_code_status("CONFIRM", push["pushCodeId"])["statusCode"] == 200
    assert ok(page.check_push_code_status(push["pushCodeId"]))["tokenSet"]["access_token"]


def test_fast_pass_signs_the_app_in(server, person):
    code = ok(person.client.gene_fastpass_qrcode_info({"scope": "openid profile username"}))
    app = client_of(server)
    apps = ok(app.get_fastpass_params(code["qrcodeId"], code["appId"]))["relationApps"]
    assert server.app_id in [each["id"] for each in apps]
    app.set_access_token(ok(app.qr_code_app_login("APP_LOGIN", code["qrcodeId"]))["access_token"])
    assert ok(app.get_profile())["username"] == person.username
    assert ok(person.client.get_qr_code_status(code["qrcodeId"]))["status"] == "AUTHORIZED"


def test_a_person_signs_a_device_out(server, person):
    ok(Person.sign_in(person).client.get_profile())
    device = ok(person.client.list())[0]["device"]["deviceId"]
    assert person.client.revoke(device)["statusCode"] == 200
    refused(person.client.list(), 401, 2021)
    person.sign_in()
    assert person.client.unbind(device)["statusCode"] == 200
    refused(person.client.list(), 401, 2021)


def test_an_administrator_kicks_a_user(server, person, management):
    user_id = ok(person.client.get_profile())["userId"]
    assert ok(management.kick_users([server.app_id], user_id))["success"] is True
    refused(person.client.get_profile(), 401, 2021)
