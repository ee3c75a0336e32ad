"""What each vendor of vendors.py answers, host by host."""

import base64
import json
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from vendor_apps import PAGES
from vendor_plain import JSON, back, generic, oauth, ok, plain_token, provider


def google(vendors, request, host, path, query, form, _):
    if host == "accounts.google.com":
        vendors.must("openid" in query.get("scope", "").split(" "), "google: scope")
        return oauth(vendors, host, query, wants=("nonce", "code_challenge"))
    if host == "www.googleapis.com":
        return ok(vendors.jwks())
    vendors.must(request.command == "POST" and path == "/token", "google: POST /token")
    known = vendors.codes.get(form.get("code"), {}).get("query", {})
    token = plain_token(vendors, form, pkce=True)
    return ok({**token, "id_token": vendors.id_token("https://accounts.google.com", known.get("nonce"),
                                                     token["access_token"])})


def github(vendors, request, host, path, query, form, _):
    if path == "/login/oauth/authorize":
        return oauth(vendors, host, query, wants=("code_challenge",))
    if path == "/login/oauth/access_token":
        vendors.must("json" in request.headers.get("accept", ""), "github answers a form unless asked for JSON")
        try:
            return ok(plain_token(vendors, form, pkce=True))
        except Exception as refused:  # noqa: BLE001 - a 200, as GitHub does it
            return ok({"error": "bad_verification_code", "error_description": str(refused)})
    vendors.must(request.headers.get("user-agent"), "github: User-Agent")
    vendors.bearer(request)
    person = vendors.person
    if path == "/user":
        return ok({"id": int(person.id), "login": person.login, "name": person.name, "email": None,
                   "avatar_url": "https://a/1"})
    return ok([{"email": "old@example.org", "primary": False, "verified": True},
               {"email": person.email, "primary": True, "verified": person.verified}])


def userinfo_only(vendors, request, host, path, query, form, _):
    """GitLab and LinkedIn: a token, then the claims of OpenID Connect."""
    if path in ("/oauth/authorize", "/oauth/v2/authorization"):
        return oauth(vendors, host, query)
    if path in ("/oauth/token", "/oauth/v2/accessToken"):
        vendors.must(request.command == "POST", "token by POST")
        return ok(plain_token(vendors, form, pkce=host == "gitlab.com"))
    vendors.must(path in ("/oauth/userinfo", "/v2/userinfo"), f"{host}{path}")
    vendors.bearer(request)
    person = vendors.person
    return ok({"sub": person.id, "name": person.name, "email": person.email, "email_verified": person.verified})


def wechat(vendors, _, host, path, query, form, body):
    if host == "open.weixin.qq.com":
        vendors.must(query.get("appid") == "client-of-ours", "wechat: appid")
        scope = "snsapi_login" if path == "/connect/qrconnect" else "snsapi_userinfo"
        vendors.must(query.get("scope") == scope and query.get("response_type") == "code", "wechat: scope")
        return back(vendors, host, query)
    if path == "/sns/oauth2/access_token":
        try:
            vendors.client(query, "appid", "secret")
            if "redirect_uri" not in query:
                vendors.redeem(query, redirect=False)
        except Exception:  # noqa: BLE001 - a 200 with a number, as WeChat does it
            return ok({"errcode": 40029, "errmsg": "invalid code"})
        return ok({"access_token": vendors.token(), "openid": vendors.person.id, "expires_in": 7200})
    vendors.query_token(query)
    vendors.must(query.get("openid") == vendors.person.id, "wechat: openid")
    return ok({"openid": vendors.person.id, "unionid": vendors.person.unionid, "nickname": "Ann", "sex": 2,
               "headimgurl": "https://w/1"})


def qq(vendors, _, host, path, query, form, body):
    if path == "/oauth2.0/authorize":
        return oauth(vendors, host, query)
    vendors.must(path == "/user/get_user_info" or query.get("fmt") == "json", "qq: fmt")
    if path == "/oauth2.0/token":
        return ok(plain_token(vendors, query))
    vendors.query_token(query)
    if path == "/oauth2.0/me":
        mine = vendors.tokens[query["access_token"]].get("client", "client-of-ours")
        return ok({"client_id": mine, "openid": vendors.person.id, "unionid": vendors.person.unionid})
    vendors.must(query.get("oauth_consumer_key") == "client-of-ours" and query.get("openid"), "qq: parameters")
    return ok({"ret": 0, "nickname": "Ann", "figureurl_qq_2": "https://q/1"})


def weibo(vendors, request, host, path, query, form, _):
    if path == "/oauth2/authorize":
        return oauth(vendors, host, query)
    if path == "/oauth2/access_token":
        vendors.must(request.command == "POST", "weibo: POST")
        return ok({**plain_token(vendors, form), "uid": vendors.person.id})
    if path == "/oauth2/get_token_info":
        vendors.query_token(form)
        mine = vendors.tokens[form["access_token"]].get("client", "client-of-ours")
        return ok({"uid": vendors.person.id, "appkey": mine, "expire_in": 100})
    vendors.query_token(query)
    vendors.must(query.get("uid") == vendors.person.id, "weibo: uid")
    return ok({"id": int(vendors.person.id), "idstr": vendors.person.id, "screen_name": "Ann",
               "avatar_large": "https://w/1"})


def baidu(vendors, _, host, path, query, form, body):
    if path == "/oauth/2.0/authorize":
        return oauth(vendors, host, query)
    if path == "/oauth/2.0/token":
        return ok(plain_token(vendors, query))
    vendors.query_token(query)
    return ok({"openid": vendors.person.id, "unionid": vendors.person.unionid, "username": "ann"})


def facebook(vendors, _, host, path, query, form, body):
    import vendors as standin  # noqa: PLC0415
    if host == "www.facebook.com":
        vendors.must(query.get("scope") == "public_profile,email", "facebook: scopes are separated by commas")
        return oauth(vendors, host, query)
    if path.endswith("/oauth/access_token"):
        vendors.client(query)
        vendors.redeem(query)
        return ok({"access_token": vendors.token(), "token_type": "bearer"})
    if path.endswith("/debug_token"):
        vendors.must(query.get("access_token") == "client-of-ours|secret-of-ours", "facebook: app token")
        mine = vendors.tokens.get(query.get("input_token"), {}).get("client", "client-of-ours")
        return ok({"data": {"app_id": mine, "is_valid": query.get("input_token") in vendors.tokens}})
    token = vendors.query_token(query)
    vendors.must(query.get("appsecret_proof") == standin.facebook_proof(token), "facebook: appsecret_proof")
    return ok({"id": vendors.person.id, "name": vendors.person.name, "email": vendors.person.email})


def twitter(vendors, request, host, path, query, form, _):
    if host == "x.com":
        return oauth(vendors, host, query, wants=("code_challenge", "scope"))
    if path == "/2/oauth2/token":
        basic = base64.b64encode(b"client-of-ours:secret-of-ours").decode()
        vendors.must(request.headers.get("authorization") == "Basic " + basic, "x: Basic")
        vendors.must("client_secret" not in form, "x: the secret stands in the header")
        vendors.redeem(form, pkce=True)
        return ok({"access_token": vendors.token(), "token_type": "bearer"})
    vendors.bearer(request)
    return ok({"data": {"id": vendors.person.id, "name": vendors.person.name, "username": "ann"}})


def slack(vendors, request, host, path, query, form, _):
    if path == "/openid/connect/authorize":
        return oauth(vendors, host, query, wants=("nonce",))
    if path == "/openid/connect/keys":
        return ok(vendors.jwks())
    known = vendors.codes.get(form.get("code"), {}).get("query", {})
    token = plain_token(vendors, form)
    return ok({"ok": True, **token,
               "id_token": vendors.id_token("https://slack.com", known.get("nonce"), token["access_token"])})


def apple(vendors, request, host, path, query, form, _):
    import vendors as standin  # noqa: PLC0415
    if path == "/auth/authorize":
        vendors.must(query.get("response_mode") == "form_post" and query.get("nonce"), "apple: form_post and nonce")
        vendors.must(query.get("client_id") == "client-of-ours", "apple: client_id")
        code = vendors.new_code(host, query)
        posted = {"state": query["state"], "code": code,
                  "user": json.dumps({"name": {"firstName": "Ann", "lastName": "Example"}})}
        return 200, JSON, json.dumps({"action": query["redirect_uri"], "form": posted})
    if path == "/auth/keys":
        return ok(vendors.jwks())
    head, claims, signature = form.get("client_secret", "..").split(".")
    standin.ecdsa_verify(vendors.apple_key, f"{head}.{claims}".encode(), standin.unb64u(signature))
    head, claims = json.loads(standin.unb64u(head)), json.loads(standin.unb64u(claims))
    vendors.must(head["kid"] == "KEYID" and head["alg"] == "ES256", "apple: header of the client secret")
    vendors.must(claims["iss"] == "TEAMID" and claims["sub"] == "client-of-ours"
                 and claims["aud"] == "https://appleid.apple.com" and claims["exp"] > time.time(),
                 "apple: client secret")
    vendors.client(form, secret_name=None)
    known = vendors.redeem(form, redirect="redirect_uri" in form)
    token = vendors.token()
    verified = "true" if vendors.person.verified else "false"  # a string, as Apple does it
    return ok({"access_token": token, "id_token": vendors.id_token(
        "https://appleid.apple.com", known.get("nonce"), token, email_verified=verified)})


def amazon(vendors, request, host, path, query, form, _):
    if host == "www.amazon.com":
        return oauth(vendors, host, query)
    if path == "/auth/o2/token":
        return ok(plain_token(vendors, form))
    if path == "/auth/o2/tokeninfo":
        token = vendors.query_token(query)
        return ok({"aud": vendors.tokens[token].get("client", "client-of-ours"), "user_id": vendors.person.id})
    vendors.bearer(request)
    return ok({"user_id": vendors.person.id, "name": vendors.person.name, "email": vendors.person.email})


def line(vendors, request, host, path, query, form, _):
    if path == "/oauth2/v2.1/verify":
        token = vendors.query_token(query)
        return ok({"client_id": vendors.tokens[token].get("client", "client-of-ours"), "expires_in": 10})
    vendors.bearer(request)
    return ok({"userId": vendors.person.id, "displayName": vendors.person.name})


def gitee(vendors, request, host, path, query, form, _):
    if path == "/oauth/authorize":
        return oauth(vendors, host, query)
    if path == "/oauth/token":
        vendors.must(request.command == "POST", "gitee: POST")
        return ok(plain_token(vendors, form))
    vendors.query_token(query)
    if path == "/api/v5/user":
        return ok({"id": int(vendors.person.id), "login": "ann", "name": vendors.person.name, "email": None})
    state = "confirmed" if vendors.person.verified else "unconfirmed"
    return ok([{"email": vendors.person.email, "state": state, "scope": ["primary"]}])


def dingtalk(vendors, request, host, path, query, form, body):
    if host == "login.dingtalk.com":
        vendors.must(query.get("prompt") == "consent" and query.get("scope"), "dingtalk: prompt and scope")
        return oauth(vendors, host, query, name="authCode")
    if path == "/v1.0/oauth2/userAccessToken":
        vendors.client(body, "clientId", "clientSecret")
        vendors.must(body.get("grantType") == "authorization_code", "dingtalk: grantType")
        vendors.redeem(body, redirect=False)
        return ok({"accessToken": vendors.token(), "expireIn": 7200})
    vendors.must(request.headers.get("x-acs-dingtalk-access-token") in vendors.tokens, "dingtalk: its own header")
    person = vendors.person
    return ok({"nick": "Ann", "unionId": person.unionid, "openId": person.id, "mobile": person.phone, "stateCode": "86",
               "email": person.email})


def lark(vendors, request, host, path, query, form, body):
    if host == "accounts.feishu.cn":
        return oauth(vendors, host, query)
    if path == "/open-apis/authen/v2/oauth/token":
        try:
            return ok({"code": 0, **plain_token(vendors, body, pkce=True)})
        except Exception:  # noqa: BLE001
            return ok({"code": 20003, "error": "invalid_grant", "error_description": "code"})
    vendors.bearer(request)
    person = vendors.person
    return ok({"code": 0, "msg": "ok", "data": {"open_id": person.id, "union_id": person.unionid, "name": person.name,
                                                "enterprise_email": person.email, "mobile": "+86" + person.phone}})


CORPS = ("corp", "corp-two")  # two companies, whose user ids have nothing to do with one another


def wework(vendors, _, host, path, query, form, body):
    if host == "login.work.weixin.qq.com":
        vendors.must(query.get("login_type") == "CorpApp" and query.get("appid") in CORPS
                     and query.get("agentid") == "1000002", "wecom: parameters")
        return back(vendors, host, query)
    if path == "/cgi-bin/gettoken":
        good = query.get("corpid") in CORPS and query.get("corpsecret") == "secret-of-ours"
        return ok({"errcode": 0, "access_token": vendors.token()} if good else {"errcode": 40001, "errmsg": "secret"})
    vendors.query_token(query)
    if path == "/cgi-bin/auth/getuserinfo":
        vendors.redeem(query, redirect=False)
        return ok({"errcode": 0, "errmsg": "ok", "userid": vendors.person.id})
    return ok({"errcode": 0, "userid": query["userid"], "name": vendors.person.name, "biz_mail": vendors.person.email})


def alipay(vendors, request, host, path, query, form, _):
    if host == "openauth.alipay.com":
        good = query.get("app_id") == "client-of-ours" and query.get("scope") == "auth_user"
        vendors.must(good, "alipay: parameters")
        return back(vendors, host, query, name="auth_code")
    signature = base64.b64decode(form.pop("sign", ""))
    text = "&".join(f"{name}={form[name]}" for name in sorted(form) if form[name])
    try:
        vendors.our_alipay_key.public_key().verify(signature, text.encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        vendors.must(False, "alipay: signature")
    for name, value in {"app_id": "client-of-ours", "charset": "utf-8", "sign_type": "RSA2", "version": "1.0"}.items():
        vendors.must(form.get(name) == value, f"alipay: {name}")
    time.strptime(form["timestamp"], "%Y-%m-%d %H:%M:%S")
    if form["method"] == "alipay.system.oauth.token":
        vendors.redeem(form, redirect=False)
        name = "alipay_system_oauth_token_response"
        answer = {"open_id": vendors.person.id, "access_token": vendors.token()}
    else:
        vendors.query_token(form, "auth_token")
        name = "alipay_user_info_share_response"
        answer = {"code": "10000", "open_id": vendors.person.id, "nick_name": "Ann"}
    text = json.dumps(answer)
    made = base64.b64encode(vendors.key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()
    if vendors.break_answer == host:
        text = text.replace(vendors.person.id, "9999")
    return 200, JSON, f'{{"{name}": {text}, "sign": "{made}"}}'


def xiaomi(vendors, _, host, path, query, form, body):
    if path == "/oauth2/authorize":
        return oauth(vendors, host, query)
    if path == "/oauth2/token":
        return 200, JSON, "&&&START&&&" + json.dumps({**plain_token(vendors, query), "openId": vendors.person.id})
    good = query.get("clientId") == "client-of-ours" and query.get("token") in vendors.tokens
    vendors.must(good, "xiaomi: parameters")
    return ok({"result": "ok", "data": {"unionId": vendors.person.unionid, "miliaoNick": "Ann"}})


def huawei(vendors, request, host, path, query, form, _):
    if path == "/oauth2/v3/authorize":
        return oauth(vendors, host, query)
    if path == "/oauth2/v3/token":
        return ok(plain_token(vendors, form))
    vendors.must(form.get("nsp_svc") == "GOpen.User.getInfo", "huawei: nsp_svc")
    vendors.query_token(form)
    return ok({"openID": vendors.person.id, "unionID": vendors.person.unionid, "displayName": "Ann"})


def douyin(vendors, _, host, path, query, form, body):
    if path == "/oauth/access_token/":
        vendors.client(form, "client_key")
        vendors.redeem(form, redirect=False)
        return ok({"message": "success", "data": {"error_code": 0, "access_token": vendors.token(),
                                                  "open_id": vendors.person.id}})
    vendors.query_token(form)
    return ok({"message": "success", "data": {"error_code": 0, "open_id": vendors.person.id,
                                              "union_id": vendors.person.unionid, "nickname": "Ann"}})


def kuaishou(vendors, _, host, path, query, form, body):
    if path == "/oauth2/access_token":
        vendors.client(query, "app_id", "app_secret")
        vendors.redeem(query, redirect=False)
        return ok({"result": 1, "access_token": vendors.token(), "open_id": vendors.person.id})
    vendors.query_token(query)
    return ok({"result": 1, "user_info": {"name": "Ann"}})


HOSTS = {
    "accounts.google.com": google, "oauth2.googleapis.com": google, "www.googleapis.com": google,
    "github.com": github, "api.github.com": github, "gitlab.com": userinfo_only, "www.linkedin.com": userinfo_only,
    "api.linkedin.com": userinfo_only, "open.weixin.qq.com": wechat, "api.weixin.qq.com": wechat, "graph.qq.com": qq,
    "api.weibo.com": weibo, "openapi.baidu.com": baidu, "www.facebook.com": facebook, "graph.facebook.com": facebook,
    "x.com": twitter, "api.x.com": twitter, "slack.com": slack, "appleid.apple.com": apple, "www.amazon.com": amazon,
    "api.amazon.com": amazon, "api.line.me": line, "gitee.com": gitee, "login.dingtalk.com": dingtalk,
    "api.dingtalk.com": dingtalk, "accounts.feishu.cn": lark, "open.feishu.cn": lark,
    "login.work.weixin.qq.com": wework,
    "qyapi.weixin.qq.com": wework, "openauth.alipay.com": alipay, "openapi.alipay.com": alipay,
    "account.xiaomi.com": xiaomi, "open.account.xiaomi.com": xiaomi, "oauth-login.cloud.huawei.com": huawei,
    "account.cloud.huawei.com": huawei, "open.douyin.com": douyin, "open.kuaishou.com": kuaishou,
    "id.example.com": generic, "op.example.com": provider,
}


def answer(vendors, request, host, path, query, form, body):
    if vendors.break_answer == host and host != "openapi.alipay.com":
        return 200, JSON, "<html>busy</html>"
    page = PAGES.get((request.command, host, path))
    if page:
        return page(vendors, request, query, form, body)
    vendors.must(host in HOSTS, f"no vendor {host}")
    return HOSTS[host](vendors, request, host, path, query, form, body)
