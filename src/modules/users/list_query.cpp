#include "modules/users/list_query.h"

#include "base/encoding.h"
#include "gen/sql/users.h"
#include "modules/users/filter_columns.h"
#include "modules/users/search.h"

namespace genauth::users {
namespace {

using Kind = FilterColumn::Kind;

bool is_text(Kind kind) {
  return kind == Kind::kText || kind == Kind::kEmail || kind == Kind::kCustomText;
}

// ASCII letters in lower case, as to_lower_ascii() does, whatever the locale of the database.
std::string folded(db::Engine engine, const std::string& expression) {
  return engine == db::Engine::kPostgres ? "lower(" + expression + " collate \"C\")"
                                         : "lower(" + expression + ")";
}

std::string joined(const std::vector<std::string>& pieces, std::string_view separator) {
  std::string text;
  for (const std::string& piece : pieces) {
    if (!text.empty()) text += separator;
    text += piece;
  }
  return text;
}

}  // namespace

std::string ListQuery::bind(std::string text) {
  texts_.push_back(std::move(text));
  return bind(db::Param(texts_.back()));
}

std::string ListQuery::bind(const db::Param& param) {
  params_.push_back(param);
  return "$" + std::to_string(params_.size() + 1);
}

void ListQuery::match_keyword(std::string_view keyword, std::span<const std::string> fields) {
  keyword_ = to_lower_ascii(trim(keyword));
  keyword_fields_.assign(fields.begin(), fields.end());
}

void ListQuery::add_status(std::string_view status) {
  conditions_.push_back("u.status = " + bind(std::string(status)));
}

void ListQuery::add_updated_between(std::int64_t from_ms, std::int64_t to_ms) {
  const std::string from = bind(db::Param(from_ms));
  conditions_.push_back("u.updated_at between " + from + " and " + bind(db::Param(to_ms)));
}

void ListQuery::sort_by(std::string_view wire_field, bool descending) {
  const FilterColumn* column = filter_column(wire_field);
  if (column == nullptr) return;
  const bool collated = engine_ == db::Engine::kPostgres && is_text(column->kind);
  order_.push_back(column->sql + (collated ? " collate \"C\"" : "") + (descending ? " desc" : " asc") +
                   " nulls last");
}

// Keyword together with other conditions, or in chosen fields; alone it has statements of its own.
void ListQuery::where_keyword(std::string& text) {
  const std::string pattern = bind(search::like_pattern(keyword_));
  if (!keyword_fields_.empty()) {
    std::vector<std::string> fields;
    for (const std::string& name : keyword_fields_)
      if (const FilterColumn* column = filter_column(name))
        fields.push_back(folded(engine_, column->sql) + " like " + pattern + " escape '\\'");
    text += " and (" + joined(fields, " or ") + ")";
    return;
  }
  const std::string gram = search::leading_gram(keyword_);
  if (gram.empty()) {
    text += " and u.id in (select s.user_id from user_search s where s.pool_id = $1 and s.content like " +
            pattern + " escape '\\')";
    return;
  }
  text +=
      " and u.id in (select g.user_id from user_grams g join user_search s on s.pool_id = g.pool_id"
      " and s.created_at = g.created_at and s.user_id = g.user_id where g.pool_id = $1 and g.gram = " +
      bind(gram) + " and s.content like " + pattern + " escape '\\')";
}

std::string ListQuery::where() {
  if (is_composed_) return where_;
  where_ = " from users u where u.pool_id = $1";
  for (const std::string& condition : conditions_) where_ += " and (" + condition + ")";
  if (!keyword_.empty()) where_keyword(where_);
  is_composed_ = true;
  return where_;
}

// Composed texts differ from call to call, and drivers keep what they prepared by the address of its text:
// one buffer for each thread keeps that to one statement for each.
Result<db::Rows> ListQuery::run(db::Session& session, std::string_view name, const std::string& text) {
  thread_local std::string buffer;
  if (buffer.capacity() == 0) buffer.reserve(std::size_t{16} << 10);
  buffer.assign(text);
  std::vector<db::Param> params = {pool_id_};
  params.insert(params.end(), params_.begin(), params_.end());
  return session.query(db::Sql(name, buffer), params);
}

Result<db::Rows> ListQuery::keyword_rows(db::Session& session, bool count, std::int64_t limit,
                                         std::int64_t offset) {
  const std::string gram = search::leading_gram(keyword_), pattern = search::like_pattern(keyword_);
  if (gram.empty()) {
    if (count) return session.query(sql::count_search, {pool_id_, pattern, kTotalMax});
    return session.query(sql::search_user_ids, {pool_id_, pattern, limit, offset});
  }
  if (gram == keyword_) {
    if (count) return session.query(sql::count_gram, {pool_id_, gram, kTotalMax});
    return session.query(sql::gram_user_ids, {pool_id_, gram, limit, offset});
  }
  if (count) return session.query(sql::count_gram_search, {pool_id_, gram, pattern, kTotalMax});
  return session.query(sql::gram_search_user_ids, {pool_id_, gram, pattern, limit, offset});
}

Result<std::vector<std::string>> ListQuery::ids(db::Session& session, std::int64_t limit,
                                                std::int64_t offset) {
  std::optional<db::Rows> rows;
  if (is_keyword_alone()) {
    rows = TRY(keyword_rows(session, false, limit, offset));
  } else if (is_plain() && keyword_.empty()) {
    rows = TRY(session.query(sql::list_user_ids, {pool_id_, limit, offset}));
  } else {
    const std::string order =
        order_.empty() ? "u.created_at desc, u.id desc" : joined(order_, ", ") + ", u.id desc";
    const std::string page = " limit " + std::to_string(limit) + " offset " + std::to_string(offset);
    rows = TRY(run(session, "users.list_composed", "select u.id" + where() + " order by " + order + page));
  }
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows->size(); ++i) ids.push_back((*rows)[i].text(0));
  return ids;
}

Result<std::int64_t> ListQuery::total(db::Session& session) {
  std::optional<db::Rows> rows;
  if (is_keyword_alone())
    rows = TRY(keyword_rows(session, true, 0, 0));
  else if (conditions_.empty() && keyword_.empty())
    rows = TRY(session.query(sql::find_user_count, {pool_id_}));
  else
    rows = TRY(run(
        session, "users.count_composed",
        "select count(*) from (select 1" + where() + " limit " + std::to_string(kTotalMax) + ") as matched"));
  return rows->empty() ? 0 : rows->front().integer(0);
}

}  // namespace genauth::users
