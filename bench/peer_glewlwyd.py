"""Debian's glewlwyd on SQLite as the peer, unpacked into build/glewlwyd by script/setup --bench and set up through its
own administration: RS256, PKCE, and a person who has agreed to all clients."""

import contextlib
import gzip
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

import genauth
import measure
import peers

FOLDER = genauth.ROOT / "build/glewlwyd"
LIBRARIES = FOLDER / "usr/lib/glewlwyd"
SESSION = "GLEWLWYD2_SESSION_ID"
CONFIGURATION = """
port={port}
bind_address="127.0.0.1"
external_url="http://localhost:{port}"
login_url="login.html"
api_prefix="api"
log_mode="file"
log_level="ERROR"
log_file="{folder}/log"
cookie_domain="localhost"
cookie_secure=0
session_expiration=2419200
session_key="{session}"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="{libraries}/user"
user_middleware_module_path="{folder}/none"
client_module_path="{libraries}/client"
user_auth_scheme_module_path="{libraries}/scheme"
plugin_module_path="{libraries}/plugin"
hash_algorithm="SHA512"
database = {{ type = "sqlite3" path = "{folder}/glewlwyd.db" }};
"""
OFF = ("token", "none", "password", "device")
MACHINE_SCOPE, SCOPE = "bench", "openid"


def keys():
    """A new private key and its public one, PEM."""
    key = subprocess.run(["openssl", "genrsa", "2048"], check=True, capture_output=True, text=True).stdout
    public = subprocess.run(["openssl", "rsa", "-pubout"], input=key, check=True, capture_output=True, text=True)
    return key, public.stdout


class Glewlwyd:
    def __init__(self, port, person, password, redirect_uri):
        self.port, self.api = port, f"http://localhost:{port}/api"
        self.person, self.password, self.redirect_uri = person, password, redirect_uri
        self.session = genauth.requests.Session()

    def ask(self, method, path, cookie, body):
        answer = self.session.request(method, self.api + path, json=body, headers={"cookie": cookie}, timeout=30)
        if answer.status_code != 200:
            raise RuntimeError(f"glewlwyd: {method} {path}: {answer.status_code} {answer.text}")
        return answer

    def enter(self, name, password):
        """Signs somebody in; their session's cookie."""
        answer = self.ask("POST", "/auth/", "", {"username": name, "password": password})
        return answer.headers["set-cookie"].partition(";")[0]

    def set_up(self):
        root = self.enter("admin", "password")
        private, public = keys()
        self.ask("POST", "/scope/", root, {"name": MACHINE_SCOPE, "display_name": "-", "password_required": False,
                                           "scheme": {}})
        self.ask("POST", "/mod/plugin/", root, {
            "module": "oidc", "name": "oidc", "display_name": "OIDC", "parameters": {
                "iss": f"{self.api}/oidc", "jwt-type": "rsa", "jwt-key-size": "256", "key": private, "cert": public,
                "access-token-duration": 7200, "refresh-token-duration": 1209600, "code-duration": 600,
                "refresh-token-rolling": False, "allow-non-oidc": True, "auth-type-client-enabled": True,
                "auth-type-code-enabled": True, "auth-type-refresh-enabled": True, "auth-type-id-token-enabled": True,
                **{f"auth-type-{each}-enabled": False for each in OFF}, "scope": [], "allowed-scope": [SCOPE],
                "introspection-revocation-allowed": True, "introspection-revocation-allow-target-client": True,
                "pkce-allowed": True, "pkce-method-plain-allowed": False, "subject-type": "public"}})
        grants = {"bench": ["client_credentials"], "web": ["code"], "keeper": ["code", "refresh_token"],
                  "reader": ["code", "refresh_token"]}
        for name, kinds in grants.items():
            self.ask("POST", "/client/", root, {
                "client_id": name, "name": name, "confidential": True, "enabled": True, "password": "bench-secret",
                "client_secret": "bench-secret", "token_endpoint_auth_method": ["client_secret_post"],
                "authorization_type": kinds, "redirect_uri": [self.redirect_uri], "scope": [SCOPE, MACHINE_SCOPE]})
        self.ask("POST", "/user/", root, {"username": self.person, "password": self.password, "name": "Bench",
                                          "enabled": True, "scope": [SCOPE]})
        cookie = self.enter(self.person, self.password)
        for name in ("web", "keeper", "reader"):
            self.ask("PUT", f"/auth/grant/{name}", cookie, {"scope": SCOPE})


@contextlib.contextmanager
def glewlwyd(port, person, password, redirect_uri):
    """Gives the running server and its pids, pinned like ours."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-glewlwyd-"))
    (folder / "none").mkdir()
    schema = gzip.decompress((FOLDER / "usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz").read_bytes()).decode()
    with contextlib.closing(sqlite3.connect(folder / "glewlwyd.db")) as store:
        store.executescript(schema)
    (folder / "conf").write_text(CONFIGURATION.format(port=port, folder=folder, libraries=LIBRARIES, session=SESSION))
    process = subprocess.Popen([FOLDER / "usr/bin/glewlwyd", f"--config-file={folder}/conf"], stdout=subprocess.DEVNULL)
    try:
        measure.wait_for(lambda: peers.listens(port) or process.poll() is not None, 30)
        if process.poll() is not None:
            raise RuntimeError(f"glewlwyd ended with {process.returncode}: script/setup --bench gets what it needs")
        server = Glewlwyd(port, person, password, redirect_uri)
        server.set_up()
        measure.pin(process.pid)
        yield server, [process.pid]
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
