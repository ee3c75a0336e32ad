// `genauth keys reseal`: seals again, under the current master key, whatever an older one has sealed. Works
// on a running server; ended in the middle it goes on where it was when it is run again, since what is done
// already needs nothing.
#include "app/commands.h"
#include "app/sealed_columns.h"
#include "gen/errors/core.h"
#include "gen/sql/app.h"

namespace genauth::app {
namespace {

constexpr std::size_t kChunkRows = 100;

struct Value {
  std::vector<std::string> keys;
  std::string pool, row, blob;
};

std::string joined(const std::vector<std::string_view>& names) {
  std::string out;
  for (const std::string_view name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

std::string placeholders(std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out.append(i == 0 ? "$" : ", $").append(std::to_string(first + i));
  return out;
}

// The statements of one column; the texts live as long as this, and so do the db::Sql that refer to them.
struct Statements {
  explicit Statements(const SealedColumn& of) {
    const std::string keys = joined(of.keys);
    const std::string pool = of.pool.empty() ? "''" : std::string(of.pool);
    const std::string head = "select " + keys + ", " + pool + ", " + std::string(of.row) + ", " +
                             std::string(of.column) + " from " + std::string(of.table) + " where " +
                             std::string(of.column) + " is not null and " + std::string(of.condition);
    const std::string tail = " order by " + keys + " limit " + std::to_string(kChunkRows);
    first = head + tail;
    next = head + " and (" + keys + ") > (" + placeholders(1, of.keys.size()) + ")" + tail;
    const std::string blob = std::string(of.column);
    replace = "update " + std::string(of.table) + " set " + blob + " = $1 where " + blob + " = $2 and (" +
              keys + ") = (" + placeholders(3, of.keys.size()) + ")";
  }
  std::string first, next, replace;
};

Result<std::vector<Value>> read_chunk(db::Session& session, const SealedColumn& of, const Statements& texts,
                                      const std::vector<std::string>& after) {
  std::vector<db::Param> params(after.begin(), after.end());
  const db::Sql sql("reseal_read", after.empty() ? texts.first : texts.next);
  const db::Rows rows = TRY(session.query(sql, params));
  const std::size_t keys = of.keys.size();
  std::vector<Value> values;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Value value;
    for (std::size_t k = 0; k < keys; ++k) value.keys.push_back(rows[i].text(k));
    value.pool = rows[i].text(keys);
    value.row = rows[i].text(keys + 1);
    value.blob = rows[i].text(keys + 2);
    values.push_back(std::move(value));
  }
  return values;
}

// Leaves alone what somebody has changed or removed since it was read: that is sealed under the current key.
Result<std::int64_t> replace(db::Tx& tx, const Statements& texts, const Value& value,
                             const std::string& sealed) {
  std::vector<db::Param> params{db::Blob{sealed}, db::Blob{value.blob}};
  params.insert(params.end(), value.keys.begin(), value.keys.end());
  return tx.execute(db::Sql("reseal_replace", texts.replace), params);
}

Result<std::int64_t> reseal_chunk(Installation& in, const SealedColumn& of, const Statements& texts,
                                  const std::vector<Value>& values) {
  std::vector<std::pair<const Value*, std::string>> changes;
  for (const Value& value : values) {
    if (!in.sealer->needs_reseal(value.blob)) continue;
    const crypto::Place place{value.pool, of.table, of.column, value.row};
    auto secret = in.sealer->open(value.blob, place);
    if (!secret)
      return Error(errors::kInternal,
                   std::string(of.table) + " " + value.row + ": " + secret.error().detail());
    changes.emplace_back(&value, in.sealer->seal(*secret, place));
  }
  if (changes.empty()) return std::int64_t{0};
  return in.database->write([&](db::Tx& tx) -> Result<std::int64_t> {
    std::int64_t done = 0;
    for (const auto& [value, sealed] : changes) done += TRY(replace(tx, texts, *value, sealed));
    return done;
  });
}

// How many values were sealed again.
Result<std::int64_t> reseal_column(Installation& in, const SealedColumn& of, const Progress& progress) {
  const Statements texts(of);
  const std::string name = std::string(of.table) + "." + std::string(of.column);
  std::int64_t read = 0, done = 0;
  std::vector<std::string> after;
  for (bool more = true; more;) {
    const auto values =
        TRY(in.database->read([&](db::Session& session) { return read_chunk(session, of, texts, after); }));
    done += TRY(reseal_chunk(in, of, texts, values));
    read += static_cast<std::int64_t>(values.size());
    more = values.size() == kChunkRows;
    if (more) after = values.back().keys;
    if (!more || read % (100 * static_cast<std::int64_t>(kChunkRows)) == 0)
      progress(name + ": " + std::to_string(done) + " of " + std::to_string(read) + " sealed again");
  }
  return done;
}

}  // namespace

Result<std::string> reseal_keys(Installation& in, const Arguments&, const Progress& progress) {
  std::int64_t done = 0;
  for (const SealedColumn& column : sealed_columns()) done += TRY(reseal_column(in, column, progress));
  const std::string check = in.sealer->check_value();
  TRY(in.database->write([&](db::Tx& tx) {
    return tx.execute(sql::set_installation_value, {"master_key_check", db::Blob{check}});
  }));
  return std::to_string(done) +
         " values were sealed again; everything is under the current master key, and "
         "secrets.previous_master_key is needed no longer";
}

}  // namespace genauth::app
