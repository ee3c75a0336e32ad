"""An https server of a client: what it publishes, under a certificate that GenAuth is told to believe."""

import http.server
import pathlib
import ssl
import tempfile
import threading

from certificates import write_certificate


class Published:
    """Answers every GET and POST with answer(path) = (status, text or bytes), counts, and keeps what is posted as
    (path, headers, body). As a context it runs."""

    def __init__(self, answer, headers=None):
        self.answer, self.headers, self.count, self.posted = answer, headers or {}, 0, []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-published-"))
        write_certificate(self.folder, "a client")
        self.settings = {"GENAUTH_EGRESS_ALLOW": "localhost", "GENAUTH_MESSAGES_CA_FILE": str(self.folder / "tls.pem")}

    def __enter__(self):
        place = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                place.posted.append((self.path, dict(self.headers), body))
                self.do_GET()

            def do_GET(self):
                place.count += 1
                status, text = place.answer(self.path)
                body = text if isinstance(text, bytes) else text.encode()
                self.send_response(status)
                for name, value in place.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "tls.pem", self.folder / "tls.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://localhost:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
