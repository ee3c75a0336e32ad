"""E-mail templates and providers through the official SDK."""

from conftest import ok


def test_an_administrator_writes_the_words_of_an_email(management):
    assert len(ok(management.get_email_templates())["templates"]) == 15
    words = {"type": "WELCOME_EMAIL", "name": "Welcome", "subject": "Hello {{user}}", "sender": "Us", "content": "<p/>"}
    changed = ok(management.update_email_template(customize_enabled=True, **words))
    assert changed["subject"] == "Hello {{user}}"
    answer = management.preview_email_template("WELCOME_EMAIL")
    assert answer["data"]["subject"] == "Hello Ada"
    ok(management.update_email_template(customize_enabled=False, **words))


def test_an_administrator_names_a_mail_service(management):
    config = {"sender": "no-reply@example.com", "senderPass": "secret"}
    shown = ok(management.config_email_provider("ali", False, ali_exmail_config=config))
    assert shown["aliExmailConfig"] == {"sender": "no-reply@example.com", "senderPass": "******"}
    assert ok(management.get_email_provider()) == shown
