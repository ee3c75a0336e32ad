#include "modules/application_settings/change.h"

#include <doctest/doctest.h>

#include "modules/application_settings/application_dto.h"
#include "modules/application_settings/oidc_change.h"

namespace genauth::application_settings {
namespace {

using applications::Application;
using Words = std::vector<std::string>;

Application made(std::optional<std::string> type = {}) {
  dto::CreateApplicationDto request;
  request.appName = "A";
  request.appType = std::move(type);
  auto application = wanted(request, 1000);
  REQUIRE(application);
  return *std::move(application);
}

template <class T>
dto::OIDCConfig config(std::optional<T> dto::OIDCConfig::*member, T value) {
  dto::OIDCConfig change;
  change.*member = std::move(value);
  return change;
}

dto::OIDCConfig method(std::string name) {
  return config(&dto::OIDCConfig::token_endpoint_auth_method, std::move(name));
}
dto::OIDCConfig types(Words names) {
  return config(&dto::OIDCConfig::response_types, std::move(names));
}
dto::OIDCConfig grants(Words names) {
  return config(&dto::OIDCConfig::grant_types, std::move(names));
}

// The member that is wrong; empty if nothing is.
std::string wrong(const dto::OIDCConfig& change, Application application = {}) {
  const Result<void> applied = apply(change, application);
  return applied ? std::string() : applied.error().field();
}

}  // namespace

TEST_CASE("a new application opens codes and refresh tokens alone") {
  const Application application = made();
  CHECK(grant_types(application.settings) == Words{"authorization_code", "refresh_token"});
  CHECK(response_types(application.settings) == Words{"code"});
  CHECK_FALSE(application.settings.plain_pkce);
  CHECK(application.settings.sso_enabled_at == 1000);
}

TEST_CASE("programs without a secret authenticate by none") {
  for (const char* type : {"spa", "native"}) {
    const Application application = made(type);
    CHECK(application.settings.token_auth_method == "none");
    CHECK(application.settings.revocation_auth_method == "none");
    CHECK(application.settings.native == (application.settings.type == "native"));
    CHECK(wrong(method("client_secret_basic"), application) == "oidcConfig.token_endpoint_auth_method");
    CHECK(wrong(method("none"), application).empty());
  }
  CHECK(wrong(method("none")).empty());
}

TEST_CASE("hybrid response types need both grants, and are open where they may be") {
  Application application = made();
  REQUIRE(apply(grants({"authorization_code", "implicit"}), application));
  CHECK(application.settings.hybrid_grant);
  CHECK(response_types(application.settings).size() == 7);
  REQUIRE(apply(types({"code", "id_token"}), application));
  CHECK_FALSE(application.settings.hybrid_grant);
  CHECK(grant_types(application.settings) == Words{"authorization_code", "implicit"});
  REQUIRE(apply(types({"code token"}), application));
  CHECK(application.settings.hybrid_grant);
  dto::OIDCConfig change = grants({"authorization_code"});
  CHECK(wrong(change, application) == "oidcConfig.response_types");
  change.response_types = Words();
  CHECK(wrong(change, application).empty());
}

TEST_CASE("HS256 needs a secret of 256 bits") {
  const dto::OIDCConfig change = config(&dto::OIDCConfig::id_token_signed_response_alg, std::string("HS256"));
  Application application;
  CHECK(wrong(change, application).empty());  // it gets one
  application.secret = std::string(32, 'a');
  CHECK(wrong(change, application) == "oidcConfig.id_token_signed_response_alg");
  application.secret = std::string(64, 'a');
  CHECK(wrong(change, application).empty());
  application.settings.token_auth_method = "none";
  CHECK(wrong(change, application) == "oidcConfig.id_token_signed_response_alg");
  application.settings = {};
  application.settings.id_token_algorithm = "HS256";
  CHECK(wrong(method("none"), application) == "oidcConfig.id_token_signed_response_alg");
}

TEST_CASE("one tab of the login page leaves the methods of the other alone") {
  applications::Settings settings;
  dto::UpdateLoginConfig page;
  page.passwordTabConfig.text = R"({"enabledLoginMethods":["phone-password"]})";
  REQUIRE(apply(page, settings));
  CHECK(settings.enabled_methods ==
        Words{"PHONE_CODE", "EMAIL_CODE", "SELF_BUILT_APP_QRCODE", "PHONE_PASSWORD"});
  page.passwordTabConfig.text = "{}";
  page.verifyCodeTabConfig.text = R"({"enabledLoginMethods":[]})";
  REQUIRE(apply(page, settings));
  CHECK(settings.enabled_methods == Words{"SELF_BUILT_APP_QRCODE", "PHONE_PASSWORD"});
  REQUIRE(settings.login_page);
  CHECK(settings.login_page->password_tab.text == "{}");
}

}  // namespace genauth::application_settings
