"""What several files of passkey tests share."""

import authenticator
from scenes import assert_ok, new_name


class Person:
    """An account, signed in, with an authenticator whose pages are the server's own."""

    def __init__(self, server, token=None, **traits):
        self.server, self.name = server, new_name()
        self.token = token or server.person(self.name)
        self.authenticator = authenticator.Authenticator(server.base, **traits)

    def sign_in(self):
        self.token = self.server.sign_in(self.name)["access_token"]

    @property
    def user_id(self):
        return assert_ok(self.server.get("get-profile", token=self.token))["userId"]

    def start(self, body=None, **more):
        return assert_ok(self.server.post("webauthn/registration/initialize", body, token=self.token, **more))

    def finish(self, started, answer, **more):
        return self.server.post("webauthn/registration/finalize",
                                {"ticket": started["ticket"], "credential": answer, **more}, token=self.token)

    def register(self, **more):
        """A new passkey; returns it as the server shows it."""
        started = self.start()
        return assert_ok(self.finish(started, self.authenticator.create(started["registrationOptions"]), **more))

    def passkeys(self):
        return assert_ok(self.server.get("webauthn/credentials", token=self.token))["list"]


def begin(server, account=None, **more):
    return assert_ok(server.post("webauthn/login/initialize", {"account": account} if account else {}, **more))


def finish(server, started, answer, scope=None, **more):
    body = {"ticket": started["ticket"], "credential": answer}
    if scope:
        body["options"] = {"scope": scope}
    return server.post("webauthn/login/finalize", body, **more)


def sign_in(server, person, account=None, **bent):
    started = begin(server, account)
    return finish(server, started, person.authenticator.get(started["authenticationOptions"], **bent))


# The two spellings of the second half: (path, the member that holds the answer).
LOGINS = [("webauthn/login/finalize", "credential"), ("webauthn/authentication", "authenticationCredential")]
REGISTRATIONS = [("webauthn/registration/finalize", "credential"),
                 ("webauthn/registration", "registrationCredential"),
                 ("webauthn/admin/registration/finalize", "credential")]
