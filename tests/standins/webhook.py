"""A receiver of signed messages, written after the comment of src/connectors/sms_webhook.cpp."""

import hashlib
import hmac
import json
import time

import common

SECRET = b"secret of the webhook"
MEMBERS = ["to", "countryCode", "nationalNumber", "text", "code", "ttlMinutes", "scene", "language"]
taken = {}


class Handler(common.Handler):
    def do_POST(self):
        body = self.body()
        message = json.loads(body)
        if self.misbehaves(message["to"]):
            return
        seconds = self.headers["X-GenAuth-Timestamp"]
        signature = hmac.new(SECRET, seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(self.headers["X-GenAuth-Signature"], "v1=" + signature):
            self.answer(401, {"code": "bad_signature", "message": "The signature does not verify"})
        elif abs(time.time() - int(seconds)) > 300:
            self.answer(401, {"code": "expired", "message": "The timestamp is too far away"})
        elif list(message) != MEMBERS or not self.headers["Idempotency-Key"]:
            self.answer(400, {"code": "bad_body", "message": f"Expected {MEMBERS}"})
        elif message["to"].endswith("9999"):
            self.answer(422, {"code": "blocked", "message": "Blocked\r\nnumber"})
        else:
            key = self.headers["Idempotency-Key"]
            self.answer(200, {"id": taken.setdefault(key, f"message-{len(taken) + 1}")})


common.serve(Handler)
