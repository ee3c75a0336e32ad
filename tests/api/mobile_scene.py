"""What the tests of apps and mini programs share: a connection of each kind, and what the app brings."""

import vendor_apps
from scenes import assert_ok
from source_scene import OURS, fields_of
from sources import new_connection, new_source

# connection of signin-by-mobile -> (type, source, payload)
KINDS = {
    "apple": ("apple", "apple", "applePayload"), "wechat": ("wechat:mobile", "wechat", "wechatPayload"),
    "alipay": ("alipay", "alipay", "alipayPayload"),
    "wechatwork": ("wechatwork:mobile", "wechatwork", "wechatworkPayload"),
    "wechatwork_agency": ("wechatwork:agency:mobile", "wechatwork", "wechatworkAgencyPayload"),
    "lark_internal": ("lark-internal", "lark", "larkInternalPayload"),
    "lark_public": ("lark-public", "lark", "larkPublicPayload"),
    "lark_block": ("lark-block", "lark", "larkBlockPayload"), "google": ("google:mobile", "google", "googlePayload"),
    "linkedin": ("linkedin:mobile", "linkedin", "linkedInPayload"),
    "dingtalk": ("dingtalk:mobile", "dingtalk", "dingTalkPayload"),
    "github": ("github:mobile", "github", "githubPayload"), "gitee": ("gitee:mobile", "gitee", "giteePayload"),
    "gitlab": ("gitlab:mobile", "gitlab", "gitlabPayload"), "douyin": ("douyin:mobile", "douyin", "douyinPayload"),
    "kuaishou": ("kuaishou:mobile", "kuaishou", "kuaishouPayload"),
    "xiaomi": ("xiaomi:mobile", "xiaomi", "xiaomiPayload"), "slack": ("slack:mobile", "slack", "slackPayload"),
    "huawei": ("huawei:mobile", "huawei", "huaweiPayload"), "baidu": ("baidu:mobile", "baidu", "baiduPayload"),
    "facebook": ("facebook:mobile", "facebook", "facebookPayload"), "qq": ("qq:mobile", "qq", "qqPayload"),
    "weibo": ("weibo:mobile", "weibo", "weiboPayload"), "amazon": ("amazon:mobile", "amazon", "amazonPayload"),
    "line": ("line:mobile", "line", "linePayload"), "yidun": ("yidun", "yidun", "yidunPayload"),
    "wechat_mini_program_code": ("wechat:miniprogram:default", "wechat", "wechatMiniProgramCodePayload"),
    "wechat_mini_program_phone": ("wechat:miniprogram:default", "wechat", "wechatMiniProgramPhonePayload"),
    "wechat_mini_program_code_and_phone": ("wechat:miniprogram:default", "wechat",
                                           "wechatMiniProgramCodeAndPhonePayload"),
    "douyin_mini_program_code": ("douyin:miniprogram:default", "douyin", "douyinMiniProgramCodePayload"),
    "douyin_mini_program_code_and_phone": ("douyin:miniprogram:default", "douyin",
                                           "douyinMiniProgramCodeAndPhonePayload"),
}
BY_TOKEN = ["facebook", "qq", "weibo", "amazon", "line"]
BY_CODE = [each for each in KINDS if "program" not in each and each not in BY_TOKEN + ["yidun"]]


def connect(server, vendors, connection, kind=None, fields=None, **more):
    kind, source, _ = (kind or KINDS[connection][0], *KINDS[connection][1:])
    own = fields_of(vendors, "apple:web" if kind == "apple" else kind)
    if kind == "yidun":
        own = {**OURS, "businessId": "business"}
    if kind == "alipay":
        own["partnerId"] = "2088102123816631"
    return new_connection(server, new_source(server, source), kind, {**own, **(fields or {})}, **more)


def new_code(vendors):
    return vendors.new_code("phone", {})


def encrypted_phone(vendors, number=None, **more):
    return vendor_apps.encrypt(vendors.session_key, vendor_apps.phone_data(number or vendors.person.phone, **more))


def brought(vendors, connection):
    """The payload that an app sends after its vendor's SDK said yes."""
    if connection in BY_TOKEN:
        return {"access_token": vendors.token()}
    code = new_code(vendors)
    if connection == "wechat_mini_program_phone":
        return {"code": code, **encrypted_phone(vendors)}
    if connection == "wechat_mini_program_code_and_phone":
        return {"wxLoginInfo": {"code": code}, "wxPhoneInfo": {"code": new_code(vendors)}}
    if connection == "douyin_mini_program_code_and_phone":
        return {"loginParams": {"code": code}, "phoneParams": encrypted_phone(vendors)}
    if connection == "yidun":
        vendors.one_taps[("token", "carrier")] = vendors.person.phone
        return {"token": "token", "accessToken": "carrier"}
    return {"code": code}


def sign_in(server, made, connection, payload, options=None, headers=None, client=None, **more):
    body = {"extIdpConnidentifier": made["identifier"], "connection": connection,
            KINDS[connection][2] if connection in KINDS else "oppoPayload": payload,
            **(server.client() if client is None else client), **more}
    if options:
        body["options"] = options
    return server.post("signin-by-mobile", body, headers=headers)


def user_id(server, answer):
    return assert_ok(server.get("get-profile", token=assert_ok(answer)["access_token"]))["userId"]
