"""An HTTP server for the tests of the client: one path for each thing that a server can do."""

import sys
import time

import common


class Handler(common.Handler):
    def do_GET(self):
        path = self.path
        if path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/echo")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path == "/large":
            self.answer(200, b"x" * 200_000)
        elif path == "/silent":
            time.sleep(30)
        elif path == "/drip":
            self.drip()
        elif path == "/headers":
            self.send_response(200)
            for number in range(90):
                self.send_header(f"X-{number}", "y" * 1000)
            self.end_headers()
        else:
            self.answer(200, {"method": self.command, "path": path, "body": self.body().decode(),
                              "port": self.client_address[1],
                              "headers": {name.lower(): value for name, value in self.headers.items()}})

    do_POST = do_PUT = do_DELETE = do_GET


common.serve(Handler, sys.argv[1] if len(sys.argv) > 1 else None)
