// The conditions of ListQuery: one advancedFilter item to one piece of SQL with bound values.
#include <algorithm>

#include "base/encoding.h"
#include "gen/errors/core.h"
#include "gen/errors/form.h"
#include "modules/users/filter_columns.h"
#include "modules/users/list_query.h"
#include "modules/users/search.h"

namespace genauth::users {
namespace {

using Kind = FilterColumn::Kind;
using json::ValueKind;

constexpr std::size_t kInMax = 200;
constexpr std::size_t kKeyMax = 64;
constexpr std::string_view kTextOperators =
    "EQUAL, NOT_EQUAL, CONTAINS, NOT_CONTAINS, IS_NULL, NOT_NULL, IN, GREATER, LESSER, BETWEEN";
constexpr std::string_view kOtherOperators =
    "EQUAL, NOT_EQUAL, IS_NULL, NOT_NULL, IN, GREATER, LESSER, BETWEEN";
constexpr std::string_view kIdentityOperators = "EQUAL, NOT_EQUAL, IN, IS_NULL, NOT_NULL";

bool is_text(Kind kind) {
  return kind == Kind::kText || kind == Kind::kEmail || kind == Kind::kCustomText;
}

Error bad_value(const std::string& path, std::string_view wanted) {
  return Error(errors::kBadFormat).with_field(path + ".value").with_arg(std::string(wanted));
}

Result<void> need_values(const std::vector<FilterValue>& values, std::size_t least, std::size_t most,
                         const std::string& path) {
  if (values.empty() && least > 0) return Error(errors::kRequired).with_field(path + ".value");
  if (values.size() < least)
    return Error(errors::kTooFewElements).with_field(path + ".value").with_arg(std::to_string(least));
  if (values.size() > most)
    return Error(errors::kTooManyElements).with_field(path + ".value").with_arg(std::to_string(most));
  return {};
}

bool is_number(const FilterValue& value) {
  return value.kind == ValueKind::kNumber;
}

}  // namespace

Result<std::string> ListQuery::bind_value(const FilterColumn& column, const FilterValue& value,
                                          const std::string& path) {
  if (value.kind == ValueKind::kArray || value.kind == ValueKind::kObject)
    return bad_value(path, "a plain value");
  switch (column.kind) {
    case Kind::kText: return bind(value.text);
    case Kind::kEmail: return bind(normal_email(value.text));
    case Kind::kCustomText: {
      // json_extract gives 1 and 0 for true and false; PostgreSQL gives the words.
      const bool as_digit = value.kind == ValueKind::kBoolean && engine_ == db::Engine::kSqlite;
      return bind(as_digit ? (value.text == "true" ? "1" : "0") : value.text);
    }
    case Kind::kTime: {
      const auto ms = parse_time(value.text);
      return ms ? bind(db::Param(*ms)) : Result<std::string>(bad_value(path, "a time in ISO 8601"));
    }
    case Kind::kInteger: {
      const auto number = parse_int(value.text);
      return number ? bind(db::Param(*number)) : Result<std::string>(bad_value(path, "an integer number"));
    }
    case Kind::kNumber: {
      const auto number = parse_number(value.text);
      return number ? bind(db::Param(*number)) : Result<std::string>(bad_value(path, "a number"));
    }
    case Kind::kBoolean:
      if (value.text != "true" && value.text != "false") return bad_value(path, "true or false");
      return bind(db::Param(value.text == "true"));
  }
  return errors::kInternal;
}

Result<std::string> ListQuery::condition(const FilterColumn& column, std::string_view op,
                                         const std::vector<FilterValue>& values, const std::string& path) {
  const std::string& sql = column.sql;
  if (op == "IS_NULL") return sql + " is null";
  if (op == "NOT_NULL") return sql + " is not null";
  if (op == "IN") {
    TRY(need_values(values, 1, kInMax, path));
    std::string list;
    for (const FilterValue& value : values)
      list += (list.empty() ? "" : ", ") + TRY(bind_value(column, value, path));
    return sql + " in (" + list + ")";
  }
  if (op == "BETWEEN") {
    TRY(need_values(values, 2, 2, path));
    const std::string low = TRY(bind_value(column, values[0], path));
    return sql + " between " + low + " and " + TRY(bind_value(column, values[1], path));
  }
  TRY(need_values(values, 1, 1, path));
  const FilterValue& value = values.front();
  if (op == "EQUAL" && value.kind == ValueKind::kNull) return sql + " is null";
  if (op == "NOT_EQUAL" && value.kind == ValueKind::kNull) return sql + " is not null";
  if (op == "CONTAINS" || op == "NOT_CONTAINS") {
    if (!is_text(column.kind))
      return Error(errors::kMustBeOneOf)
          .with_field(path + ".operator")
          .with_arg(std::string(kOtherOperators));
    const std::string folded =
        engine_ == db::Engine::kPostgres ? "lower(" + sql + " collate \"C\")" : "lower(" + sql + ")";
    const std::string like =
        folded + " like " + bind(search::like_pattern(to_lower_ascii(value.text))) + " escape '\\'";
    return op == "CONTAINS" ? like : sql + " is null or not (" + like + ")";
  }
  const std::string bound = TRY(bind_value(column, value, path));
  if (op == "EQUAL") return sql + " = " + bound;
  if (op == "NOT_EQUAL") return sql + " is null or " + sql + " <> " + bound;
  if (op == "GREATER") return sql + " > " + bound;
  if (op == "LESSER") return sql + " < " + bound;
  return Error(errors::kMustBeOneOf).with_field(path + ".operator").with_arg(std::string(kTextOperators));
}

// An identity matches by its source's id, its provider's name or the id that the source gave the user.
Result<std::string> ListQuery::identity_condition(std::string_view op, const std::vector<FilterValue>& values,
                                                  const std::string& path) {
  std::string exists = "exists (select 1 from user_identities i where i.pool_id = $1 and i.user_id = u.id";
  if (op == "IS_NULL") return "not " + exists + ")";
  if (op == "NOT_NULL") return exists + ")";
  if (op != "EQUAL" && op != "NOT_EQUAL" && op != "IN")
    return Error(errors::kMustBeOneOf)
        .with_field(path + ".operator")
        .with_arg(std::string(kIdentityOperators));
  TRY(need_values(values, 1, kInMax, path));
  std::string list;
  for (const FilterValue& value : values) {
    if (value.kind != ValueKind::kString) return bad_value(path, "a string");
    list += (list.empty() ? "" : ", ") + bind(value.text);
  }
  exists += " and (i.ext_idp_id in (" + list + ") or i.provider in (" + list + ") or i.user_id_in_idp in (" +
            list + ")))";
  return op == "NOT_EQUAL" ? "not " + exists : exists;
}

// A custom field is a member of the stored JSON. Its key is bound like every value; only what would break the
// path of json_extract is refused. Numbers compare as numbers, all else as text.
Result<FilterColumn> ListQuery::custom_column(std::string_view key, const std::vector<FilterValue>& values,
                                              const std::string& path) {
  const bool is_clean = std::none_of(key.begin(), key.end(), [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  });
  if (key.empty() || key.size() > kKeyMax || !is_clean)
    return Error(errors::kBadFormat).with_field(path + ".field").with_arg("the name of a field");
  const bool numeric = !values.empty() && std::all_of(values.begin(), values.end(), is_number);
  FilterColumn column;
  column.kind = numeric ? Kind::kNumber : Kind::kCustomText;
  if (engine_ == db::Engine::kPostgres) {
    const std::string bound = bind(std::string(key)) + "::text)", document = "(u.custom_data::json ";
    column.sql = document + "->> " + bound;
    if (numeric)
      column.sql = "(case when json_typeof(" + document + "-> " + bound + ") = 'number' then (" + column.sql +
                   ")::double precision end)";
  } else {
    const std::string bound = bind("$.\"" + std::string(key) + "\"") + ")";
    const std::string value = "json_extract(u.custom_data, " + bound;
    column.sql = "cast(" + value + " as text)";
    if (numeric)
      column.sql =
          "(case when json_type(u.custom_data, " + bound + " in ('integer', 'real') then " + value + " end)";
  }
  return column;
}

Result<void> ListQuery::add_filter(const dto::ListUsersAdvancedFilterItemDto& item, const std::string& path) {
  const auto values = filter_values(item.value.text);
  if (!values) return bad_value(path, "a plain value or an array of them");
  if (item.field == "identity") {
    conditions_.push_back(TRY(identity_condition(item.operator_, *values, path)));
    return {};
  }
  if (item.field == "department") {
    // Values describe departments in several forms; whichever it is, nobody is in one.
    const bool matches =
        item.operator_.starts_with("NOT_") ? item.operator_ != "NOT_NULL" : item.operator_ == "IS_NULL";
    conditions_.push_back(matches ? "1 = 1" : "1 = 0");
    return {};
  }
  const FilterColumn* column = filter_column(item.field);
  if (column != nullptr) {
    conditions_.push_back(TRY(condition(*column, item.operator_, *values, path)));
    return {};
  }
  const FilterColumn custom = TRY(custom_column(item.field, *values, path));
  conditions_.push_back(TRY(condition(custom, item.operator_, *values, path)));
  return {};
}

void ListQuery::add_custom_field(std::string_view key, std::string_view value) {
  const std::vector<FilterValue> values = {{ValueKind::kString, std::string(value)}};
  const auto column = custom_column(key, values, "");
  if (!column) {
    conditions_.push_back("1 = 0");
    return;
  }
  auto equal = condition(*column, "EQUAL", values, "");
  conditions_.push_back(equal ? *std::move(equal) : "1 = 0");
}

}  // namespace genauth::users
