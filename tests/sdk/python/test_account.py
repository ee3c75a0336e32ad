"""Profile and account security through the official Python SDK."""

from conftest import PASSWORD, ok, refused

NEW = "mu9 Kettle of Fish"


def code(person, channel, email=None):
    ok(person.client.send_email(channel, email or person.email))
    return person.server.last_code(email or person.email)


def sms(person, channel, number):
    ok(person.client.send_sms(channel, number))
    return person.server.last_code("+86" + number)


def test_binds_replaces_and_unbinds_an_address(person):
    client, new = person.client, "new." + person.email
    ok(client.bind_email(code(person, "CHANNEL_BIND_EMAIL"), person.email))
    answer = ok(client.verify_update_email_request({
        "newEmail": new, "newEmailPassCode": code(person, "CHANNEL_UPDATE_EMAIL", new),
        "oldEmail": person.email, "oldEmailPassCode": code(person, "CHANNEL_UPDATE_EMAIL")}, "EMAIL_PASSCODE"))
    ok(client.update_email(answer["updateEmailToken"]))
    assert ok(client.get_profile())["email"] == new
    ok(client.unbind_email(code(person, "CHANNEL_UNBIND_EMAIL", new)))
    assert not ok(client.get_profile()).get("email")


def test_sets_a_number_in_two_steps(person):
    answer = ok(person.client.verify_update_phone_request({
        "newPhoneNumber": person.number, "newPhonePassCode": sms(person, "CHANNEL_BIND_PHONE", person.number)},
        "PHONE_PASSCODE"))
    ok(person.client.update_phone(answer["updatePhoneToken"]))
    assert ok(person.client.get_profile())["phone"] == person.number


def test_changes_and_resets_the_password(person):
    ok(person.client.bind_email(code(person, "CHANNEL_BIND_EMAIL"), person.email))
    person.server.advance(72 * 3_600_000)  # until then a new address is no proof
    person.sign_in()
    client = person.client
    refused(client.update_password(NEW, "not it"), 403, 2203)
    ok(client.update_password(NEW, PASSWORD))
    assert ok(client.get_security_level())["passwordSet"] is True
    answer = ok(client.verify_reset_password_request("EMAIL_PASSCODE", email_pass_code_payload={
        "email": person.email, "passCode": code(person, "CHANNEL_RESET_PASSWORD")}))
    assert ok(client.reset_password(PASSWORD, answer["passwordResetToken"])) == {"success": True}
    refused(client.get_profile(), 401, 2021)  # every session ended
    person.sign_in()


def test_deletes_the_account(person):
    answer = ok(person.client.verify_delete_account_request("PASSWORD", password_payload={"password": PASSWORD}))
    ok(person.client.delete_account(answer["deleteAccountToken"]))
    refused(person.client.get_profile(), 401, 2021)
