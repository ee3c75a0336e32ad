#include "modules/application_access/application_access.h"

#include <doctest/doctest.h>

namespace genauth::application_access {
namespace {

const roles::Target kPerson{"USER", "p"};
const roles::Target kGroup{"GROUP", "g"};

Rule rule(const roles::Target& target, bool allows, bool enabled = true) {
  return {.id = target.type, .app_id = "a", .target = target, .allows = allows, .enabled = enabled};
}

// Which of the rules decides: "USER", "GROUP", or nothing.
std::string who(const std::vector<Rule>& rules) {
  const Rule* found = decisive(rules, kPerson);
  return found != nullptr ? found->id : "";
}

}  // namespace

TEST_CASE("a rule that keeps out wins over one that lets in") {
  CHECK(who({rule(kPerson, true), rule(kGroup, false)}) == "GROUP");
  CHECK(who({rule(kGroup, false), rule(kPerson, true)}) == "GROUP");
  CHECK(who({rule(kGroup, true), rule(kPerson, false)}) == "USER");
}

TEST_CASE("of equal rules the one about the person itself is named") {
  CHECK(who({rule(kPerson, true), rule(kGroup, true)}) == "USER");
  CHECK(who({rule(kGroup, false), rule(kPerson, false)}) == "USER");
}

TEST_CASE("rules that are switched off decide nothing") {
  CHECK(who({}).empty());
  CHECK(who({rule(kPerson, false, false)}).empty());
  CHECK(who({rule(kPerson, false, false), rule(kGroup, true)}) == "GROUP");
}

}  // namespace genauth::application_access
