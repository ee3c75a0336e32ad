#include "db/rows.h"

namespace genauth::db {
namespace {

constexpr std::size_t kCellBytes = 24;  // an id; most texts are about as long

}  // namespace

// Room for one row: it saves the first steps of growing, and most answers have few rows.
Rows::Rows(std::size_t columns) : columns_(columns) {
  cells_.reserve(columns);
  text_.reserve(columns * kCellBytes);
}

void Rows::add_null() {
  cells_.push_back({Cell::Kind::kNull, {.integer = 0}});
}

void Rows::add_integer(std::int64_t value) {
  cells_.push_back({Cell::Kind::kInteger, {.integer = value}});
}

void Rows::add_number(double value) {
  cells_.push_back({Cell::Kind::kNumber, {.number = value}});
}

void Rows::add_text(std::string_view value) {
  const auto at = static_cast<std::uint32_t>(text_.size());
  text_.append(value);
  cells_.push_back({Cell::Kind::kText, {.text = {at, static_cast<std::uint32_t>(value.size())}}});
}

const Cell* Row::cell(std::size_t column) const {
  return column < rows_->columns_ ? &rows_->cells_[first_ + column] : nullptr;
}

bool Row::is_null(std::size_t column) const {
  const Cell* found = cell(column);
  return found == nullptr || found->kind == Cell::Kind::kNull;
}

std::int64_t Row::integer(std::size_t column) const {
  const Cell* found = cell(column);
  return found != nullptr && found->kind == Cell::Kind::kInteger ? found->integer : 0;
}

double Row::number(std::size_t column) const {
  const Cell* found = cell(column);
  if (found == nullptr) return 0;
  if (found->kind == Cell::Kind::kInteger) return static_cast<double>(found->integer);
  return found->kind == Cell::Kind::kNumber ? found->number : 0;
}

std::string_view Row::view(std::size_t column) const {
  const Cell* found = cell(column);
  if (found == nullptr || found->kind != Cell::Kind::kText) return {};
  return std::string_view(rows_->text_).substr(found->text.at, found->text.size);
}

std::optional<std::string> Row::maybe_text(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Row::maybe_integer(std::size_t column) const {
  if (is_null(column)) return std::nullopt;
  return integer(column);
}

}  // namespace genauth::db
