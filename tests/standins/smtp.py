"""A submission server (aiosmtpd) that knows the user "mailer" with the password "secret".

Arguments: starttls, tls or notls; a certificate's stem; the file to which an accepted message is written."""

import asyncio
import ssl
import sys

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import AuthResult

mode, certificate, inbox = sys.argv[1:4]
secured = mode in ("starttls", "tls")


class Rules:
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
        with open(inbox, "wb") as file:
            file.write(f"{envelope.mail_from} {' '.join(envelope.rcpt_tos)}\n".encode() + envelope.content)
        return "250 2.0.0 Queued"


def authenticate(server, session, envelope, mechanism, data):
    known = data.login in (b"mailer", b"mailer@example.com") and data.password == b"secret"
    return AuthResult(success=known, handled=False)


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
