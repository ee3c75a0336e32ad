#include "net/tls.h"

#include <doctest/doctest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>

#include "net/test_caller.h"
#include "net/test_server.h"

using namespace genauth;
using namespace genauth::net;

namespace {

template <class T, void (*kFree)(T*)>
struct Free {
  void operator()(T* object) const { kFree(object); }
};
template <class T, void (*kFree)(T*)>
using Owned = std::unique_ptr<T, Free<T, kFree>>;

// A self-signed certificate for `name` and its key, written over certificate.pem and key.pem of a folder.
class TestCertificate {
 public:
  TestCertificate() {
    char path[] = "/tmp/genauth-tls-XXXXXX";
    folder_ = mkdtemp(path);
  }
  ~TestCertificate() { std::filesystem::remove_all(folder_); }
  TestCertificate(const TestCertificate&) = delete;
  TestCertificate& operator=(const TestCertificate&) = delete;

  void issue(const char* name) const {
    const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
    const Owned<X509, X509_free> certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name), -1,
                               -1, 0);
    X509_set_issuer_name(certificate.get(), subject);
    X509_set_pubkey(certificate.get(), key.get());
    REQUIRE(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
    with_file("certificate.pem", [&](FILE* file) { PEM_write_X509(file, certificate.get()); });
    with_file("key.pem", [&](FILE* file) {
      PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }
  std::string certificate_file() const { return folder_ + "/certificate.pem"; }
  std::string key_file() const { return folder_ + "/key.pem"; }

 private:
  template <class Write>
  void with_file(const char* name, Write write) const {
    FILE* file = std::fopen((folder_ + "/" + name).c_str(), "w");
    REQUIRE(file != nullptr);
    write(file);
    std::fclose(file);
  }
  std::string folder_;
};

// A TLS connection over a TestCaller's socket.
class TlsCaller {
 public:
  TlsCaller(std::uint16_t port, int version)
      : caller_(port), context_(SSL_CTX_new(TLS_client_method())), ssl_(SSL_new(context_.get())) {
    SSL_set_min_proto_version(ssl_.get(), version);
    SSL_set_max_proto_version(ssl_.get(), version);
    static constexpr unsigned char kProtocols[] = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(ssl_.get(), kProtocols, sizeof kProtocols - 1);
    SSL_set_fd(ssl_.get(), caller_.descriptor());
    connected_ = SSL_connect(ssl_.get()) == 1;
  }
  bool is_connected() const { return connected_; }
  std::string server_name() const {
    const Owned<X509, X509_free> certificate(SSL_get1_peer_certificate(ssl_.get()));
    char name[64] = "";
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name, sizeof name);
    return name;
  }
  std::string protocol() const {
    const unsigned char* chosen = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &chosen, &size);
    return {reinterpret_cast<const char*>(chosen), size};
  }
  // The response's whole text, if it is `size` bytes of body long.
  std::string ask(std::string_view request, std::size_t size) {
    SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size()));
    std::string response;
    char bytes[16 * 1024];
    while (response.find("\r\n\r\n") == std::string::npos || body_of(response).size() < size) {
      const int count = SSL_read(ssl_.get(), bytes, sizeof bytes);
      if (count <= 0) break;
      response.append(bytes, static_cast<std::size_t>(count));
    }
    return response;
  }
  bool is_closed_politely() {
    char byte = 0;
    return SSL_read(ssl_.get(), &byte, 1) == 0 && SSL_get_error(ssl_.get(), 0) == SSL_ERROR_ZERO_RETURN;
  }

 private:
  TestCaller caller_;
  Owned<SSL_CTX, SSL_CTX_free> context_;
  Owned<SSL, SSL_free> ssl_;
  bool connected_ = false;
};

Options tls_options(const TestCertificate& certificate) {
  Options options;
  options.listen = {{.address = "127.0.0.1:0", .tls = true}};
  options.tls_certificate_file = certificate.certificate_file();
  options.tls_key_file = certificate.key_file();
  return options;
}

constexpr std::string_view kGet = "GET /t HTTP/1.1\r\nHost: h\r\n\r\n";

}  // namespace

TEST_CASE("refuses a certificate that is missing or does not belong to the key") {
  TestCertificate one, other;
  CHECK(load_tls("/nonexistent", "/nonexistent").error().detail().find("cannot read the certificate") == 0);
  one.issue("one");
  other.issue("other");
  CHECK(load_tls(one.certificate_file(), one.key_file()));
  CHECK_FALSE(load_tls(one.certificate_file(), other.key_file()));
  CHECK_FALSE(load_tls(one.certificate_file(), "/nonexistent"));
  Options options = tls_options(one);
  options.tls_key_file = other.key_file();
  CHECK_FALSE(Server(options, echo).start());
}

TEST_CASE("TLS 1.2 and 1.3 are spoken, older versions and plain HTTP are not") {
  TestCertificate certificate;
  certificate.issue("first.test");
  Running running(
      [](const std::shared_ptr<Exchange>& exchange) {
        CHECK(exchange->request().is_tls());
        echo(exchange);
      },
      tls_options(certificate));
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsCaller caller(running.port, version);
    REQUIRE(caller.is_connected());
    CHECK(caller.protocol() == "http/1.1");
    for (int i = 0; i < 3; ++i) CHECK(body_of(caller.ask(kGet, 11)) == "GET /t? h []");
  }
  CHECK_FALSE(TlsCaller(running.port, TLS1_1_VERSION).is_connected());
  TestCaller plain(running.port);
  CHECK(plain.send(kGet));
  CHECK(plain.is_closed_by_server());
  CHECK(plain.rest().find("HTTP") == std::string::npos);
  CHECK(running.server.stats().tls_failures == 2);
}

TEST_CASE("a long answer, and one from another thread, pass through TLS") {
  TestCertificate certificate;
  certificate.issue("first.test");
  static const std::string kLong(3 << 20, 'x');
  std::vector<std::thread> threads;
  Running running(
      [&](std::shared_ptr<Exchange> exchange) {
        threads.emplace_back(
            [exchange = std::move(exchange)] { exchange->respond({.static_body = kLong, .close = true}); });
      },
      tls_options(certificate));
  TlsCaller caller(running.port, TLS1_3_VERSION);
  CHECK(body_of(caller.ask(kGet, kLong.size())) == kLong);
  CHECK(caller.is_closed_politely());
  for (std::thread& thread : threads) thread.join();
}

TEST_CASE("a reload serves the new certificate to new connections and keeps the old ones open") {
  TestCertificate certificate;
  certificate.issue("first.test");
  Running running(echo, tls_options(certificate));
  TlsCaller before(running.port, TLS1_3_VERSION);
  CHECK(before.server_name() == "first.test");
  certificate.issue("second.test");
  CHECK(running.server.reload_tls());
  TlsCaller after(running.port, TLS1_3_VERSION);
  CHECK(after.server_name() == "second.test");
  CHECK(body_of(before.ask(kGet, 11)) == "GET /t? h []");
  std::filesystem::remove(certificate.key_file());
  CHECK_FALSE(running.server.reload_tls());
  CHECK(TlsCaller(running.port, TLS1_3_VERSION).server_name() == "second.test");
}

TEST_CASE("a handshake that does not end is cut off") {
  TestCertificate certificate;
  certificate.issue("first.test");
  Options options = tls_options(certificate);
  options.limits.handshake_timeout_ms = 40;
  Running running(echo, options);
  TestCaller caller(running.port);
  CHECK(caller.send("\x16\x03\x01"));
  CHECK(caller.is_closed_by_server());
}
