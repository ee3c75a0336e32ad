// The store's share of send-sms and bind-phone, and nothing else:
//   bench_pairs URL PEOPLE ROUNDS SENDERS BINDERS
//
// Makes the schema and PEOPLE users with a session each in the empty database at URL. In each round every
// user asks for a code, on SENDERS threads, and then binds a phone with it, on BINDERS threads: the threads
// that the server has for those two, so that as many units meet in one commit. Prints for each round the
// seconds of both halves.
//
// It runs the statements of the two operations, in their order, in the same units, through the same src/db,
// with constants from the same .sql files: the standing of the token, the user, the pool, the code, the
// message, the counters of sending; then the standing, the user, the code, the clash of numbers, the phone,
// the search row, the audit event. It does no HTTP, no JSON, no signatures, no sealing, no digests, no rows
// into structs.
#include <cstdio>
#include <cstdlib>

#include "base/clock.h"
#include "base/encoding.h"
#include "base/id.h"
#include "db/migrator.h"
#include "gen/sql/codes.h"
#include "gen/sql/messages.h"
#include "gen/sql/pools.h"
#include "gen/sql/sessions.h"
#include "gen/sql/users.h"
#include "modules/audit/audit.h"
#include "modules/users/users.h"

namespace genauth {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::string_view kChannel = "CHANNEL_BIND_PHONE";
constexpr std::string_view kAddress = "127.0.0.1";
constexpr db::Sql kClearPhones{
    "bench.clear_phones", "update users set phone_country_code = null, phone = null, phone_verified = false"};

// What stands for a sealed message and a digest: bytes of their sizes.
const std::string kBody(420, 'b'), kDigest(32, 'd');

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "bench_pairs: %s\n", what.c_str());
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error().detail());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

struct Person {
  std::string user_id, session_id, phone;
};

class Bare {
 public:
  Bare(const std::string& url, std::size_t people) {
    db::Options options;
    options.url = url;
    options.slow_unit_ms = 1'000'000;  // whose log line would stand among the results
    database_ = must(db::Database::open(options));
    must(db::migrate(*database_, db::migrations(), now_ms_, false));
    must(database_->write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.post(pools::sql::insert_pool, {pool_, "Bare", now_ms_, "{}"}));
      return {};
    }));
    for (std::size_t i = 0; i < people; ++i) people_.push_back(must(add(i)));
  }

  void clear(unsigned round) {
    must(database_->write([](db::Tx& tx) -> Result<void> {
      TRY(tx.execute(kClearPhones, std::span<const db::Param>()));
      return {};
    }));
    for (std::size_t i = 0; i < people_.size(); ++i)
      people_[i].phone = "138" + std::to_string(10'000'000 + round * 1'000'000 + i);
    now_ms_ += 1000;
  }

  double run(unsigned threads, Result<void> (Bare::*work)(const Person&)) {
    const std::int64_t start_ns = Clock::steady_ns();
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> running;
    for (unsigned i = 0; i < threads; ++i)
      running.emplace_back([&] {
        for (std::size_t at = next++; at < people_.size(); at = next++)
          if (!(this->*work)(people_[at])) ++refused_;
      });
    for (std::thread& thread : running) thread.join();
    return static_cast<double>(Clock::steady_ns() - start_ns) / 1e9;
  }

  // Units that met others too often (PostgreSQL), since the last question.
  int refused() { return refused_.exchange(0); }

  Result<void> send(const Person& person) {
    TRY(authenticate(person));
    TRY(database_->read([&](db::Session& session) {
      return session.query(users::sql::find_user, {pool_, person.user_id});
    }));
    const std::string recipient = "sms:+86" + person.phone;
    return database_->write([&](db::Tx& tx) -> Result<void> {
      TRY(tx.take_turns());
      TRY(tx.query(pools::sql::find_pool, {pool_}));
      TRY(tx.post(codes::sql::put_code, {pool_, kChannel, "+86" + person.phone, person.user_id,
                                         db::Blob{kDigest}, 5, now_ms_, now_ms_ + 300'000}));
      TRY(tx.post(messages::sql::insert_message,
                  {pool_, new_id(now_ms_), "sms", kChannel, "+86" + person.phone, db::Blob{kBody}, "sent",
                   now_ms_ + 10'000, now_ms_}));
      TRY(count(tx, "send_address_minute", kAddress, 60'000));
      TRY(tx.execute(codes::sql::claim_turn,
                     {pool_, "send_turn", recipient + ":CHANNEL_BIND_PHONE", now_ms_, now_ms_ + 60'000}));
      TRY(tx.query(codes::sql::read_counter, {pool_, "send_7h", recipient, now_ms_ - now_ms_ % kHourMs}));
      return count_on_all_bills(tx, recipient);
    });
  }

  Result<void> bind(const Person& person) {
    TRY(authenticate(person));
    return database_->write([&](db::Tx& tx) -> Result<void> {
      const std::string recipient = "+86" + person.phone;
      TRY(tx.query(users::sql::find_user, {pool_, person.user_id}));
      TRY(tx.query(codes::sql::find_code,
                   {pool_, kChannel, recipient, person.user_id, "code_failures", recipient, 0}));
      TRY(tx.execute(codes::sql::take_code,
                     {pool_, kChannel, recipient, person.user_id, db::Blob{kDigest}, now_ms_}));
      TRY(tx.query(users::sql::find_user, {pool_, person.user_id}));
      TRY(tx.query(users::sql::find_user_id_by_phone, {pool_, "+86", person.phone}));
      TRY(tx.execute(users::sql::bind_user_phone, {pool_, person.user_id, "+86", person.phone, now_ms_}));
      TRY(tx.post(users::sql::insert_search_content,
                  {pool_, born_ms_, person.user_id, person.phone + "\nperson\n"}));
      return audit::record(tx,
                           {.pool_id = pool_,
                            .type = "bindPhone",
                            .app_id = pool_,
                            .user_id = person.user_id,
                            .actor = person.user_id,
                            .client_ip = kAddress},
                           now_ms_);
    });
  }

 private:
  Result<Person> add(std::size_t index) {
    return database_->write([&](db::Tx& tx) -> Result<Person> {
      users::User user;
      user.pool_id = pool_;
      user.username = "person" + std::to_string(index);
      Person person{TRY(users::insert(tx, std::move(user), now_ms_)).id, new_id(now_ms_), ""};
      TRY(tx.post(sessions::sql::insert_session,
                  {pool_, person.session_id, person.user_id, pool_, now_ms_, now_ms_ + kDayMs, kAddress,
                   "bench", "", now_ms_, "", "", nullptr}));
      return person;
    });
  }

  Result<void> authenticate(const Person& person) {
    TRY(database_->read([&](db::Session& session) {
      return session.query(sessions::sql::standing_of_token, {pool_, person.session_id, "no token"});
    }));
    return {};
  }

  Result<void> count(db::Tx& tx, std::string_view scope, std::string_view subject, std::int64_t window_ms) {
    const std::int64_t start_ms = now_ms_ - now_ms_ % window_ms;
    TRY(tx.query(codes::sql::count_up, {pool_, scope, subject, start_ms, start_ms + window_ms}));
    return {};
  }

  Result<void> count_on_all_bills(db::Tx& tx, std::string_view recipient) {
    const std::int64_t hour = now_ms_ - now_ms_ % kHourMs, day = now_ms_ - now_ms_ % kDayMs;
    TRY(tx.query(codes::sql::count_send, {pool_, recipient, kAddress, kAddress, "", pool_, "sms", "",
                                          recipient, hour, hour + kHourMs, day, day + kDayMs}));
    return {};
  }

  const std::int64_t born_ms_ = Clock().real_ms();
  std::int64_t now_ms_ = born_ms_;
  const std::string pool_ = new_id(born_ms_);
  std::unique_ptr<db::Database> database_;
  std::vector<Person> people_;
  std::atomic<int> refused_ = 0;
};

}  // namespace
}  // namespace genauth

int main(int count, char** words) {
  using namespace genauth;
  if (count != 6) give_up("URL PEOPLE ROUNDS SENDERS BINDERS");
  const auto number = [&](int at) { return static_cast<unsigned>(parse_int(words[at]).value_or(1)); };
  Bare bare(words[1], number(2));
  for (unsigned round = 0; round < number(3); ++round) {
    bare.clear(round);
    const double sending = bare.run(number(4), &Bare::send);
    const double binding = bare.run(number(5), &Bare::bind);
    std::printf("%.4f %.4f %d\n", sending, binding, bare.refused());
  }
  return 0;
}
