"""The protocol endpoints as a client sees them: plain HTTP, answers as they are."""

import base64

import requests

SCOPE = "openid profile username email phone offline_access"


def basic(key, secret):
    return "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()


class Oidc:
    """One application. `method` is how it authenticates: client_secret_post, client_secret_basic or none. Without
    `base` it is called at the bare address, which is the first pool's."""

    def __init__(self, server, app_id=None, secret=None, method="client_secret_post", base=None):
        self.server, self.method, self.base = server, method, base
        self.app_id, self.secret = app_id or server.app_id, secret or server.app_secret

    def _credentials(self):
        if self.method == "client_secret_basic":
            return {}, {"authorization": basic(self.app_id, self.secret)}
        form = {"client_id": self.app_id}
        return (form if self.method == "none" else {**form, "client_secret": self.secret}), {}

    def post(self, path, form=None, headers=None, base=None, **more):
        """One form; returns the response."""
        url = (base or self.base or self.server.base) + "/oidc/" + path
        return requests.post(url, data=form, headers=headers, timeout=30, **more)

    def get(self, path, base=None, **more):
        return requests.get((base or self.base or self.server.base) + "/oidc/" + path, timeout=30, **more)

    @classmethod
    def of(cls, server, made, **more):
        """An application of another pool, at its own path."""
        return cls(server, made["appId"], made["appSecret"], base=f"{server.base}/{made['appId']}", **more)

    def ask(self, path, **form):
        """One form with the application's credentials."""
        credentials, headers = self._credentials()
        return self.post(path, {**credentials, **form}, headers)

    def by_password(self, username, password="correct horse battery", scope=SCOPE):
        response = self.ask("token", grant_type="password", username=username, password=password, scope=scope)
        assert response.status_code == 200, response.text
        return response.json()

    def refresh(self, token, **more):
        return self.ask("token", grant_type="refresh_token", refresh_token=token, **more)

    def introspect(self, token, **more):
        response = self.ask("token/introspection", token=token, **more)
        assert response.status_code == 200, response.text
        return response.json()

    def revoke(self, token, **more):
        return self.ask("token/revocation", token=token, **more)

    def me(self, token):
        return self.get("me", headers={"authorization": "Bearer " + token})


def assert_error(response, status, error):
    """RFC 6749 §5.2: the status, the code, and no cache."""
    assert (response.status_code, response.json()["error"]) == (status, error), response.text
    assert response.headers["cache-control"] == "no-store"
