"""What vendors answer to apps and mini programs; vendor_pages.py looks here first, by method, host and path."""

import base64
import hashlib
import hmac
import json
import os
import re
import time

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from vendor_plain import ok

CLIENT, SECRET = "client-of-ours", "secret-of-ours"
PLATFORM_TOKEN = "platform-token-of-ours"


def b64(data):
    return base64.b64encode(data).decode()


def new_session_key():
    return b64(os.urandom(16))


def encrypt(session_key, document):
    """What a platform hands to its mini program: AES-128-CBC, PKCS #7, base64. `document` may be bytes to be as they
    are."""
    iv = os.urandom(16)
    text = document
    if not isinstance(document, bytes):
        padder = padding.PKCS7(128).padder()
        text = padder.update(json.dumps(document).encode()) + padder.finalize()
    encryptor = Cipher(algorithms.AES(base64.b64decode(session_key)), modes.CBC(iv)).encryptor()
    return {"encryptedData": b64(encryptor.update(text) + encryptor.finalize()), "iv": b64(iv)}


def watermarked(appid=CLIENT, **data):
    return {**data, "watermark": {"appid": appid, "timestamp": int(time.time())}}


def phone_data(number, appid=CLIENT):
    return watermarked(appid, phoneNumber=number, purePhoneNumber=number, countryCode="86")


def only(vendors, given, names, who):
    vendors.must(set(given) == set(names), f"{who}: parameters {sorted(given)}")


def wechat_session(vendors, _, query, form, body):
    only(vendors, query, ("appid", "secret", "js_code", "grant_type"), "jscode2session")
    vendors.must(query["grant_type"] == "authorization_code", "jscode2session: grant_type")
    try:
        vendors.client(query, "appid", "secret")
        vendors.redeem({"code": query["js_code"]}, redirect=False)
    except Exception:  # noqa: BLE001 - a 200 with a number, as WeChat does it
        return ok({"errcode": 40029, "errmsg": "invalid code"})
    answer = {"openid": vendors.person.id, "session_key": vendors.session_key}
    if vendors.person.unionid:
        answer["unionid"] = vendors.person.unionid
    return ok(answer)


def wechat_platform(vendors, request, query, form, body):
    only(vendors, body, ("grant_type", "appid", "secret"), "stable_token")
    vendors.must(body["grant_type"] == "client_credential", "stable_token: grant_type")
    if (body["appid"], body["secret"]) != (CLIENT, SECRET):
        return ok({"errcode": 40125, "errmsg": "invalid appsecret"})
    return ok({"access_token": PLATFORM_TOKEN, "expires_in": 7200})


def wechat_phone(vendors, request, query, form, body):
    only(vendors, query, ("access_token",), "getuserphonenumber")
    only(vendors, body, ("code",), "getuserphonenumber")
    vendors.must(query["access_token"] == PLATFORM_TOKEN, "getuserphonenumber: the platform's token")
    try:
        vendors.redeem(body, redirect=False)
    except Exception:  # noqa: BLE001
        return ok({"errcode": 40029, "errmsg": "invalid code"})
    number = vendors.person.phone
    info = {"phoneNumber": number, "purePhoneNumber": number, "countryCode": "86",
            "watermark": {"timestamp": int(time.time()), "appid": vendors.phone_program}}
    return ok({"errcode": 0, "errmsg": "ok", "phone_info": info})


SCENE = re.compile(r"[0-9a-zA-Z!#$&'()*+,/:;=?@\-._~]{1,32}")


def wechat_picture(vendors, request, query, form, body):
    """A JPEG, as far as its first bytes; behind them stands the scene, which WeChat draws."""
    only(vendors, query, ("access_token",), "getwxacodeunlimit")
    only(vendors, body, ("scene", "check_path", "width"), "getwxacodeunlimit")
    vendors.must(query["access_token"] == PLATFORM_TOKEN, "getwxacodeunlimit: the platform's token")
    vendors.must(SCENE.fullmatch(body["scene"]) and 280 <= body["width"] <= 1280 and body["check_path"] is False,
                 "getwxacodeunlimit: values")
    if vendors.break_answer == "quota":
        return ok({"errcode": 45009, "errmsg": "reach max api daily quota limit"})
    if vendors.break_answer == "nonsense":
        return 200, {"content-type": "image/jpeg"}, "no picture"
    return 200, {"content-type": "image/jpeg"}, b"\xff\xd8\xff\xe0" + body["scene"].encode()


def douyin_session(vendors, request, query, form, body):
    only(vendors, body, ("appid", "secret", "code"), "douyin jscode2session")
    nothing = {"session_key": "", "openid": "", "anonymous_openid": "", "unionid": ""}
    try:
        vendors.client(body, "appid", "secret")
        vendors.redeem(body, redirect=False)
    except Exception:  # noqa: BLE001
        return ok({"err_no": 28003, "err_tips": "bad code", "data": nothing})
    return ok({"err_no": 0, "err_tips": "success", "data": {
        **nothing, "session_key": vendors.session_key, "openid": vendors.person.id, "unionid": vendors.person.unionid}})


def lark_app(vendors, request, query, form, body):
    only(vendors, body, ("app_id", "app_secret"), "lark app token")
    vendors.client(body, "app_id", "app_secret")
    return ok({"code": 0, "msg": "ok", "app_access_token": vendors.token(app=True), "expire": 7200})


def lark_block(vendors, request, query, form, body):
    token = vendors.bearer(request)
    vendors.must(vendors.tokens[token].get("app"), "lark block: the app's token")
    only(vendors, body, ("code",), "lark block")
    try:
        vendors.redeem(body, redirect=False)
    except Exception:  # noqa: BLE001
        return ok({"code": 10213, "msg": "code appid not match"})
    # Its union_id is not the one of the rest of the platform.
    return ok({"code": 0, "msg": "success", "data": {
        "open_id": vendors.person.id, "union_id": "ou_other", "session_key": "s", "tenant_key": "t",
        "access_token": vendors.token(), "expires_in": int(time.time()) + 7200, "refresh_token": "ur-1"}})


def dingtalk_sns(vendors, request, query, form, body):
    only(vendors, query, ("accessKey", "timestamp", "signature"), "dingtalk sns")
    only(vendors, body, ("tmp_auth_code",), "dingtalk sns")
    made = b64(hmac.new(SECRET.encode(), query["timestamp"].encode(), hashlib.sha256).digest())
    vendors.must(query["accessKey"] == CLIENT and query["signature"] == made, "dingtalk sns: signature")
    try:
        vendors.redeem({"code": body["tmp_auth_code"]}, redirect=False)
    except Exception:  # noqa: BLE001
        return ok({"errcode": 40078, "errmsg": "temporary code"})
    person = vendors.person
    return ok({"errcode": 0, "errmsg": "ok",
               "user_info": {"nick": "Ann", "unionid": person.unionid, "openid": person.id}})


def yidun(vendors, request, query, form, body):
    only(vendors, form, ("secretId", "businessId", "version", "timestamp", "nonce", "signature", "token",
                         "accessToken"), "yidun")
    signature = form.pop("signature")
    text = "".join(name + form[name] for name in sorted(form)) + SECRET
    if hashlib.md5(text.encode()).hexdigest() != signature or form["secretId"] != CLIENT:
        vendors.must(False, "yidun: signature")
    good = form["businessId"] == "business" and form["version"] == "v1" and len(form["nonce"]) == 32
    vendors.must(good and len(form["timestamp"]) == 13, "yidun: parameters")
    number = vendors.one_taps.pop((form["token"], form["accessToken"]), "")
    return ok({"code": 200, "msg": "ok", "data": {"phone": number, "resultCode": "0" if number else "103119"}})


def line_identity(vendors, request, query, form, body):
    only(vendors, form, ("id_token", "client_id"), "line id_token")
    if form["client_id"] != CLIENT or form["id_token"] not in vendors.tokens:
        return 400, {"content-type": "application/json"}, json.dumps({"error": "invalid_request"})
    subject = vendors.tokens[form["id_token"]].get("subject", vendors.person.id)
    return ok({"iss": "https://access.line.me", "sub": subject, "aud": CLIENT, "exp": int(time.time()) + 60,
               "email": vendors.person.email})


PAGES = {
    ("GET", "api.weixin.qq.com", "/sns/jscode2session"): wechat_session,
    ("POST", "api.weixin.qq.com", "/cgi-bin/stable_token"): wechat_platform,
    ("POST", "api.weixin.qq.com", "/wxa/business/getuserphonenumber"): wechat_phone,
    ("POST", "api.weixin.qq.com", "/wxa/getwxacodeunlimit"): wechat_picture,
    ("POST", "developer.toutiao.com", "/api/apps/v2/jscode2session"): douyin_session,
    ("POST", "open.feishu.cn", "/open-apis/auth/v3/app_access_token/internal"): lark_app,
    ("POST", "open.feishu.cn", "/open-apis/mina/v2/tokenLoginValidate"): lark_block,
    ("POST", "oapi.dingtalk.com", "/sns/getuserinfo_bycode"): dingtalk_sns,
    ("POST", "ye.dun.163yun.com", "/v1/oneclick/check"): yidun,
    ("POST", "api.line.me", "/oauth2/v2.1/verify"): line_identity,
}
