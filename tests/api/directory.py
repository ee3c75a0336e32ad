"""What the tests of memberships share: a pool file, applied with `genauth apply`."""

import yaml
from scenes import PASSWORD, assert_ok, new_name, user_of


def apply(server, content, *options, check=True, pool=None):
    """Applies a file to the demo pool, or another; returns the finished process."""
    path = server.data / f"{new_name('file')}.yaml"
    path.write_text(yaml.safe_dump({"pool": pool or server.pool_id, **content}, allow_unicode=True))
    return server.command("apply", "-f", str(path), *options, check=check)


class Person:
    """A user whom an administrator made, signed in."""

    def __init__(self, server, **profile):
        self.server = server
        self.name = profile.pop("username", None) or new_name("member")
        self.id = user_of(server, username=self.name, **profile)["userId"]
        self.sign_in()

    def sign_in(self):
        self.token = self.server.sign_in(self.name, PASSWORD)["access_token"]

    def ask(self, path, **more):
        return self.server.get(path, token=self.token, **more)

    def get(self, path, **more):
        return assert_ok(self.ask(path, **more))

    def send(self, path, body=None):
        return self.server.post(path, body, token=self.token)

    def post(self, path, body=None):
        return assert_ok(self.send(path, body))
