"""Twilio's Messages resource (2010-04-01): Basic authentication, form body, 201 or an error object."""

import base64
import re
import urllib.parse

import common

SID, TOKEN = "AC0123456789abcdef0123456789abcdef", "token-of-twilio"


class Handler(common.Handler):
    def refuse(self, status, code, message):
        self.answer(status, {"code": code, "message": message, "status": status,
                             "more_info": f"https://www.twilio.com/docs/errors/{code}"})

    def do_POST(self):
        form = dict(urllib.parse.parse_qsl(self.body().decode(), strict_parsing=True))
        if self.misbehaves(form.get("To", "")):
            return
        expected = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
        if self.headers.get("Authorization") != expected:
            self.refuse(401, 20003, "Authenticate")
        elif self.path != f"/2010-04-01/Accounts/{SID}/Messages.json":
            self.refuse(404, 20404, "The requested resource was not found")
        elif self.headers.get("Content-Type") != "application/x-www-form-urlencoded":
            self.refuse(400, 21603, "A form is required")
        elif set(form) - {"To", "From", "MessagingServiceSid", "Body"}:
            self.refuse(400, 21603, "An unknown parameter was sent.")
        elif ("From" in form) == ("MessagingServiceSid" in form):
            self.refuse(400, 21603, "A 'From' phone number is required.")
        elif not form.get("Body"):
            self.refuse(400, 21602, "Message body is required.")
        elif not re.fullmatch(r"\+[1-9]\d{7,14}", form["To"]) or form["To"].endswith("9999"):
            self.refuse(400, 21211, f"Invalid 'To' Phone Number: {form['To'][:-4]}XXXX")
        else:
            self.answer(201, {"sid": "SM0123456789abcdef0123456789abcdef", "status": "queued",
                              "to": form["To"], "body": form["Body"],
                              "error_code": None, "error_message": None})


common.serve(Handler)
