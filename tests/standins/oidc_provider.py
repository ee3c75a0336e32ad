"""oidc-provider (npm) as an identity source: the process, and a browser that goes through its pages."""

import contextlib
import html.parser
import pathlib
import subprocess
import time
import urllib.parse

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
SECRET = "secret-of-ours:with/odd characters"


class Form(html.parser.HTMLParser):
    """The first form of a page: where it goes, and its fields."""

    def __init__(self, text):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form" and self.action is None:
            self.action = attrs["action"]
        if tag == "input" and attrs.get("name"):
            self.fields[attrs["name"]] = attrs.get("value") or ""


class Provider:
    def __init__(self, port, callback):
        self.port, self.callback, self.issuer, self.process = port, callback, f"http://127.0.0.1:{port}", None

    def start(self):
        node = ROOT / "build/node_modules/.bin/node"
        script = pathlib.Path(__file__).with_suffix(".mjs")
        self.process = subprocess.Popen([node, script, str(self.port), self.callback], cwd=ROOT,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(requests.ConnectionError):
                return self.keys()
            time.sleep(0.05)
        raise RuntimeError("oidc-provider did not start")

    def stop(self):
        self.process.kill()
        self.process.wait(30)

    def keys(self):
        """The ids of its signing keys."""
        return {key["kid"] for key in requests.get(self.issuer + "/jwks", timeout=9).json()["keys"]}

    def sign_in(self, authorize, name, agree=True):
        """Somebody signs in and agrees: the address that the browser is sent to, or the form that it posts."""
        with requests.Session() as browser:
            page = browser.get(authorize, allow_redirects=False, timeout=30)
            for _ in range(12):
                if page.is_redirect:
                    url = urllib.parse.urljoin(page.url, page.headers["location"])
                    if not url.startswith(self.issuer):
                        return url
                    page = browser.get(url, allow_redirects=False, timeout=30)
                    continue
                assert page.status_code == 200, page.text
                form = Form(page.text)
                if not urllib.parse.urljoin(page.url, form.action).startswith(self.issuer):
                    return form
                if not agree and form.fields["prompt"] == "consent":
                    page = browser.get(page.url + "/abort", allow_redirects=False, timeout=30)
                    continue
                typed = {"login": name, "password": "any"} if form.fields["prompt"] == "login" else {}
                page = browser.post(form.action, data={**form.fields, **typed}, allow_redirects=False, timeout=30)
            raise AssertionError("the provider goes round in circles")


@contextlib.contextmanager
def running(port, callback):
    provider = Provider(port, callback)
    provider.start()
    try:
        yield provider
    finally:
        provider.stop()
