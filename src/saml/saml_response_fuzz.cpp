// Posted answers of a SAML identity provider. Whatever becomes of the signed samples, nobody may come out of
// them but the person who stands in them.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.h"
#include "saml/saml.h"

namespace {

// Its key is nowhere; it signed the samples of the corpus.
constexpr char kCertificate[] =
    "MIICqDCCAZCgAwIBAgIUK5ZRDOG2RD1KU1ITJqYLNap+3I0wDQYJKoZIhvcNAQELBQAwDjEMMAoGA1UEAwwDaWRwMB4XDTI2"
    "MTEyNTAwMzYzMloXDTI2MTEyODAwMzYzMlowDjEMMAoGA1UEAwwDaWRwMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKC"
    "AQEA0M9y9vjjYSsGunCaxCrIyd6ZANF9an6154Ro082OabeQwvoebcM/7ItSAvTVHKjdPDoLZSnz+ZpkzSatY7GEwmWGn0u1"
    "ozxl0klR8eS4xDQoL2gqNaLf6mQAqJVf3d/kWIEV7iCk9Z6otVULaRO1J6FMfpG4mnHDV8afP+BHSg1gvS91bdWUkx7xkrLr"
    "F3vZODPz5Ezmdpe9ppTWHSuELYfE+S3fP3StO7VU/z2E2NR1qk+vAkCH2uan9CCf2MEMtOwgFG7gcDnML86DKar72VlnuQsM"
    "DQq1jkZRC1V7Lij9ewVT6vpXL8KxuGPErTydtopnT9sXXEz0qX5KtQthQQIDAQABMA0GCSqGSIb3DQEBCwUAA4IBAQChQJY8"
    "KuEVTICK4ibeW/SRig0sjCkypf9/6Z/+ynhcrIZ6rkrDaSuY+GBPIFjCsebe56U4HW/R3cTeXlxVLFjVs3y9tuIz/zzniMrS"
    "esC1wCzxLFNV+U3ZSyHA1ayLi0GsCNoa+RYS60wHYz6RjIdwDbtKFHFudErtC18Xn6Xnje3eBHo+67iV+6qo2fBg4fsCmlle"
    "Ez1uq2pNRoew0hp7pwKLUdiJDT+lgMzHE6OVnrEeU58JksphqtXv+oKh0aGgNlNJ4dCY/FprBpMes2f4Q4RvQEw6yeIUIHkG"
    "u67U93MlICuZZpkys23BCWZaBZaFPbCbOU6WpzjpkhX2JVGD";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace genauth;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const saml::ServiceProvider sp{.entity_id = "https://sp.example.com",
                                        .acs_url = "https://sp.example.com/acs",
                                        .private_key = {},
                                        .certificate = {}};
  static const saml::IdentityProvider idp{.entity_id = "https://idp.example.com/metadata",
                                          .sign_in_url = "https://idp.example.com/sso",
                                          .certificates = kCertificate};
  const saml::Expected expected{.request_id = "_request", .now_ms = 1'790'000'000'000};
  const auto person = saml::read_response(sp, idp, expected, base64(text));
  if (person && person->name_id != "ann@example.com") std::abort();
  (void)saml::read_response(sp, idp, expected, text);
  return 0;
}
