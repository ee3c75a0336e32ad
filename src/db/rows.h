// Values going into a statement and rows coming out of it. Rows own their data and outlive the statement.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genauth::db {

struct Blob {
  std::string_view bytes;
};

// One parameter; refers to the caller's text, which must outlive the call.
struct Param {
  enum class Kind : std::uint8_t { kNull, kInteger, kBoolean, kNumber, kText, kBlob };
  Param(std::nullptr_t) {}                                     // NOLINT
  Param(std::int64_t v) : kind(Kind::kInteger), integer(v) {}  // NOLINT
  Param(int v) : Param(std::int64_t{v}) {}                     // NOLINT
  Param(bool v) : kind(Kind::kBoolean), integer(v) {}          // NOLINT
  Param(double v) : kind(Kind::kNumber), number(v) {}          // NOLINT
  Param(std::string_view v) : kind(Kind::kText), text(v) {}    // NOLINT
  Param(const std::string& v) : kind(Kind::kText), text(v) {}  // NOLINT
  Param(const char* v) : kind(Kind::kText), text(v) {}         // NOLINT
  Param(Blob v) : kind(Kind::kBlob), text(v.bytes) {}          // NOLINT
  template <class T>
  Param(const std::optional<T>& v) {  // NOLINT
    if (v)
      *this = Param(*v);
    else
      type = Param(T{}).kind;
  }
  Kind kind = Kind::kNull;
  Kind type =
      Kind::kNull;  // of a null: what it would have been, which PostgreSQL wants to know; kNull: inferred
  std::int64_t integer = 0;
  double number = 0;
  std::string_view text;
};

// One value of a row, as drivers keep it; a text is a piece of its Rows' buffer.
struct Cell {
  enum class Kind : std::uint8_t { kNull, kInteger, kNumber, kText } kind;
  struct Piece {
    std::uint32_t at, size;
  };
  union {
    std::int64_t integer;
    double number;
    Piece text;
  };
};

class Rows;

// A view of one row; valid as long as its Rows (so never of a temporary: name the Rows first). Columns count
// from 0. Asking a column for a type that it does not have gives the zero value; stores know their columns,
// and the conformance tests check them.
class Row {
 public:
  bool is_null(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  bool boolean(std::size_t column) const { return integer(column) != 0; }
  double number(std::size_t column) const;
  std::string_view view(std::size_t column) const;  // text or blob
  std::string text(std::size_t column) const { return std::string(view(column)); }
  std::optional<std::string> maybe_text(std::size_t column) const;
  std::optional<std::int64_t> maybe_integer(std::size_t column) const;

 private:
  friend class Rows;
  Row(const Rows* rows, std::size_t first) : rows_(rows), first_(first) {}
  const Cell* cell(std::size_t column) const;
  const Rows* rows_;
  std::size_t first_;
};

class Rows {
 public:
  std::size_t size() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
  bool empty() const { return cells_.empty(); }
  Row operator[](std::size_t index) const { return {this, index * columns_}; }
  Row front() const { return (*this)[0]; }

  // For drivers.
  explicit Rows(std::size_t columns = 0);
  void add_null();
  void add_integer(std::int64_t value);
  void add_number(double value);
  void add_text(std::string_view value);
  // What the rows hold; drivers stop at kBytesMax, long before a position would overflow.
  std::size_t bytes() const { return text_.size() + cells_.size() * sizeof(Cell); }
  static constexpr std::size_t kBytesMax = std::size_t{256} << 20;

 private:
  friend class Row;
  std::size_t columns_;
  std::vector<Cell> cells_;
  std::string text_;
};

}  // namespace genauth::db
