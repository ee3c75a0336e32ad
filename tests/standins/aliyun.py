"""Dysmsapi's SendSms with the ACS3-HMAC-SHA256 signature: every header, parameter and digest is checked."""

import calendar
import hashlib
import hmac
import json
import re
import time
import urllib.parse

import common

KEYS = {"LTAI5tTestKey": "TestSecretOfAliyun"}
REQUIRED = ["host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce",
            "x-acs-version"]
nonces = set()


def encode(text):
    return urllib.parse.quote(text, safe="-_.~")


class Handler(common.Handler):
    def refuse(self, status, code, message):
        self.answer(status, {"RequestId": "F6C0-1", "HostId": "dysmsapi.aliyuncs.com", "Code": code,
                             "Message": message})

    def do_POST(self):
        body = self.body()
        path, _, query = self.path.partition("?")
        parameters = dict(urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=True))
        if self.misbehaves(parameters.get("PhoneNumbers", "")):
            return
        fault = self.fault_of_signature(path, parameters, body)
        if fault:
            self.refuse(*fault)
            return
        code, message = self.verdict(parameters)
        answer = {"RequestId": "F6C0-2", "Code": code, "Message": message}
        self.answer(200, answer | ({"BizId": "900619746936498440^0"} if code == "OK" else {}))

    def fault_of_signature(self, path, parameters, body):
        header = self.headers
        form = r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})"
        parts = re.fullmatch(form, header.get("Authorization", ""))
        if not parts:
            return 400, "MissingAuthorization", "Authorization is malformed."
        key, names, signature = parts.groups()
        if key not in KEYS:
            return 404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."
        if names.split(";") != sorted(names.split(";")) or not set(REQUIRED) <= set(names.split(";")):
            return 400, "SignatureDoesNotMatch", "Not every header is signed."
        if header["x-acs-content-sha256"] != hashlib.sha256(body).hexdigest():
            return 400, "InvalidContentSha256", "The digest of the body is wrong."
        query = "&".join(f"{encode(name)}={encode(parameters[name])}" for name in sorted(parameters))
        lines = "".join(f"{name}:{header[name].strip()}\n" for name in names.split(";"))
        canonical = "\n".join([self.command, path, query, lines, names, header["x-acs-content-sha256"]])
        text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
        if hmac.new(KEYS[key].encode(), text.encode(), hashlib.sha256).hexdigest() != signature:
            return 400, "SignatureDoesNotMatch", "Specified signature is not matched with our calculation."
        sent = calendar.timegm(time.strptime(header["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ"))
        if abs(time.time() - sent) > 900:
            return 400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."
        if header["x-acs-signature-nonce"] in nonces:
            return 400, "SignatureNonceUsed", "Specified signature nonce was used already."
        nonces.add(header["x-acs-signature-nonce"])
        if (header["x-acs-action"], header["x-acs-version"]) != ("SendSms", "2017-05-25"):
            return 404, "InvalidAction.NotFound", "Specified api is not found."
        return None

    @staticmethod
    def verdict(parameters):
        for name in ("PhoneNumbers", "SignName", "TemplateCode"):
            if not parameters.get(name):
                return "MissingParameter", f"{name} is mandatory for this action."
        if parameters["SignName"] != "测试 & 签名":
            return "isv.SMS_SIGNATURE_ILLEGAL", "短信签名不合法"
        if set(json.loads(parameters.get("TemplateParam", "{}"))) != {"code", "min"}:
            return "isv.TEMPLATE_MISSING_PARAMETERS", "模板缺少变量"
        if parameters["PhoneNumbers"].endswith("9999"):
            return "isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:10"
        if not re.fullmatch(r"1\d{10}|[2-9]\d{6,14}", parameters["PhoneNumbers"]):
            return "isv.MOBILE_NUMBER_ILLEGAL", "非法手机号"
        return "OK", "OK"


common.serve(Handler)
