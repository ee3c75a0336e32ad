"""A face recognition service, written after docs/guide/mfa.md: checks what it is asked as strictly as that page says. A
photo is known by its address: https://faces.example.com/NAME/LIKENESS shows NAME, so alike to other photos of NAME."""

import base64
import contextlib
import hashlib
import hmac
import http.server
import json
import secrets
import threading
import time

SECRET = b"secret of the face service"
MEMBERS = {"enroll": ["action", "userPoolId", "userId", "photos"],
           "compare": ["action", "userPoolId", "userId", "reference", "photo"],
           "forget": ["action", "userPoolId", "userId", "reference"]}


def photo(name, likeness=97):
    return f"https://faces.example.com/{name}/{likeness}"


def picture(name, likeness=97):
    """The same as a data: URL."""
    return "data:image/jpeg;base64," + base64.b64encode(photo(name, likeness).encode()).decode()


def shown(address):
    if address.startswith("data:image/jpeg;base64,"):
        address = base64.b64decode(address.partition(",")[2]).decode()
    name, _, likeness = address.removeprefix("https://faces.example.com/").partition("/")
    return name, float(likeness)


class Refused(Exception):
    pass


class Faces:
    def __init__(self):
        self.kept, self.asked, self.complaints = {}, [], []
        self.broken = None  # (status, body) of every answer

    def must(self, holds, what):
        if not holds:
            self.complaints.append(what)
            raise Refused("bad_request", what)

    def check(self, request, body):
        seconds = request.headers.get("x-genauth-timestamp", "")
        made = hmac.new(SECRET, seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
        self.must(request.command == "POST" and request.path == "/faces", "not our address")
        self.must(request.headers.get("content-type") == "application/json", "no JSON")
        self.must(hmac.compare_digest(request.headers.get("x-genauth-signature", ""), "v1=" + made), "signature")
        self.must(seconds.isdigit() and abs(time.time() - int(seconds)) <= 300, "timestamp")
        asked = json.loads(body)
        self.must(list(asked) == MEMBERS.get(asked.get("action")), "members")
        self.must(len(asked["userPoolId"]) == 24 and len(asked["userId"]) == 24, "ids")
        return asked

    def answer(self, asked):
        owner = asked["userPoolId"], asked["userId"]
        if asked["action"] == "enroll":
            photos = [shown(each) for each in asked["photos"]]
            self.must(1 <= len(photos) <= 2, "one photo or two")
            if len({name for name, _ in photos}) > 1:
                raise Refused("not_alike", "The photos show two persons")
            if photos[0][0] == "nobody":
                raise Refused("no_face", "No face in the photo")
            reference = "face-" + secrets.token_hex(8)
            self.kept[reference] = (owner, photos[0][0])
            return {"reference": reference}
        if asked["action"] == "forget":
            self.kept.pop(asked["reference"], None)
            return {}
        self.must(self.kept.get(asked["reference"], (None,))[0] == owner, "a reference of somebody else")
        name, likeness = shown(asked["photo"])
        if name == "nobody":
            raise Refused("no_face", "No face in the photo")
        return {"score": likeness if name == self.kept[asked["reference"]][1] else 3.5}


@contextlib.contextmanager
def running():
    """A Faces object with `url`, answering until the end of the block."""
    faces = Faces()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_POST(self):  # noqa: N802
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, answer = 200, {}
            try:
                asked = faces.check(self, body)
                faces.asked.append(asked)
                answer = faces.answer(asked)
            except Refused as refused:
                status, answer = 422, {"code": refused.args[0], "message": refused.args[1]}
            text = json.dumps(answer)
            if faces.broken:
                status, text = faces.broken
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    faces.url = f"http://127.0.0.1:{server.server_port}/faces"
    try:
        yield faces
    finally:
        server.shutdown()
