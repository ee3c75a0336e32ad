#include "app/demo.h"

#include "base/encoding.h"
#include "crypto/random.h"
#include "json/document.h"
#include "modules/access_keys/access_keys.h"
#include "modules/administrators/administrators.h"
#include "modules/pools/pools.h"

namespace genauth::app {
namespace {

constexpr std::string_view kFile = "dev.json";
constexpr std::string_view kAdminEmail = "admin@example.com";

struct Member {
  std::string_view name;
  std::string Demo::*value;
};
constexpr Member kMembers[] = {
    {"host", &Demo::host},
    {"userPoolId", &Demo::user_pool_id},
    {"appId", &Demo::app_id},
    {"appSecret", &Demo::app_secret},
    {"accessKeyId", &Demo::access_key_id},
    {"accessKeySecret", &Demo::access_key_secret},
    {"adminEmail", &Demo::admin_email},
    {"setupUrl", &Demo::setup_url},
    {"devToken", &Demo::dev_token},
};

std::string to_json(const Demo& demo) {
  std::string text = "{\n";
  for (const Member& member : kMembers)
    text += "  " + json_quote(member.name) + ": " + json_quote(demo.*member.value) +
            (&member == std::end(kMembers) - 1 ? "\n" : ",\n");
  return text + "}\n";
}

Result<Demo> read(const DataDirectory& directory) {
  const std::string text = TRY(directory.read(kFile));
  const json::Document document = TRY(json::Document::parse(text));
  Demo demo;
  for (const json::Document::Member& found : document.members())
    for (const Member& member : kMembers)
      if (found.key == member.name) demo.*member.value = found.text;
  return demo;
}

Result<Demo> make(Installation& in, std::string_view host) {
  const std::int64_t now_ms = in.clock.now_ms();
  Demo demo;
  demo.host = host;
  demo.admin_email = kAdminEmail;
  demo.dev_token = crypto::random_token(24);
  TRY(in.database->write([&](db::Tx& tx) -> Result<void> {
    const pools::Pool pool = TRY(pools::create(tx, "Demo", {}, now_ms));
    applications::NewApplication wanted{pool.id, "demo", "Demo application", {}};
    wanted.settings.password_grant = true;  // the published SDKs sign in with it
    const applications::Application application = TRY(applications::create(tx, *in.sealer, wanted, now_ms));
    const access_keys::AccessKey key = TRY(
        access_keys::create(tx, *in.sealer, {pool.id, std::string(access_keys::kPoolType), "", ""}, now_ms));
    demo.user_pool_id = pool.id;
    demo.app_id = application.id;
    demo.app_secret = application.secret;
    demo.access_key_id = key.id;
    demo.access_key_secret = key.secret;
    const std::string token = TRY(administrators::invite(tx, kAdminEmail, now_ms));
    demo.setup_url = demo.host + "/setup?token=" + token;
    return {};
  }));
  // The first signature would otherwise wait for a key pair.
  TRY(in.keys->sign(demo.user_pool_id, keys::Algorithm::kRs256, "warm-up", "{}"));
  return demo;
}

}  // namespace

Result<Demo> open_demo(Installation& installation, std::string_view host) {
  const bool is_known = installation.directory->has(kFile);
  Demo demo = is_known ? TRY(read(*installation.directory)) : TRY(make(installation, host));
  if (is_known && demo.host == host) return demo;
  demo.host = host;
  TRY(installation.directory->write_private(kFile, to_json(demo)));
  return demo;
}

std::string welcome(const Demo& demo) {
  return "GenAuth is ready at " + demo.host + " (development mode)\n" + "  user pool " + demo.user_pool_id +
         "  application " + demo.app_id + "  access key " + demo.access_key_id +
         "\n  secrets in dev.json beside the data; console administrator " + demo.admin_email + ": " +
         demo.setup_url + "\n  inbox: " + demo.host + "/dev/inbox?token=" + demo.dev_token + "\n" + R"(
Bind a phone with the official Python SDK (pip install authing requests websockets):
  import requests; from authing import AuthenticationClient
  host, app, secret = ")" +
         demo.host + "\", \"" + demo.app_id + "\", \"" + demo.app_secret + R"("
  client = AuthenticationClient(app_host=host, app_id=app, app_secret=secret)
  client.sign_up_by_username_password("ada", "correct horse battery")
  signed_in = client.sign_in_by_username_password("ada", "correct horse battery")
  client.set_access_token(signed_in["data"]["access_token"])
  client.send_sms("CHANNEL_BIND_PHONE", "13800138000", "+86")
  inbox = requests.get(host + "/dev/messages", headers={"Authorization": "Bearer )" +
         demo.dev_token + R"("}).json()
  print(client.bind_phone(inbox[0]["code"], "13800138000"))
  print(client.get_profile())
)";
}

}  // namespace genauth::app
