#include "cas/cas.h"

#include <doctest/doctest.h>

#include "gen/errors/identity_sources.h"

using namespace genauth;

namespace {

constexpr std::string_view kSuccess =
    "<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'><cas:authenticationSuccess>"
    "<cas:user> ann </cas:user><cas:attributes><cas:memberOf>a</cas:memberOf><cas:memberOf>b</cas:memberOf>"
    "<cas:nested><x/></cas:nested></cas:attributes></cas:authenticationSuccess></cas:serviceResponse>";

}  // namespace

TEST_CASE("the service goes to the login whole") {
  CHECK(cas::login_url({"https://cas.example.com/cas/"}, "https://a.example/cb?state=1&x") ==
        "https://cas.example.com/cas/login?service=https%3A%2F%2Fa.example%2Fcb%3Fstate%3D1%26x");
}

TEST_CASE("a success names a user and the attributes that are texts") {
  const auto person = cas::read_answer(cas::Protocol::kCas3, kSuccess);
  REQUIRE(person);
  CHECK(person->user == "ann");
  REQUIRE(person->attributes.size() == 1);
  CHECK(person->attributes.at("memberof") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a failure says CAS's own code, and nothing but that") {
  const auto failed =
      cas::read_answer(cas::Protocol::kCas2,
                       "<s:serviceResponse xmlns:s='http://www.yale.edu/tp/cas'><s:authenticationFailure "
                       "code='INVALID_TICKET&lt;b&gt;'/>"
                       "</s:serviceResponse>");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code() == errors::kSourceRefused);
  CHECK(failed.error().arg() == "INVALID_TICKET");
}

TEST_CASE("the first protocol is two lines") {
  CHECK(cas::read_answer(cas::Protocol::kCas1, "yes\nann\n")->user == "ann");
  for (const char* wrong : {"", "yes", "yes\n", "yes\n\n", "yes\nann\nbob\n", "no\n\n", "YES\nann\n"}) {
    CAPTURE(wrong);
    CHECK_FALSE(cas::read_answer(cas::Protocol::kCas1, wrong));
  }
}
