"""Tencent Cloud's SendSms (2021-01-11) with the TC3-HMAC-SHA256 signature, every part checked."""

import hashlib
import hmac
import json
import re
import time

import common

KEYS = {"AKIDz8krbsJ5yKBZQpn74WFkmLPx3": "Gu5t9xGARNpq86cd98joQYCN3"}
MEMBERS = {"PhoneNumberSet": list, "SmsSdkAppId": str, "TemplateId": str, "TemplateParamSet": list,
           "SessionContext": str, "SignName": str}


def keyed(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class Handler(common.Handler):
    def respond(self, payload):
        self.answer(200, {"Response": payload | {"RequestId": "a0aabda6-cf91-4f3e-a81f-9198114a2279"}})

    def do_POST(self):
        body = self.body()
        call = json.loads(body)
        if self.misbehaves(call.get("PhoneNumberSet", [""])[0]):
            return
        fault = self.fault(body, call)
        if fault:
            self.respond({"Error": {"Code": fault[0], "Message": fault[1]}})
            return
        number = call["PhoneNumberSet"][0]
        if number.endswith("9999"):
            code = "LimitExceeded.PhoneNumberDailyLimit"
            message = "the number of SMS messages sent from a phone number exceeds the daily limit"
        else:
            code, message = "Ok", "send success"
        status = {"SerialNo": "5000:1045710669157053657849499619", "PhoneNumber": number, "Fee": 1,
                  "SessionContext": call["SessionContext"], "Code": code, "Message": message, "IsoCode": "CN"}
        self.respond({"SendStatusSet": [status]})

    def fault(self, body, call):
        header = self.headers
        form = (r"TC3-HMAC-SHA256 Credential=([^/]+)/(\d{4}-\d\d-\d\d)/sms/tc3_request, "
                r"SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})")
        parts = re.fullmatch(form, header.get("Authorization", ""))
        if not parts:
            return "AuthFailure.InvalidAuthorization", "Authorization is malformed"
        identity, date, names, signature = parts.groups()
        if identity not in KEYS:
            return "AuthFailure.SecretIdNotFound", "The SecretId is not found"
        seconds = header.get("X-TC-Timestamp", "")
        if not re.fullmatch(r"\d{10}", seconds) or abs(time.time() - int(seconds)) > 300:
            return "AuthFailure.SignatureExpire", "The signature has expired"
        signed = set(names.split(";"))
        today = time.strftime("%Y-%m-%d", time.gmtime(int(seconds)))
        if date != today or not {"content-type", "host"} <= signed:
            return "AuthFailure.SignatureFailure", "Wrong date or headers"
        lines = "".join(f"{name}:{header[name].strip().lower()}\n" for name in names.split(";"))
        canonical = "\n".join(["POST", "/", "", lines, names, hashlib.sha256(body).hexdigest()])
        scope = f"{date}/sms/tc3_request"
        text = "\n".join(["TC3-HMAC-SHA256", seconds, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key = keyed(keyed(keyed(b"TC3" + KEYS[identity].encode(), date), "sms"), "tc3_request")
        if keyed(key, text).hex() != signature:
            return "AuthFailure.SignatureFailure", "The provided credentials could not be validated"
        if (header.get("X-TC-Action"), header.get("X-TC-Version")) != ("SendSms", "2021-01-11"):
            return "InvalidAction", "The request action is invalid"
        if not header.get("X-TC-Region"):
            return "MissingParameter", "The request is missing Region"
        if self.path != "/" or not header["Content-Type"].startswith("application/json"):
            return "InvalidRequest", "Path or content type"
        for name, value in call.items():
            if not isinstance(value, MEMBERS.get(name, type(None))):
                return "UnknownParameter", f"The parameter {name} is unknown or of the wrong type"
        if not re.fullmatch(r"\+\d{8,15}", call["PhoneNumberSet"][0]):
            return "InvalidParameterValue.IncorrectPhoneNumber", "Incorrect phone number"
        if call["PhoneNumberSet"][0].startswith("+86") and not call.get("SignName"):
            return "FailedOperation.SignatureIncorrectOrUnapproved", "Signature is missing"
        if call["TemplateParamSet"] != ["1234", "5"]:
            return "FailedOperation.TemplateParamSetNotMatchApprovedTemplate", "Number of parameters"
        return None


common.serve(Handler)
