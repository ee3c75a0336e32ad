// list-users, by POST and by GET.
#include <limits>

#include "api/call.h"
#include "gen/errors/form.h"
#include "gen/ops/users.h"
#include "modules/users/list_query.h"
#include "modules/users/user_dto.h"
#include "modules/users/users_store.h"

namespace genauth::ops {
namespace {

constexpr std::size_t kFiltersMax = 50;

struct Page {
  std::int64_t number = 1, limit = 10;
};

Result<dto::UserPagingDto> answer(api::Call& call, users::ListQuery& query, const Page& page,
                                  const users::View& view) {
  if (page.limit < 1) return Error(errors::kTooSmall).with_field("limit").with_arg("1");
  if (page.number > std::numeric_limits<std::int32_t>::max())
    return Error(errors::kTooGreat)
        .with_field("page")
        .with_arg(std::to_string(std::numeric_limits<std::int32_t>::max()));
  return call.read([&](db::Session& session) -> Result<dto::UserPagingDto> {
    dto::UserPagingDto list;
    list.totalCount = TRY(query.total(session));
    const auto ids = TRY(query.ids(session, page.limit, (page.number - 1) * page.limit));
    const auto found = TRY(users::store::find_all(session, call.pool_id, ids));
    list.list = TRY(users::show_all(session, call.service<const crypto::Sealer>(), found, view));
    return list;
  });
}

users::View view_of(const dto::ListUsersOptionsDto& options) {
  users::View view;
  view.custom_data = options.withCustomData.value_or(false);
  view.flat_custom_data = options.flatCustomData.value_or(false);
  view.identities = options.withIdentities.value_or(false);
  view.department_ids = options.withDepartmentIds.value_or(false);
  view.posts = options.withPost.value_or(false);
  view.tenant_ids = options.withTenantIds.value_or(false);
  return view;
}

}  // namespace

// `searchQuery`, a query in the language of a search engine that the product once had, is accepted and has no
// effect; advancedFilter says the same.
Result<dto::UserPagingDto> list_users(api::Call& call, const dto::ListUsersRequestDto& req) {
  const dto::ListUsersOptionsDto options = req.options.value_or(dto::ListUsersOptionsDto{});
  users::ListQuery query(call.database.engine(), call.pool_id);
  if (req.keywords)
    query.match_keyword(*req.keywords, options.fuzzySearchOn.value_or(std::vector<std::string>{}));
  if (req.advancedFilter && req.advancedFilter->size() > kFiltersMax)
    return Error(errors::kTooManyElements).with_field("advancedFilter").with_arg(std::to_string(kFiltersMax));
  std::size_t index = 0;
  for (const auto& item : req.advancedFilter.value_or(std::vector<dto::ListUsersAdvancedFilterItemDto>{}))
    TRY(query.add_filter(item, "advancedFilter." + std::to_string(index++)));
  if (options.sort && options.sort->size() > kFiltersMax)
    return Error(errors::kTooManyElements).with_field("options.sort").with_arg(std::to_string(kFiltersMax));
  for (const dto::SortingDto& sort : options.sort.value_or(std::vector<dto::SortingDto>{}))
    query.sort_by(sort.field, sort.order == "desc");
  Page page;
  if (options.pagination) page = {options.pagination->page, options.pagination->limit};
  return answer(call, query, page, view_of(options));
}

// updatedAtStart and updatedAtEnd are epoch seconds (or milliseconds) of the last change; the end defaults to
// now. withUserPasswordExpireTime has no effect: the answer has no member for it.
Result<dto::UserPagingDto> list_users_legacy(api::Call& call, const dto::ListUsersLegacyQuery& query) {
  users::ListQuery list(call.database.engine(), call.pool_id);
  if (query.status) list.add_status(*query.status);
  if (query.updatedAtStart || query.updatedAtEnd)
    list.add_updated_between(users::to_ms(query.updatedAtStart.value_or(0)),
                             query.updatedAtEnd ? users::to_ms(*query.updatedAtEnd) : call.now_ms);
  users::View view;
  view.custom_data = query.withCustomData;
  view.identities = query.withIdentities;
  view.department_ids = query.withDepartmentIds;
  view.posts = query.withPost;
  return answer(call, list, {query.page, query.limit}, view);
}

}  // namespace genauth::ops
