"""A private oauth2-proxy in front of a page of its own: the usual way to put a sign-in before something that has none.

  with Oauth2Proxy(issuer, client_id, client_secret) as site: requests.get(site.base + "/page")
"""

import base64
import pathlib
import secrets
import shutil
import subprocess
import tempfile
import time
import urllib.parse

from databases import answers, die_with_parent
from ports import free_port

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "build/bin/oauth2-proxy"  # script/setup --test builds it


class Oauth2Proxy:
    def __init__(self, issuer, client_id, client_secret):
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.callback = f"{self.base}/oauth2/callback"
        self.issuer = issuer
        self.options = {
            "provider": "oidc", "oidc-issuer-url": issuer, "client-id": client_id, "client-secret": client_secret,
            "redirect-url": self.callback, "http-address": f"127.0.0.1:{self.port}", "code-challenge-method": "S256",
            "scope": "openid profile username email offline_access", "email-domain": "*",
            "cookie-secret": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(), "cookie-secure": "false",
            "cookie-refresh": "1s", "skip-provider-button": "true", "set-xauthrequest": "true",
            "whitelist-domain": urllib.parse.urlsplit(issuer).netloc}

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-oauth2-proxy-"))
        (self.folder / "page").write_text("the protected page")
        options = {**self.options, "upstream": f"file://{self.folder}/#/"}
        self.output = open(self.folder / "log", "w")
        self.process = subprocess.Popen([PROGRAM, *(f"--{name}={value}" for name, value in options.items())],
                                        preexec_fn=die_with_parent, stdout=self.output, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 20
        while not answers(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("oauth2-proxy did not start: " + self.log())
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        self.output.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self):
        return (self.folder / "log").read_text()
