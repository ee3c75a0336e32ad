// Lists of users: which ids, in which order, and how many. Inside src/modules/users only.
//
//   ListQuery query(session.engine(), pool_id);
//   query.match_keyword("王", {});
//   TRY(query.add_filter(item, "advancedFilter.0"));
//   std::vector<std::string> ids = TRY(query.ids(session, limit, offset));
//
// The text of a composed statement is put together from literals of this module and from the closed tables in
// filter_columns.h; what callers send is always a bound parameter. Statements give ids only, which the
// indexes hold; the rows of a page follow by primary key.
//
// Cost, and what totals mean. Without conditions and in the usual order (newest first) a page is read off the
// index users_created and the total is the pool's counter, at any size. A keyword alone costs what search.h
// says. Conditions on id, username, email, phone and externalId use their indexes; all others read the users
// of the pool, as does any other order. Totals with conditions are exact up to kTotalMax; of more than that
// nobody counts the rest, and the total is kTotalMax.
//
// advancedFilter items are joined by AND. A field that is in no table is the key of a custom field.
#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "db/database.h"
#include "gen/dto/users.h"
#include "modules/users/filter_value.h"
#include "modules/users/users.h"

namespace genauth::users {

struct FilterColumn;

class ListQuery {
 public:
  static constexpr std::int64_t kTotalMax = 10'000;

  ListQuery(db::Engine engine, std::string_view pool_id) : engine_(engine), pool_id_(pool_id) {}

  // A piece of text in one of the fields (wire names); none given: in the five that search.h keeps.
  void match_keyword(std::string_view keyword, std::span<const std::string> fields);
  // kMustBeOneOf for an operator that the field has not, kBadFormat for a value that it cannot take,
  // kRequired for a missing one; the error's field begins with `path`.
  Result<void> add_filter(const dto::ListUsersAdvancedFilterItemDto& item, const std::string& path);
  void add_status(std::string_view status);
  void add_updated_between(std::int64_t from_ms, std::int64_t to_ms);
  void add_custom_field(std::string_view key, std::string_view value);
  // The first has precedence. Without any: newest first. Users without a value come last.
  void sort_by(std::string_view wire_field, bool descending);

  Result<std::vector<std::string>> ids(db::Session& session, std::int64_t limit, std::int64_t offset);
  Result<std::int64_t> total(db::Session& session);

 private:
  bool is_plain() const { return conditions_.empty() && order_.empty(); }
  bool is_keyword_alone() const { return is_plain() && !keyword_.empty() && keyword_fields_.empty(); }
  Result<db::Rows> keyword_rows(db::Session& session, bool count, std::int64_t limit, std::int64_t offset);
  std::string where();
  void where_keyword(std::string& text);
  std::string bind(std::string text);        // "$2", having kept the text
  std::string bind(const db::Param& param);  // no text in it
  Result<std::string> bind_value(const FilterColumn& column, const FilterValue& value,
                                 const std::string& path);
  Result<std::string> condition(const FilterColumn& column, std::string_view op,
                                const std::vector<FilterValue>& values, const std::string& path);
  Result<std::string> identity_condition(std::string_view op, const std::vector<FilterValue>& values,
                                         const std::string& path);
  Result<FilterColumn> custom_column(std::string_view key, const std::vector<FilterValue>& values,
                                     const std::string& path);
  Result<db::Rows> run(db::Session& session, std::string_view name, const std::string& text);

  db::Engine engine_;
  std::string pool_id_, keyword_;
  std::vector<std::string> keyword_fields_;
  std::vector<std::string> conditions_, order_;
  std::deque<std::string> texts_;  // what params_ refers to
  std::vector<db::Param> params_;  // from $2 on
  std::string where_;              // composed once
  bool is_composed_ = false;
};

}  // namespace genauth::users
