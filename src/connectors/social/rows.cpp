#include "connectors/social/row.h"

#include <algorithm>

namespace genauth::social {
namespace {

constexpr std::string_view kWechatMini = "wechat:miniprogram:default",
                           kWechatMiniQr = "wechat:miniprogram:qrconnect",
                           kWechatMiniApp = "wechat:miniprogram:app-launch",
                           kDouyinMini = "douyin:miniprogram:default";

}  // namespace

std::span<const MobileRow> mobile_rows() {
  static constexpr MobileRow kRows[] = {
      {"apple", "apple", "apple:web"},
      {"google", "google:mobile", "google"},
      {"github", "github:mobile", "github"},
      {"gitlab", "gitlab:mobile", "gitlab"},
      {"gitee", "gitee:mobile", "gitee"},
      {"linkedin", "linkedin:mobile", "linkedin"},
      {"slack", "slack:mobile", "slack"},
      {"facebook", "facebook:mobile", "facebook", false},
      {"amazon", "amazon:mobile", "amazon", false},
      {"line", "line:mobile", "line:mobile", false},
      {"qq", "qq:mobile", "qq", false},
      {"weibo", "weibo:mobile", "weibo", false},
      {"wechat", "wechat:mobile", "wechat:pc"},
      {"wechatwork", "wechatwork:mobile", "wechatwork:corp:qrconnect"},
      {"wechatwork_agency", "wechatwork:agency:mobile", "wechatwork:corp:qrconnect"},
      {"lark_block", "lark-block", "lark-block"},
      {"yidun", "yidun", "yidun"},
      {"wechat_mini_program_code", kWechatMini, kWechatMini},
      {"wechat_mini_program_phone", kWechatMini, kWechatMini},
      {"wechat_mini_program_code_and_phone", kWechatMini, kWechatMini},
      {"wechat_mini_program_code", kWechatMiniQr, kWechatMini},
      {"wechat_mini_program_phone", kWechatMiniQr, kWechatMini},
      {"wechat_mini_program_code_and_phone", kWechatMiniQr, kWechatMini},
      {"wechat_mini_program_code", kWechatMiniApp, kWechatMini},
      {"wechat_mini_program_phone", kWechatMiniApp, kWechatMini},
      {"wechat_mini_program_code_and_phone", kWechatMiniApp, kWechatMini},
      {"douyin_mini_program_code", kDouyinMini, kDouyinMini},
      {"douyin_mini_program_code_and_phone", kDouyinMini, kDouyinMini},
      {"alipay", "alipay", "alipay"},
      {"lark_internal", "lark-internal", "lark-internal"},
      {"lark_public", "lark-public", "lark-public"},
      {"baidu", "baidu:mobile", "baidu"},
      {"dingtalk", "dingtalk:mobile", "dingtalk"},
      {"douyin", "douyin:mobile", "douyin:mobile"},
      {"kuaishou", "kuaishou:mobile", "kuaishou:mobile"},
      {"xiaomi", "xiaomi:mobile", "xiaomi"},
      {"huawei", "huawei:mobile", "huawei"}};
  return kRows;
}

const Row* find_row(std::string_view type) {
  for (const std::span<const Row> rows : {western_rows(), chinese_rows(), tencent_rows(), app_rows()})
    for (const Row& row : rows)
      if (row.type == type) return &row;
  return nullptr;
}

const MobileRow* find_mobile_row(std::string_view type) {
  for (const MobileRow& row : mobile_rows())
    if (row.type == type) return &row;
  return nullptr;
}

bool serves(std::string_view connection, std::string_view type) {
  return std::ranges::any_of(
      mobile_rows(), [&](const MobileRow& row) { return row.connection == connection && row.type == type; });
}

bool is_served(std::string_view connection) {
  return std::ranges::any_of(mobile_rows(),
                             [&](const MobileRow& row) { return row.connection == connection; });
}

}  // namespace genauth::social
