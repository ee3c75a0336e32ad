#include "connectors/social/row.h"

namespace genauth::social {

std::span<const MobileRow> mobile_rows() {
  static constexpr MobileRow kRows[] = {{"apple", "apple", "apple:web"},
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
  for (const std::span<const Row> rows : {western_rows(), chinese_rows(), tencent_rows()})
    for (const Row& row : rows)
      if (row.type == type) return &row;
  return nullptr;
}

const MobileRow* find_mobile_row(std::string_view type) {
  for (const MobileRow& row : mobile_rows())
    if (row.type == type) return &row;
  return nullptr;
}

}  // namespace genauth::social
