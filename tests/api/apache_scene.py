"""Somebody who signs in to a site of Apache's (tests/support/apache.py) through the hosted pages."""

import requests
from hosted import Visitor


class AtApache(Visitor):
    """Somebody whose browser is at the site and at GenAuth."""

    def __init__(self, server, site):
        super().__init__(server)
        self.site, self.session = site, requests.Session()

    def visit(self, path="/protected/", allow_redirects=False):
        url = path if path.startswith("http") else self.site.base + path
        return self.session.get(url, allow_redirects=allow_redirects, timeout=20)

    def sign_in_at(self, name):
        sent = self.visit()
        assert sent.status_code == 302, self.site.log()
        self.note(self.browser.get(sent.headers["location"], unchecked=True))
        assert self.password(name)["statusCode"] == 303
        return self.come_back(self.resume())

    def come_back(self, answer):
        """From GenAuth's answer to the page that was wanted."""
        assert answer.headers["location"].startswith(self.site.callback), answer.headers["location"]
        returned = self.visit(answer.headers["location"])
        assert returned.status_code == 302, self.site.log()
        return self.visit(returned.headers["location"])
