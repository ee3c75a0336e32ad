#include "modules/choices/person.h"

#include "gen/errors/tickets.h"

namespace genauth::choices {

Result<users::User> person_of(db::Session& session, const dto::StoredLoginAttempt& facts) {
  auto person = TRY(users::find(session, facts.pool_id, facts.user_id));
  if (!person) return Error(errors::kTicketInvalid, "the user is gone");
  TRY(users::may_sign_in(*person));
  if (facts.password_set_at && person->password_set_at.value_or(0) != *facts.password_set_at)
    return Error(errors::kTicketInvalid, "the password was changed meanwhile");
  return *std::move(person);
}

}  // namespace genauth::choices
