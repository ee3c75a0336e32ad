#pragma once
#include <chrono>
#include <string>

namespace genauth {

// How the server is reached; part of both clients' options.
struct Connection {
  std::string host;  // "https://id.example.com"
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds timeout{10000};  // of a whole call
  std::string ca_file = {};                  // trusted certificates; empty: the system's
};

// How the application proves who it is when a user signs in; must be what is set for the application.
enum class TokenEndpointAuth { kClientSecretPost, kClientSecretBasic, kNone };

struct AuthenticationClientOptions {
  std::string host;
  std::string app_id;
  std::string app_secret = {};
  TokenEndpointAuth token_endpoint_auth = TokenEndpointAuth::kClientSecretPost;
  std::string access_token = {};  // of the user, where it is known already
  std::string language = {};      // of messages: zh-CN, en-US, zh-TW, ja-JP; empty: the server's choice
  std::string tenant_id = {};
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds timeout{10000};
  std::string ca_file = {};
};

struct ManagementClientOptions {
  std::string host;
  std::string access_key_id;
  std::string access_key_secret;
  std::string language = {};
  std::string tenant_id = {};
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds timeout{10000};
  std::string ca_file = {};
};

}  // namespace genauth
