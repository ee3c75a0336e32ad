#include "db/postgres_values.h"

#include <endian.h>

#include <charconv>
#include <cstring>

#include "base/encoding.h"

namespace genauth::db {
namespace {

// Of pg_type; fixed for ever, and in no header that clients are given.
constexpr Oid kBool = 16, kBytea = 17, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kFloat4 = 700,
              kFloat8 = 701, kNumeric = 1700;

Oid type_of(Param::Kind kind) {
  switch (kind) {
    case Param::Kind::kInteger: return kInt8;
    case Param::Kind::kBoolean: return kBool;
    case Param::Kind::kNumber: return kFloat8;
    case Param::Kind::kText: return kText;
    case Param::Kind::kBlob: return kBytea;
    case Param::Kind::kNull: break;
  }
  return 0;  // the server infers it
}

std::array<char, 8> big_endian(std::uint64_t value) {
  std::array<char, 8> out;
  const std::uint64_t swapped = htobe64(value);
  std::memcpy(out.data(), &swapped, out.size());
  return out;
}

double to_double(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void add_cell(Rows& rows, Oid type, std::string_view text) {
  switch (type) {
    case kBool: return rows.add_integer(text == "t" ? 1 : 0);
    case kInt2:
    case kInt4:
    case kInt8: return rows.add_integer(parse_int(text).value_or(0));
    case kFloat4:
    case kFloat8: return rows.add_number(to_double(text));
    case kNumeric: {  // sum() of bigint is one; SQLite gives an integer, and so do we
      const std::optional<std::int64_t> whole = parse_int(text);
      return whole ? rows.add_integer(*whole) : rows.add_number(to_double(text));
    }
    case kBytea: return rows.add_text(unhex(text.substr(std::min<std::size_t>(2, text.size()))).value_or(""));
    default: return rows.add_text(text);
  }
}

}  // namespace

WireParams::WireParams(std::span<const Param> params) {
  types_.reserve(params.size());
  values_.reserve(params.size());
  lengths_.reserve(params.size());
  formats_.assign(params.size(), 1);
  numbers_.reserve(params.size());  // values point into it: it must not move
  for (const Param& param : params) {
    types_.push_back(type_of(param.kind == Param::Kind::kNull ? param.type : param.kind));
    const char* value = param.text.data() != nullptr ? param.text.data() : "";
    std::size_t length = param.text.size();
    if (param.kind == Param::Kind::kInteger || param.kind == Param::Kind::kNumber) {
      std::uint64_t bits = static_cast<std::uint64_t>(param.integer);
      if (param.kind == Param::Kind::kNumber) std::memcpy(&bits, &param.number, sizeof bits);
      value = numbers_.emplace_back(big_endian(bits)).data();
      length = 8;
    } else if (param.kind == Param::Kind::kBoolean) {
      value = param.integer != 0 ? "\1" : "\0";
      length = 1;
    }
    values_.push_back(param.kind == Param::Kind::kNull ? nullptr : value);
    lengths_.push_back(static_cast<int>(length));
  }
}

bool WireParams::fit(std::span<const Oid> types) const {
  if (types.size() != types_.size()) return false;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const bool untyped_null = types_[i] == 0 && values_[i] == nullptr;
    if (types[i] != types_[i] && !untyped_null) return false;
  }
  return true;
}

bool add_rows(const PGresult* answer, Rows& rows) {
  const int columns = PQnfields(answer);
  rows = Rows(static_cast<std::size_t>(columns));
  for (int row = 0; row < PQntuples(answer); ++row) {
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(answer, row, column) != 0) {
        rows.add_null();
        continue;
      }
      const auto length = static_cast<std::size_t>(PQgetlength(answer, row, column));
      add_cell(rows, PQftype(answer, column), {PQgetvalue(answer, row, column), length});
    }
    if (rows.bytes() > Rows::kBytesMax) return false;
  }
  return true;
}

}  // namespace genauth::db
