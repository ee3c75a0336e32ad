"""Somebody at the account centre without a browser: cookies, the page, and the calls that it makes."""

import json
import re

import contract
from hosted import Visitor

PAGE_HEADERS = {"x-genauth-account": "1", "sec-fetch-site": "same-origin"}


class Account(Visitor):
    def page(self):
        return self.browser.get(f"/{self.app_id}/account", unchecked=True)

    def enter(self, name, path="/account"):
        """Through the hosted login to the page."""
        self.note(self.browser.get(f"/{self.app_id}{path}", unchecked=True))
        signed = self.password(name)
        assert (signed["statusCode"], signed["apiCode"]) == (303, 1600), signed
        back = self.resume()
        assert back.headers["location"] == f"{self.server.base}/{self.app_id}/account", back.headers
        return self.shell()

    def shell(self):
        page = self.page()
        assert page.status_code == 200, page.headers
        return json.loads(re.search(r'id="shell">(.*?)</script>', page.text, re.S)[1])

    def ask(self, method, path, body=None, headers=None, app_id=None):
        path = path if path.startswith("/") else f"/api/v3/{path}"
        answer = self.browser.send(method, f"/{app_id or self.app_id}{path}", json=body, unchecked=True,
                                   headers={**PAGE_HEADERS, "x-genauth-lang": "en-US", **(headers or {})}).json()
        contract.check(method, path, answer)
        return answer

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, body or {}, **more)
