// The one way from "somebody proved something" to tokens. Every sign-in (password, code, passkey, QR code,
// push, identity source, password grant) ends in Login::complete(), which asks the steps that other modules
// bring (second factor, password rules, risk lists, device limits) and issues tokens only if none of them
// demands something.
//
//   Attempt attempt = attempt_of(call, application, user);
//   attempt.facts.scope = ...;
//   sessions::TokenSet tokens = TRY(call.service<const Login>().complete(attempt, {"otp", "SMS", false,
//   spend}));
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/seal.h"
#include "db/database.h"
#include "gen/dto/authentication.h"
#include "gen/dto/stored.h"
#include "modules/applications/applications.h"
#include "modules/keys/keys.h"
#include "modules/pools/pools.h"
#include "modules/sessions/sessions.h"
#include "modules/users/users.h"

namespace genauth::api {
class Call;
}

namespace genauth::authentication {

// Among the satisfied steps of a browser's session: one proof stood for two factors.
inline constexpr std::string_view kMultiFactor = "multi_factor";

// A sign-in on its way. `facts` is what survives while a demand is open (contract/stored.yaml:
// StoredLoginAttempt).
struct Attempt {
  dto::StoredLoginAttempt facts = {};
  applications::Handle application = {};
  users::User user = {};
  std::int64_t now_ms = 0;
  // The password in clear, while it is the proof: for rules that look at it. Never stored.
  std::string_view password = {};
  // The pool's rules, as they stood when the steps were asked; filled in by Login, or by a caller who has
  // just read them and says so.
  pools::Settings rules = {};
  bool has_rules = false;
  oidc::RealmClaims realm = {};  // likewise, what the tokens say beyond the profile

  bool satisfied(std::string_view step) const;
};

// What was proved just now.
struct Proof {
  std::string_view method;    // RFC 8176: pwd, otp, sms, hwk, swk, fed, ...
  std::string_view channel;   // PASSWORD, SMS, EMAIL, OTP, PASSKEY, QRCODE, PUSH, or EXTIDP
  bool multi_factor = false;  // stands for two factors: a passkey with user verification
  // Runs in the unit of the sign-in, also when a step then demands something: spends the code, clears
  // failures.
  std::function<Result<void>(db::Tx&)> spend = {};
  // spend() decides by the rows that it changes and by nothing that it read before: see Tx::take_turns().
  bool in_turn = false;
  // What spend() makes of the user, where it changes one: the tokens tell of it already.
  std::optional<users::User> user = {};
};

// Why a sign-in goes no further yet: the flow error that the caller gets, with `data` built in the unit that
// keeps the attempt (it usually issues the token that leads on). `data` may be empty.
struct Demand {
  Code code;
  std::function<Result<std::string>(db::Tx&)> data = {};
  // How long what it leads on to lasts: so long a hosted page shows it.
  std::int64_t ttl_ms = 600'000;
};

// What the steps say of an attempt: nothing, a demand, or why it is refused.
using Judgement = Result<std::optional<Demand>>;

// A sign-in that failed, for histories and risk rules.
struct Failure {
  std::string_view pool_id, app_id, user_id, channel, client_ip, user_agent;
  Code code;
  std::int64_t now_ms = 0;
  bool proved = false;  // the proof was right, and the account or the rules refused it: no guess
};

// What a module has to say about every sign-in. Thread-safe; lives as long as the server. All functions run
// inside a read or a unit: no slow work, no side effects but rows.
class LoginStep {
 public:
  virtual ~LoginStep() = default;
  // As it stands in Attempt::facts.satisfied once its demand was met: "mfa".
  virtual std::string_view name() const = 0;
  // Before any step is asked: whether what the browser brought along (facts.remembered) meets the step's
  // demand.
  virtual Result<void> recognise(db::Session&, Attempt&) const { return {}; }
  // Before any step is asked, while the password is at hand: what of it matters later goes into the facts.
  virtual void look_at_password(Attempt&, const pools::Settings&) const {}
  // What examine() is nearly sure to query (Session::expect): asked of all steps before the first examines.
  virtual void expect(db::Session&, const Attempt&) const {}
  // Before anything is signed. An error refuses the sign-in for good, a Demand for now.
  virtual Result<std::optional<Demand>> examine(db::Session&, const Attempt&, const pools::Settings&) const {
    return std::optional<Demand>();
  }
  // In the unit that writes the session.
  virtual Result<void> signed_in(db::Tx&, const Attempt&, const sessions::Draft&) const { return {}; }
  virtual Result<void> failed(db::Tx&, const Failure&) const { return {}; }
};

// Thread-safe. References must outlive it.
class Login {
 public:
  Login(db::Database& database, keys::KeyRing& keys, const crypto::Sealer& sealer)
      : database_(database), keys_(keys), sealer_(sealer) {}

  // In the order in which they are asked; at start only.
  void add(const LoginStep& step) { steps_.push_back(&step); }

  // Adds the proof to the attempt and issues tokens, or answers the first demand: then the proof is spent and
  // nothing is issued. An attempt of a hosted interaction ends in a signed-in browser instead, and in the
  // error kFlowFinished that sends the page on (kInteractionGone if there is nothing to go on with). Beside
  // the steps' errors: kUserDisabled, kPasswordWrong if the password that was proved is not the user's any
  // more, and whatever `spend` refuses with.
  Result<sessions::TokenSet> complete(Attempt attempt, const Proof& proof) const;
  // The same for an attempt that was judged already, in the read in which the caller looked at the proof.
  Result<sessions::TokenSet> complete(Attempt attempt, const Proof& proof, Judgement judgement) const;
  // Adds the proof to the attempt and asks the steps: the last that a read does. May run twice, as every
  // read.
  Judgement judge(db::Session& session, Attempt& attempt, const Proof& proof) const;

  // Goes on with an attempt whose demand of `step` was met: `spend` takes the ticket that carried it.
  // kAppNotFound, kAppDisabled, kUserNotFound, kMfaTokenInvalid if the password with which it began was
  // changed since, and everything that complete() answers.
  Result<sessions::TokenSet> resume(dto::StoredLoginAttempt facts, std::string_view step, const Proof& proof,
                                    std::int64_t now_ms, applications::Directory& applications) const;

  // Whether a person who signed in before may go on at this application without a page: false where a step
  // demands or refuses something. `attempt` is as that sign-in left it; nothing is written.
  Result<bool> may_go_on(db::Session& session, Attempt attempt) const;

  // Tells the steps of a failure, in a unit of its own. What cannot be written is logged: the caller's error
  // counts.
  void note_failure(const Failure& failure) const;

 private:
  struct Outcome;
  Judgement ask(db::Session& session, Attempt& attempt) const;
  void note_refusal(const Attempt& attempt, Code code) const;
  Result<sessions::TokenSet> issue(const Attempt& attempt, const Proof& proof) const;
  Result<sessions::TokenSet> enter(const Attempt& attempt, const Proof& proof) const;
  Result<void> settle(db::Tx& tx, const Attempt& attempt, const Proof& proof,
                      const sessions::Draft& draft) const;
  Error answer(const Attempt& attempt, const Proof& proof, const Demand& demand) const;

  db::Database& database_;
  keys::KeyRing& keys_;
  const crypto::Sealer& sealer_;
  std::vector<const LoginStep*> steps_;
};

// The cookie of a browser in which somebody need not show a second factor for a while (modules/mfa).
std::string remembered_cookie(std::string_view pool_id);

// Whether nobody has signed in yet to an account that its owner made: then the sign-in belongs to the
// registration.
bool is_first_sign_in(const users::User& user);

// What the call itself says of an attempt: place, client, language, device.
Attempt attempt_of(const api::Call& call, applications::Handle application, users::User user);

dto::LoginTokenResponseDataDto token_response(const sessions::TokenSet& tokens);

// The application of the call: kAppRequired, kAppNotFound, kAppDisabled.
Result<applications::Handle> application_of(api::Call& call);

// Where signed-in clients find us: "{base}/oidc", or "{base}/{application}/oidc" where the bare one is not
// theirs.
std::string issuer_of(const api::Call& call);

}  // namespace genauth::authentication
