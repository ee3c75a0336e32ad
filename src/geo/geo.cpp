#include "geo/geo.h"

#include <maxminddb.h>

#include <cmath>

#include "gen/errors/objects.h"

namespace genauth::geo {

struct Database::File {
  MMDB_s mmdb{};
};

namespace {

template <class... Path>
std::string text_at(MMDB_entry_s& entry, Path... path) {
  MMDB_entry_data_s data;
  if (MMDB_get_value(&entry, &data, path..., static_cast<const char*>(nullptr)) != MMDB_SUCCESS) return "";
  if (!data.has_data || data.type != MMDB_DATA_TYPE_UTF8_STRING) return "";
  return {data.utf8_string, data.data_size};
}

int degrees_at(MMDB_entry_s& entry, const char* name) {
  MMDB_entry_data_s data;
  if (MMDB_get_value(&entry, &data, "location", name, static_cast<const char*>(nullptr)) != MMDB_SUCCESS)
    return 0;
  if (!data.has_data || data.type != MMDB_DATA_TYPE_DOUBLE || !std::isfinite(data.double_value)) return 0;
  return static_cast<int>(std::lround(data.double_value));
}

}  // namespace

Database::Database() = default;

Database::~Database() {
  if (file_) MMDB_close(&file_->mmdb);
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path) {
  std::unique_ptr<Database> made(new Database());
  if (path.empty()) return made;
  auto file = std::make_unique<File>();
  if (const int status = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &file->mmdb); status != MMDB_SUCCESS)
    return Error(errors::kInvalidOperation, "geo.database " + path + ": " + MMDB_strerror(status));
  made->file_ = std::move(file);
  return made;
}

Place Database::find(std::string_view address) const {
  Place place;
  if (!file_) return place;
  int not_an_address = 0, failed = 0;
  MMDB_lookup_result_s found =
      MMDB_lookup_string(&file_->mmdb, std::string(address).c_str(), &not_an_address, &failed);
  if (not_an_address != 0 || failed != MMDB_SUCCESS || !found.found_entry) return place;
  place.country_name = text_at(found.entry, "country", "names", "en");
  place.country_code = text_at(found.entry, "country", "iso_code");
  place.region_name = text_at(found.entry, "subdivisions", "0", "names", "en");
  place.region_code = text_at(found.entry, "subdivisions", "0", "iso_code");
  place.city_name = text_at(found.entry, "city", "names", "en");
  place.continent_code = text_at(found.entry, "continent", "code");
  place.timezone = text_at(found.entry, "location", "time_zone");
  place.longitude = degrees_at(found.entry, "longitude");
  place.latitude = degrees_at(found.entry, "latitude");
  return place;
}

}  // namespace genauth::geo
