"""A submission server (aiosmtpd) that knows the user "mailer" with the password "secret".

Arguments: starttls, tls or notls; a certificate's stem; the file to which an accepted message is written; and, to be
the mail service of a vendor with its documented rules, ali, qq or sendgrid."""

import asyncio
import email
import email.policy
import email.utils
import ssl
import sys

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import AuthResult

mode, certificate, inbox = sys.argv[1:4]
vendor = (sys.argv[4:] + [""])[0]
secured = mode in ("starttls", "tls")


# Mailboxes of Alibaba Mail and Tencent Exmail sign in with their whole address and send in its name alone, in the
# envelope and in From. With SendGrid everybody is "apikey" and the key is the password; From is a verified sender.
MAILBOX = b"mailer@example.com"
LOGINS = {"": [(b"mailer", b"secret"), (MAILBOX, b"secret")], "ali": [(MAILBOX, b"secret")],
          "qq": [(MAILBOX, b"secret")], "sendgrid": [(b"apikey", b"SG.secret")]}
OTHER_SENDER = {"ali": "553 Mail from must equal authorized user",
                "qq": "501 mail from address must be same as authorization user",
                "sendgrid": "550 The from address does not match a verified Sender Identity"}


def sender_of(content):
    """The one address in From."""
    found = email.message_from_bytes(content, policy=email.policy.default).get_all("from", [])
    addresses = [address for _, address in email.utils.getaddresses(found)]
    return addresses[0] if len(addresses) == 1 else None


class Rules:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if vendor and vendor != "sendgrid" and address.encode() != MAILBOX:
            return OTHER_SENDER[vendor]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("later@"):
            return "450 4.2.0 Greylisted, try again"
        if address.startswith("slow@"):
            await asyncio.sleep(30)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if vendor and sender_of(envelope.content) != MAILBOX.decode():
            return OTHER_SENDER[vendor]
        with open(inbox, "wb") as file:
            file.write(f"{envelope.mail_from} {' '.join(envelope.rcpt_tos)}\n".encode() + envelope.content)
        return "250 2.0.0 Queued"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) in LOGINS[vendor], handled=False)


context = None
if secured:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate + ".crt", certificate + ".key")
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
options = {"authenticator": authenticate, "auth_required": secured,
           "auth_require_tls": mode == "starttls"}
if mode == "starttls":
    options |= {"tls_context": context, "require_starttls": True}
if mode == "tls":
    options |= {"ssl_context": context}
controller = UnthreadedController(Rules(), hostname="127.0.0.1", port=0, loop=loop, **options)
server = loop.run_until_complete(controller._create_server())
print(server.sockets[0].getsockname()[1], flush=True)
loop.run_forever()
