#include "oidc/claims_request.h"

#include <doctest/doctest.h>

#include "oidc/claims.h"

using namespace genauth::oidc;

TEST_CASE("claims parameter: names, essential and values of both places") {
  const ClaimsRequest claims = parse_claims(R"({"userinfo": {"email": null, "x": {"value": 7}},
                       "id_token": {"acr": {"essential": true, "values": ["a", "b"]}, "sub": {"value": "u1"}},
                       "other": [1]})")
                                   .value();
  CHECK(claims.userinfo.size() == 2);
  CHECK(find_claim(claims.userinfo, "email") != nullptr);
  CHECK(find_claim(claims.userinfo, "acr") == nullptr);
  CHECK(find_claim(claims.id_token, "acr")->essential);
  CHECK(find_claim(claims.id_token, "acr")->values == std::vector<std::string>{"a", "b"});
  CHECK(find_claim(claims.id_token, "sub")->values == std::vector<std::string>{"u1"});
  CHECK(parse_claims(claims.json).value().json == claims.json);
  CHECK(parse_claims("").value().json.empty());
  CHECK(parse_claims("{}").value().id_token.empty());
}

TEST_CASE("claims parameter: refuses what is not of its form or beyond the limits") {
  for (const std::string& bad :
       {std::string("[]"), std::string("null"), std::string("{"), std::string(R"({"userinfo":[]})"),
        std::string(R"({"id_token":"email"})"), std::string(R"({"id_token":{"email":true}})"),
        std::string(R"({"id_token":{"acr":{"essential":"yes"}}})"),
        std::string(R"({"id_token":{"acr":{"values":"a"}}})"), std::string(R"({"x":[[[[[1]]]]]})"),
        R"({"userinfo":{")" + std::string(5000, 'a') + R"(":null}})"}) {
    INFO(bad);
    CHECK(parse_claims(bad).error().kind == Kind::kInvalidRequest);
  }
  std::string many = R"({"userinfo":{"c0":null)";
  for (int i = 1; i < 120; ++i) many += ",\"c" + std::to_string(i) + "\":null";
  CHECK_FALSE(parse_claims(many + "}}"));
}

TEST_CASE("claims parameter: opens what was asked for by name, once") {
  Profile person;
  person.name = "Ann";
  person.email = "ann@example.com";
  person.phone_number = "+8613800000000";
  const ClaimsRequest claims =
      parse_claims(R"({"userinfo":{"email":null,"name":null,"zzz":null,"sub":null}})").value();
  std::string members;
  append_claims(members, person, "openid email");
  append_wanted_claims(members, person, "openid email", claims.userinfo);
  CHECK(members == R"(,"email":"ann@example.com","email_verified":false,"name":"Ann")");
  CHECK(scope_of_claim("phone_number_verified") == "phone");
  CHECK(scope_of_claim("sub").empty());
}

TEST_CASE("claims parameter: the realm's own claims come by name too, if a scope of its own opens them") {
  Profile person;
  person.realm.scopes = {{"work", "", {"level", "name"}}};
  person.realm.values = {{"level", "7"}, {"secret", "\"x\""}};
  const ClaimsRequest claims = parse_claims(R"({"id_token":{"level":null,"secret":null}})").value();
  std::string members;
  append_wanted_claims(members, person, "openid", claims.id_token);
  CHECK(members == R"(,"level":7)");
  append_claims(members, person, "openid work");
  append_wanted_claims(members, person, "openid work", claims.id_token);
  CHECK(members == R"(,"level":7,"level":7)");
  const std::vector<RealmScope>& realm = person.realm.scopes;
  CHECK(scope_of_claim("level", realm) == "work");
  CHECK(scope_of_claim("name", realm) == "profile");
  CHECK(scope_of_claim("secret", realm).empty());
  CHECK(is_open("work", "level", realm));
  CHECK(is_open("work", "name", realm));
  CHECK(is_open("", "sub", realm));
  CHECK_FALSE(is_open("openid", "level", realm));
  CHECK_FALSE(is_open("openid", "name", realm));
}

TEST_CASE("claims parameter: limited to what a client may have, as it was asked for") {
  const ClaimsRequest asked =
      parse_claims(R"({"userinfo":{"email":null},"id_token":{"name":{"essential":true},"email":null}})")
          .value();
  const ClaimsRequest kept = limited(asked, [](std::string_view claim) { return claim != "email"; });
  CHECK(kept.json == R"({"id_token":{"name":{"essential":true}}})");
  CHECK(kept.userinfo.empty());
  REQUIRE(kept.id_token.size() == 1);
  CHECK(kept.id_token[0].essential);
  CHECK(limited(asked, [](std::string_view) { return false; }).json.empty());
  CHECK(limited(asked, [](std::string_view) { return true; }).json == asked.json);
  CHECK(limited({}, [](std::string_view) { return true; }).json.empty());
}
