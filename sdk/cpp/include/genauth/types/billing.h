// Generated from contract/. Not to be edited.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "genauth/types/common.h"

namespace genauth {

struct GoodsPackageDto;
struct CostCurrentPackageInfo;
struct CostGetOrderPayDetail;
struct CurrentUsageDto;
struct CurrentUsageRespDto;
struct OrderItem;
struct GetOrdersRes;
struct MauPeriodUsageHistoryDto;
struct MauPeriodUsageHistory;
struct RightItemDto;
struct RightItemRes;

struct GoodsPackageDto {
  // Its name
  std::string name = {};
  std::string nameEn = {};
  std::string unitPrice = {};
  std::string code = {};
  std::string group = {};
  std::string sceneCode = {};
  std::string amount = {};
};

struct CostCurrentPackageInfo {
  std::string code = {};
  std::string endTime = {};
  std::string overdueDays = {};
  GoodsPackageDto goodsPackage = {};
};

struct CostGetOrderPayDetail {
  std::string orderNo = {};
  std::string channelOrderNo = {};
  std::string paidAmount = {};
  std::string paidTime = {};
  std::string paidAccountNo = {};
  std::string payStatus = {};
  std::string createTime = {};
  std::string payType = {};
};

struct CurrentUsageDto {
  std::string amount = {};
  std::string current = {};
  bool experience = false;
  std::string modelCode = {};
  std::string modelName = {};
};

struct CurrentUsageRespDto {
  std::vector<CurrentUsageDto> usages = {};
};

struct OrderItem {
  std::string orderNo = {};
  std::string goodsName = {};
  std::string goodsNameEn = {};
  std::string goodsUnitPrice = {};
  std::string quantity = {};
  std::string actualAmount = {};
  // The state it is in
  std::string status = {};
  std::string orderType = {};
  std::string createTime = {};
  std::string source = {};
};

struct GetOrdersRes {
  // Entries that match, on all pages
  std::string totalCount = {};
  // The page's entries
  std::vector<OrderItem> list = {};
};

struct MauPeriodUsageHistoryDto {
  std::string periodStartTime = {};
  std::string periodEndTime = {};
  std::string amount = {};
  std::string current = {};
};

struct MauPeriodUsageHistory {
  std::vector<MauPeriodUsageHistoryDto> records = {};
};

struct RightItemDto {
  std::string rightsModelCode = {};
  std::string rightsModelName = {};
  std::string dataType = {};
  std::string dataValue = {};
};

struct RightItemRes {
  std::vector<RightItemDto> rightsItems = {};
};

// Parameters of get_mau_period_usage_history.
struct GetMauPeriodUsageHistoryQuery {
  std::string startTime = {};
  std::string endTime = {};
};

// Parameters of get_order_detail.
struct GetOrderDetailQuery {
  std::string orderNo = {};
};

// Parameters of get_order_pay_detail.
struct GetOrderPayDetailQuery {
  std::string orderNo = {};
};

// Parameters of get_orders.
struct GetOrdersQuery {
  // Number of the page, from 1
  std::optional<std::int64_t> page = {};
  // Entries on a page
  std::optional<std::int64_t> limit = {};
};

}  // namespace genauth
