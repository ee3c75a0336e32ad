// Registration (RFC 7591, 7592) and clients that are known by their address.
#include "oidc/client_lookup.h"
#include "oidc/memory_registry.h"
#include "oidc/testing.h"

using namespace genauth::oidc;
using namespace genauth::oidc::testing;

namespace {

const char* const kMetadata = R"({"redirect_uris":["https://client.example/cb"],"client_name":"Client"})";

struct Registering : World {
  MemoryRegistry registry{memory};

  Registering() { ports.registry = &registry; }

  Request request(std::string_view method, std::string_view body, std::string_view authorization = {}) {
    Request made = post({}, authorization);
    made.method = method;
    made.body = body;
    return made;
  }
  Response create(std::string_view body = kMetadata) { return registration(request("POST", body), ports); }
  Response configure(std::string_view method, std::string_view body = {},
                     std::string_view authorization = "Bearer reg-token") {
    Request made = request(method, body, authorization);
    made.subject = "client0";
    return client_configuration(made, ports);
  }
};

}  // namespace

TEST_CASE("registration: answers with what the client is now") {
  Registering world;
  const Response made = world.create();
  CHECK(made.status == 201);
  CHECK(says(made, R"("client_id":"client0")"));
  CHECK(says(made, R"("client_secret":"secret0","client_secret_expires_at":0)"));
  CHECK(says(made, R"("registration_access_token":"reg-token")"));
  CHECK(says(made, R"("registration_client_uri":"https://demo.example.com/oidc/reg/client0")"));
  CHECK(says(made, R"("grant_types":["authorization_code"])"));
  CHECK(header(made, "Cache-Control") == "no-store");
}

TEST_CASE("registration: a public client and one with keys get no secret") {
  Registering world;
  const Response made =
      world.create(R"({"redirect_uris":["https://client.example/cb"],"token_endpoint_auth_method":"none"})");
  CHECK(made.status == 201);
  CHECK_FALSE(says(made, "client_secret\""));
}

TEST_CASE("registration: where it is off, or with bad metadata, nothing is made") {
  Registering world;
  CHECK(is_error(world.create("{}"), 400, "invalid_redirect_uri"));
  CHECK(is_error(world.create("x"), 400, "invalid_client_metadata"));
  world.registry.allowed.registers = false;
  CHECK(is_error(world.create(), 404, "invalid_request"));
  CHECK(is_error(world.create("x"), 404, "invalid_request"));
  world.ports.registry = nullptr;
  CHECK(is_error(world.create(), 404, "invalid_request"));
  CHECK(world.registry.clients.empty());
}

TEST_CASE("registration: a client reads, changes and removes itself with its token alone") {
  Registering world;
  world.create();
  CHECK(says(world.configure("GET"), R"("client_name":"Client")"));
  for (const char* method : {"GET", "PUT", "DELETE"}) {
    const Response refused = world.configure(method, kMetadata, "Bearer wrong");
    CHECK(is_error(refused, 401, "invalid_token"));
    CHECK(header(refused, "WWW-Authenticate").starts_with("Bearer"));
    CHECK(is_error(world.configure(method, kMetadata, ""), 401, "invalid_token"));
  }
  const std::string next =
      R"({"client_id":"client0","redirect_uris":["https://client.example/cb2"],"client_secret":"secret0"})";
  const Response changed = world.configure("PUT", next);
  CHECK(changed.status == 200);
  CHECK(says(changed, "https://client.example/cb2"));
  CHECK_FALSE(says(changed, "client_name"));
  CHECK(world.configure("DELETE").status == 204);
  CHECK(is_error(world.configure("GET"), 401, "invalid_token"));
  CHECK(world.configure("POST").status == 405);
}

TEST_CASE("registration: a change names the client itself and nothing that is ours to say") {
  Registering world;
  world.create();
  const std::string rest = R"(,"redirect_uris":["https://client.example/cb"]})";
  for (const char* wrong :
       {R"({"x":1)", R"({"client_id":"other")", R"({"client_id":"client0","client_secret":"made up")",
        R"({"client_id":"client0","registration_access_token":"t")",
        R"({"client_id":"client0","client_id_issued_at":1)"}) {
    CAPTURE(wrong);
    CHECK(is_error(world.configure("PUT", wrong + rest), 400, "invalid_client_metadata"));
  }
}

TEST_CASE("client lookup: addresses of documents, and what two readers could take for different places") {
  CHECK(is_document_id("https://client.example/app.json"));
  CHECK(is_document_id("https://client.example/a/b?v=1"));
  for (const char* id :
       {"https://client.example", "https://client.example/", "http://client.example/app.json",
        "https://client.example/a/../b", "https://client.example/./a", "https://client.example/a/%2e%2e/b",
        "https://user@client.example/a", "https://client.example/a#b", "https://client.example?a/b",
        "https:///a", "client", ""}) {
    CAPTURE(id);
    CHECK_FALSE(is_document_id(id));
  }
}

TEST_CASE("client lookup: a stranger is served at the addresses of its realm, others at their own") {
  Registering world;
  Client& stranger = world.memory.known_clients["stranger"] = world.memory.known_clients["public"];
  stranger.id = "stranger";
  stranger.always_consent = true;
  Request request = post({});
  request.client_id = "post";
  CHECK(find_client(request, "stranger", world.ports));
  CHECK_FALSE(find_client(request, "public", world.ports));
  stranger.realm = "elsewhere";
  CHECK_FALSE(find_client(request, "stranger", world.ports));
}

TEST_CASE("client lookup: an address without an application serves one realm") {
  Registering world;
  Request request = post({});
  CHECK(find_client(request, "public", world.ports));
  request.realm = world.memory.known_clients["public"].realm;
  CHECK(find_client(request, "public", world.ports));
  request.realm = "elsewhere";
  CHECK_FALSE(find_client(request, "public", world.ports));
}

TEST_CASE("client lookup: a document is fetched only where that is allowed") {
  Registering world;
  const char* const address = "https://client.example/app.json";
  const Request request = post({});
  CHECK_FALSE(find_client(request, address, world.ports));
  CHECK(find_client(request, address, world.ports, Fetch::kIfNeeded).value().id == address);
  CHECK(find_client(request, address, world.ports));
  world.ports.registry = nullptr;
  CHECK_FALSE(find_client(request, address, world.ports, Fetch::kIfNeeded));
}

TEST_CASE("discovery: speaks of registration, documents and resources where the realm has them") {
  Registering world;
  Request request = post({});
  request.method = "GET";
  world.registry.allowed = {true, true, {"https://api.example/a"}};
  const Response open = discovery(request, world.ports);
  CHECK(says(open, R"("registration_endpoint":"https://demo.example.com/oidc/reg")"));
  CHECK(says(open, R"("client_id_metadata_document_supported":true)"));
  CHECK(says(open, R"("protected_resources":["https://api.example/a"])"));
  world.registry.allowed = {};
  const Response shut = discovery(request, world.ports);
  CHECK_FALSE(says(shut, "registration_endpoint"));
  CHECK(says(shut, R"("client_id_metadata_document_supported":false)"));
}
