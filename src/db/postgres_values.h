// Parameters to the wire and answers to Rows. Internal to src/db; only for files that see libpq.
#pragma once
#include <libpq-fe.h>

#include <array>
#include <span>
#include <vector>

#include "db/rows.h"

namespace genauth::db {

// Parameters in binary form with explicit types, so that nothing depends on what the server infers. Refers to
// the texts of `params`.
class WireParams {
 public:
  explicit WireParams(std::span<const Param> params);
  int count() const { return static_cast<int>(types_.size()); }
  const Oid* types() const { return types_.data(); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }
  // A statement that was prepared for `types` takes these, too: the same, or a null of no known type.
  bool fit(std::span<const Oid> types) const;

 private:
  std::vector<Oid> types_;
  std::vector<const char*> values_;
  std::vector<int> lengths_, formats_;
  std::vector<std::array<char, 8>> numbers_;
};

// False if the rows are too large.
bool add_rows(const PGresult* answer, Rows& rows);

}  // namespace genauth::db
