"""A CAS server as its protocol specification describes it: login, and validation in the three protocols. Service and
ticket must fit letter by letter, a ticket is good once. What it objects to is kept in `complaints`.
"""

import contextlib
import http.server
import secrets
import threading
import urllib.parse
from xml.sax.saxutils import escape


class Cas:
    def __init__(self):
        self.user, self.attributes = "ann", {}
        self.tickets, self.complaints, self.asked = {}, [], []
        self.answer = None  # said instead of what is true
        self.port = 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/cas"

    def login(self, query):
        service = query.get("service", "")
        if set(query) != {"service"} or not service.startswith("http"):
            self.complaints.append(f"login: {query}")
        ticket = "ST-" + secrets.token_urlsafe(24)
        self.tickets[ticket] = service
        return service + ("&" if "?" in service else "?") + "ticket=" + urllib.parse.quote(ticket)

    def is_valid(self, query):
        if set(query) != {"service", "ticket"}:
            self.complaints.append(f"validate: {query}")
        return self.tickets.pop(query.get("ticket"), None) == query.get("service", "")

    def validate(self, path, query):
        self.asked.append(path)
        good = self.is_valid(query)
        if self.answer is not None:
            return self.answer
        if path == "/cas/validate":
            return f"yes\n{self.user}\n" if good else "no\n\n"
        inner = ('<cas:authenticationFailure code="INVALID_TICKET">not recognized</cas:authenticationFailure>')
        if good:
            listed = "".join(f"<cas:{name}>{escape(value)}</cas:{name}>" for name, values in self.attributes.items()
                             for value in ([values] if isinstance(values, str) else values))
            some = f"<cas:attributes>{listed}</cas:attributes>" if path == "/cas/p3/serviceValidate" else ""
            inner = (f"<cas:authenticationSuccess><cas:user>{escape(self.user)}</cas:user>{some}"
                     "</cas:authenticationSuccess>")
        return f'<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{inner}</cas:serviceResponse>'


@contextlib.contextmanager
def running():
    """A Cas object with `url`, answering until the end of the block."""
    cas = Cas()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            parts = urllib.parse.urlsplit(self.path)
            query = dict(urllib.parse.parse_qsl(parts.query, keep_blank_values=True))
            status, headers, text = 404, {}, ""
            if parts.path == "/cas/login":
                status, headers = 302, {"location": cas.login(query)}
            elif parts.path in ("/cas/validate", "/cas/serviceValidate", "/cas/p3/serviceValidate"):
                status, text = 200, cas.validate(parts.path, query)
            data = text.encode()
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    cas.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield cas
    finally:
        server.shutdown()
        server.server_close()
