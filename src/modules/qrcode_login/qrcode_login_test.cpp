#include "modules/qrcode_login/qrcode_login.h"

#include <doctest/doctest.h>

#include "db/testing.h"
#include "gen/errors/qrcode.h"

namespace genauth::qrcode_login {
namespace {

constexpr std::int64_t kNow = 1'790'000'000'000;
constexpr std::int64_t kTtlMs = 120'000, kTicketMs = 300'000;

struct World {
  explicit World(db::Database& db) : database(db) {}
  std::string made(Kind kind = Kind::kApp, std::string holder = {}) {
    NewQrCode wanted;
    wanted.pool_id = "pool";
    wanted.app_id = "app";
    wanted.kind = kind;
    wanted.holder = std::move(holder);
    return database.write([&](db::Tx& tx) { return begin(tx, wanted, kTtlMs, kNow); }).value();
  }
  Result<QrCode> opened(std::string_view qrcode_id, std::int64_t now_ms = kNow) {
    return database.read(
        [&](db::Session& session) { return open(session, "pool", Kind::kApp, qrcode_id, now_ms); });
  }
  Result<void> scans(std::string_view user, std::string_view qrcode_id) {
    return database.write(
        [&](db::Tx& tx) { return scan(tx, {"pool", user, "session", kNow}, id_of(qrcode_id)); });
  }
  Result<bool> confirms(std::string_view user, std::string_view qrcode_id) {
    return database.write([&](db::Tx& tx) {
      return confirm(tx, {"pool", user, "session", kNow}, id_of(qrcode_id), kTicketMs, tickets, sealer);
    });
  }
  db::Database& database;
  crypto::Sealer sealer = crypto::Sealer::create(std::string(32, 'k')).value();
  tickets::Tickets tickets{sealer};
};

}  // namespace

TEST_CASE("only the whole token opens a code, and the id scans it") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string code = world.made();
    CHECK(world.opened(code)->status == "PENDING");
    const std::string id(id_of(code));
    const auto is_refused = [&](const std::string& wrong) {
      const Result<QrCode> got = world.opened(wrong);
      return !got && got.error().code() == errors::kQrcodeNotFound;
    };
    CHECK(is_refused(id));
    CHECK(is_refused(id + "."));
    CHECK(is_refused(code + "x"));
    CHECK(is_refused(""));
    std::string endless(300, 'a');
    CHECK(is_refused(endless.append(".b")));
    CHECK(world.scans("ann", code));
    CHECK(world.opened(code)->status == "SCANNED");
  });
}

TEST_CASE("one person decides, once, and the ticket outlives the code") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const std::string code = world.made();
    CHECK(world.confirms("ann", code).error().code() == errors::kQrcodeState);
    REQUIRE(world.scans("ann", code));
    CHECK(world.scans("bob", code).error().code() == errors::kQrcodeTaken);
    CHECK(world.confirms("bob", code).error().code() == errors::kQrcodeTaken);
    CHECK(*world.confirms("ann", code));
    CHECK_FALSE(*world.confirms("ann", code));  // it stood already
    const QrCode done = world.opened(code, kNow + kTtlMs + 1).value();
    CHECK(done.status == "AUTHORIZED");
    CHECK(ticket_of(world.sealer, "pool", done)->find('.') != std::string::npos);
    CHECK(world.opened(code, kNow + kTicketMs)->status == "EXPIRED");
  });
}

TEST_CASE("a code is held by the cookie it was made with") {
  db::testing::for_each_engine([](db::Database& database) {
    World world(database);
    const QrCode bound = world.opened(world.made(Kind::kApp, "cookie")).value();
    CHECK(is_held_by(bound, "cookie"));
    CHECK_FALSE(is_held_by(bound, "other"));
    CHECK_FALSE(is_held_by(bound, ""));
    CHECK_FALSE(is_held_by(world.opened(world.made()).value(), ""));
  });
}

}  // namespace genauth::qrcode_login
