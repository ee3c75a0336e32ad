// Where an address is, by a MaxMind database (GeoLite2-City, GeoIP2-City or one of the same form). The only
// place that sees libmaxminddb.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace genauth::geo {

// Empty texts where nothing is known. Coordinates in whole degrees.
struct Place {
  std::string country_name, country_code, region_name, region_code, city_name, continent_code, timezone;
  int longitude = 0, latitude = 0;
};

// Thread-safe; keeps the file mapped until destruction.
class Database {
 public:
  // kInvalidOperation if the file is no such database; the detail says why. An empty path: knows no place.
  static Result<std::unique_ptr<Database>> open(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Place find(std::string_view address) const;

 private:
  Database();
  struct File;
  std::unique_ptr<File> file_;  // null: no database
};

}  // namespace genauth::geo
