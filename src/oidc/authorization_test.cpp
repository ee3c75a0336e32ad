// What the authorization endpoint does for those who mean well. authorization_attack_test.cpp has the others.
#include "oidc/authorization_testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

TEST_CASE("authorization: a code for whoever is signed in, with state and issuer") {
  Front world;
  const Answer answer = world.ask(world.request());
  CHECK(answer.response.status == 303);
  CHECK(answer.address == "https://app.example/cb");
  CHECK(answer.mark == '?');
  CHECK(answer.names() == "code,state,iss");
  CHECK(answer.get("state") == "st");
  CHECK(answer.get("iss") == "https://demo.example.com/oidc");
  CHECK(header(answer.response, "Cache-Control") == "no-store");
  CHECK(header(answer.response, "Referrer-Policy") == "no-referrer");
  const CodeGrant& grant = world.memory.codes.at(answer.get("code")).grant;
  CHECK(grant.client_id == "web");
  CHECK(grant.redirect_uri == "https://app.example/cb");
  CHECK(grant.scope == "openid profile");
  CHECK(grant.nonce == "n1");
  CHECK(grant.sub == "u1");
  CHECK(grant.realm == "pool");
  CHECK(grant.sid == "sid1");
  CHECK(grant.session_id == "s1");
  CHECK(grant.auth_time_s == kNow - 100);
  CHECK(grant.issuer == "https://demo.example.com/oidc");
}

TEST_CASE("authorization: POST sends the same in a form, and its query does not count") {
  Front world;
  Request request = world.request();
  request.method = "POST";
  request.form = std::exchange(request.query, {{"client_id", "other"}});
  CHECK(world.ask(request).names() == "code,state,iss");
  request.method = "PUT";
  CHECK(world.ask(request).response.status == 405);
}

TEST_CASE("authorization: a query that the address has already stays") {
  Front world;
  world.client().redirect_uris = {"https://app.example/cb?tenant=a"};
  const Answer answer = world.ask(world.request({{"redirect_uri", "https://app.example/cb?tenant=a"}}));
  CHECK(header(answer.response, "Location").starts_with("https://app.example/cb?tenant=a&code="));
}

TEST_CASE("authorization: each response type brings its parts, in the fragment if there are tokens") {
  Front world;
  world.client().implicit_grant = world.client().hybrid_grant = true;
  const std::pair<const char*, const char*> cases[] = {
      {"none", "state,iss"},
      {"id_token", "id_token,state,iss"},
      {"token", "access_token,token_type,expires_in,scope,state,iss"},
      {"id_token token", "access_token,token_type,expires_in,scope,id_token,state,iss"},
      {"token id_token", "access_token,token_type,expires_in,scope,id_token,state,iss"},
      {"code id_token", "code,id_token,state,iss"},
      {"code token", "code,access_token,token_type,expires_in,scope,state,iss"},
      {"code id_token token", "code,access_token,token_type,expires_in,scope,id_token,state,iss"}};
  for (const auto& [type, names] : cases) {
    INFO(type);
    const Answer answer = world.ask(world.request({{"response_type", type}}));
    CHECK(answer.names() == names);
    CHECK(answer.mark == (std::string_view(type) == "none" ? '?' : '#'));
  }
}

TEST_CASE("authorization: an ID token beside a code is tied to it and to the state") {
  Front world;
  world.client().hybrid_grant = true;
  const Answer answer = world.ask(world.request({{"response_type", "code id_token"}}));
  const FrontGrant& front = world.memory.last_front;
  CHECK(front.id_token);
  CHECK_FALSE(front.access_token);
  CHECK(front.id_token_members == R"("c_hash":")" + half_hash("RS256", answer.get("code")) +
                                      R"(","s_hash":")" + half_hash("RS256", "st") + "\"");
  // Core, appendix A.4: c_hash of this code.
  CHECK(half_hash("RS256", "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk") ==
        "LDktKdoQak3Pk0cnXxCltA");
  CHECK(half_hash("EdDSA", "x").size() == 43);
}

TEST_CASE("authorization: response types are off until their application enables them") {
  Front world;
  for (const char* type : {"id_token", "token", "id_token token", "code id_token", "code token"}) {
    CHECK(world.ask(world.request({{"response_type", type}})).get("error") == "unauthorized_client");
  }
  world.client().code_grant = false;
  CHECK(world.ask(world.request()).get("error") == "unauthorized_client");
  for (const char* type : {"code code", "foo", "none code", "CODE"}) {
    CHECK(world.ask(world.request({{"response_type", type}})).get("error") == "unsupported_response_type");
  }
  CHECK(world.ask(world.request({{"response_type", ""}})).get("error") == "invalid_request");
}

TEST_CASE("authorization: form_post is a page that posts by one known script") {
  Front world;
  const Answer answer = world.ask(
      world.request({{"response_mode", "form_post"}, {"state", "\"><script>alert('1')</script>&"}}));
  CHECK(answer.response.status == 200);
  CHECK(header(answer.response, "Content-Type") == "text/html; charset=utf-8");
  CHECK(header(answer.response, "Content-Security-Policy") ==
        "default-src 'none'; script-src 'sha256-" +
            genauth::base64(genauth::crypto::sha256("document.forms[0].submit()")) +
            "'; base-uri 'none'; frame-ancestors 'none'");
  CHECK(says(answer.response, R"(<form method="post" action="https://app.example/cb">)"));
  CHECK(says(answer.response, R"(name="code" value="code0")"));
  CHECK(says(answer.response, R"(value="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;")"));
  CHECK(says(answer.response, "<script>document.forms[0].submit()</script>"));
  CHECK_FALSE(says(answer.response, "<script>alert"));
  CHECK(header(answer.response, "Cache-Control") == "no-store");
}

TEST_CASE("authorization: nobody signed in has to sign in, and goes on from there") {
  Front world;
  world.browser.session.reset();
  const Request request = world.request({{"login_hint", "ann"},
                                         {"ui_locales", "ja en"},
                                         {"acr_values", "mfa"},
                                         {"display", "touch"},
                                         {"customField", "x"}});
  const Interaction next = world.interact(request);
  CHECK(next.step == Interaction::Step::kLogin);
  CHECK(next.client_id == "web");
  CHECK(next.issuer == request.issuer);
  CHECK(next.login_hint == "ann");
  CHECK(next.ui_locales == "ja en");
  CHECK(next.acr_values == "mfa");
  CHECK(next.scope == "openid profile");
  CHECK_FALSE(next.force);
  CHECK(next.parameters == request.query);
  world.sign_in_again();
  CHECK(world.ask(request).names() == "code,state,iss");
}

TEST_CASE("authorization: prompt=login asks although there is a session, and only once") {
  Front world;
  const Request request = world.request({{"prompt", "login"}});
  const Interaction next = world.interact(request);
  CHECK(next.step == Interaction::Step::kLogin);
  CHECK(next.force);
  world.browser.interaction_started_s = kNow - 10;  // the session is older: still not signed in for this
  CHECK(world.interact(request).step == Interaction::Step::kLogin);
  world.sign_in_again();
  CHECK(world.ask(request).names() == "code,state,iss");
}

TEST_CASE("authorization: max_age, also that of the application, limits the age of the sign-in") {
  Front world;
  CHECK(world.ask(world.request({{"max_age", "100"}})).names() == "code,state,iss");
  CHECK(world.interact(world.request({{"max_age", "99"}})).force);
  CHECK(world.interact(world.request({{"max_age", "0"}})).force);
  CHECK(world.ask(world.request({{"max_age", "99"}, {"prompt", "none"}})).get("error") == "login_required");
  for (const char* bad : {"-1", "x", "1.5", "99999999999999999999"}) {
    CHECK(world.ask(world.request({{"max_age", bad}})).get("error") == "invalid_request");
  }
  world.client().default_max_age_s = 50;
  CHECK(world.interact(world.request()).force);
  CHECK(world.ask(world.request({{"max_age", "1000"}})).names() == "code,state,iss");
  world.sign_in_again();
  CHECK(world.ask(world.request({{"max_age", "0"}})).names() == "code,state,iss");
}

TEST_CASE("authorization: prompt=select_account lets choose once") {
  Front world;
  const Request request = world.request({{"prompt", "select_account"}});
  CHECK(world.interact(request).step == Interaction::Step::kSelectAccount);
  world.browser.interaction_started_s = kNow - 10;
  world.browser.selected = true;
  CHECK(world.ask(request).names() == "code,state,iss");
}

TEST_CASE("authorization: prompt=none stands alone, and others are known words") {
  Front world;
  CHECK(world.ask(world.request({{"prompt", "none"}})).names() == "code,state,iss");
  for (const char* bad : {"none login", "none none", "create", "Login"}) {
    CHECK(world.ask(world.request({{"prompt", bad}})).get("error") == "invalid_request");
  }
}

TEST_CASE("authorization: an id_token_hint names the only person who will do") {
  Front world;
  world.memory.hints["hint-u1"] = {"web", "u1", "sid1", "iss"};
  world.memory.hints["hint-u2"] = {"web", "u2", "sid2", "iss"};
  CHECK(world.ask(world.request({{"id_token_hint", "hint-u1"}, {"prompt", "none"}})).names() ==
        "code,state,iss");
  CHECK(world.ask(world.request({{"id_token_hint", "hint-u2"}, {"prompt", "none"}})).get("error") ==
        "login_required");
  CHECK(world.ask(world.request({{"id_token_hint", "forged"}})).get("error") == "invalid_request");
  const Request request = world.request({{"id_token_hint", "hint-u2"}});
  CHECK(world.interact(request).subject == "u2");
  world.sign_in_again();  // as u1 once more
  CHECK(world.ask(request).get("error") == "login_required");
}

TEST_CASE("authorization: the claims parameter may name the person and the acr, and is kept") {
  Front world;
  const auto ask = [&](const char* claims) {
    return world.request({{"claims", claims}, {"prompt", "none"}});
  };
  CHECK(world.ask(ask(R"({"id_token":{"sub":{"value":"u2"}}})")).get("error") == "login_required");
  const Answer mine = world.ask(ask(R"({"id_token": {"sub": {"value": "u1"}}})"));
  CHECK(world.memory.codes.at(mine.get("code")).grant.claims_json ==
        R"({"id_token":{"sub":{"value":"u1"}}})");
  CHECK(world.ask(ask("{")).get("error") == "invalid_request");
  const char* acr = R"({"id_token":{"acr":{"essential":true,"values":["mfa"]}}})";
  CHECK(world.ask(ask(acr)).get("error") == "login_required");
  const Request request = world.request({{"claims", acr}});
  CHECK(world.interact(request).force);
  world.sign_in_again();
  CHECK(world.ask(request).get("error") == "unmet_authentication_requirements");
  world.browser.session->acr = "mfa";
  CHECK(world.ask(request).names() == "code,state,iss");
}

TEST_CASE("authorization: a third party needs consent to each scope, and to single claims like to theirs") {
  Front world;
  world.client().is_first_party = false;
  const Interaction next = world.interact(world.request());
  CHECK(next.step == Interaction::Step::kConsent);
  CHECK(next.scope == "openid profile");
  world.memory.consented = "openid profile";
  CHECK(world.ask(world.request()).names() == "code,state,iss");
  const Request more = world.request({{"claims", R"({"userinfo":{"email":null,"name":null}})"}});
  const Interaction again = world.interact(more);
  CHECK(again.scope == "openid profile email");
  CHECK(again.claims == std::vector<std::string>{"email", "name"});
  world.browser.consented = true;
  CHECK(world.ask(more).names() == "code,state,iss");
}

TEST_CASE("authorization: prompt=consent asks again, but not one's own application that wants to stay") {
  Front world;
  const Request sdk = world.request({{"prompt", "consent"}, {"scope", "openid offline_access"}});
  CHECK(world.ask(sdk).names() == "code,state,iss");
  CHECK(world.interact(world.request({{"prompt", "consent"}})).step == Interaction::Step::kConsent);
  world.client().show_consent = true;
  world.memory.consented = "openid profile offline_access";
  CHECK(world.interact(sdk).step == Interaction::Step::kConsent);
  CHECK(world.ask(world.request()).names() == "code,state,iss");
  world.client().show_consent = world.client().is_first_party = false;
  CHECK(world.interact(sdk).step == Interaction::Step::kConsent);
}

TEST_CASE("authorization: who refuses sends the client an error in its own mode") {
  Front world;
  const Request request = world.request({{"response_mode", "fragment"}});
  const Answer answer(
      refuse_authorization(request, {Kind::kAccessDenied, "the person refused"}, std::nullopt, world.ports));
  CHECK(answer.mark == '#');
  CHECK(answer.names() == "error,error_description,state,iss");
  CHECK(answer.get("error") == "access_denied");
  CHECK(refuse_authorization(world.request({{"redirect_uri", "https://x/"}}), {Kind::kAccessDenied, ""},
                             std::nullopt, world.ports)
            .show_page);
}

TEST_CASE("authorization: keeps of the scope what can be granted") {
  Front world;
  world.memory.realm_scopes = {{"orders", "Your orders", {}}};
  const auto scope_of = [&](const char* scope) {
    return world.memory.codes.at(world.ask(world.request({{"scope", scope}})).get("code")).grant.scope;
  };
  CHECK(scope_of("openid  orders nonsense openid email") == "openid orders email");
  CHECK(scope_of("openid offline_access") == "openid offline_access");
  world.client().refresh_grant = false;
  CHECK(scope_of("openid offline_access") == "openid");
  world.client().implicit_grant = true;
  world.client().refresh_grant = true;
  world.ask(world.request({{"response_type", "id_token token"}, {"scope", "openid offline_access"}}));
  CHECK(world.memory.last_front.grant.scope == "openid");
}

TEST_CASE("authorization: plain OAuth may leave out the only redirect_uri, OpenID Connect may not") {
  Front world;
  const Answer answer = world.ask(world.request({{"redirect_uri", ""}, {"scope", "profile"}}));
  CHECK(answer.address == "https://app.example/cb");
  CHECK_FALSE(world.memory.codes.at(answer.get("code")).grant.redirect_uri_given);
  CHECK(world.ask(world.request({{"redirect_uri", ""}})).response.show_page);
  world.client().redirect_uris.emplace_back("https://app.example/cb2");
  CHECK(world.ask(world.request({{"redirect_uri", ""}, {"scope", "profile"}})).response.show_page);
}

TEST_CASE("authorization: keeps resources and the DPoP key, each checked") {
  Front world;
  Request request =
      world.request({{"dpop_jkt", std::string(43, 'A')}, {"resource", "https://api.example/a"}});
  request.query.emplace_back("resource", "urn:b");
  const CodeGrant& grant = world.memory.codes.at(world.ask(request).get("code")).grant;
  CHECK(grant.resources == std::vector<std::string>{"https://api.example/a", "urn:b"});
  CHECK(grant.dpop_jkt == std::string(43, 'A'));
  CHECK(world.ask(world.request({{"resource", "api"}})).get("error") == "invalid_target");
  CHECK(world.ask(world.request({{"resource", "https://api.example/#x"}})).get("error") == "invalid_target");
  CHECK(world.ask(world.request({{"dpop_jkt", "short"}})).get("error") == "invalid_request");
}

TEST_CASE(
    "authorization: a hint and a claim name the person as the client knows them that they were given to") {
  Front world;
  world.memory.pairwise = true;
  const auto ask = [&](const Pairs& changes) {
    return world.ask(world.request(with({{"prompt", "none"}}, changes))).get("error");
  };
  world.memory.hints["mine"] = {"web", "web-knows-u1", "sid1", "https://demo.example.com/oidc"};
  world.memory.hints["of-post"] = {"post", "post-knows-u1", "sid1", "https://demo.example.com/oidc"};
  world.memory.hints["inner"] = {"web", "u1", "sid1", "https://demo.example.com/oidc"};
  CHECK(ask({{"id_token_hint", "mine"}}).empty());
  CHECK(ask({{"id_token_hint", "of-post"}}).empty());
  CHECK(ask({{"id_token_hint", "inner"}}) == "login_required");
  const auto claim = [](const std::string& sub) {
    return std::pair<std::string, std::string>("claims", R"({"id_token":{"sub":{"value":")" + sub + "\"}}}");
  };
  CHECK(ask({claim("web-knows-u1")}).empty());
  CHECK(ask({claim("u1")}) == "login_required");
  CHECK(ask({claim("web-knows-u1"), {"id_token_hint", "of-post"}}).empty());
  CHECK(ask({claim("web-knows-u2"), {"id_token_hint", "mine"}}) == "invalid_request");
}
