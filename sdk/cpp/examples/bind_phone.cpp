// Signs up, signs in, binds a phone number and shows the profile, against a development server:
//   genauth_sdk_bind_phone DIR/dev.json USERNAME PHONE
#include <curl/curl.h>
#include <genauth/authentication_client.h>

#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(bytes, size * count);
  return size * count;
}

// The last code that the development server sent to this number; a real user reads it from the phone.
std::string code_from_inbox(const std::string& host, const std::string& dev_token, const std::string& phone) {
  std::string body;
  const std::string url = host + "/dev/messages?limit=1&to=%2B86" + phone;
  CURL* curl = curl_easy_init();
  curl_slist* headers = curl_slist_append(nullptr, ("authorization: Bearer " + dev_token).c_str());
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  curl_easy_perform(curl);
  curl_slist_free_all(headers);
  curl_easy_cleanup(curl);
  return boost::json::value_to<std::string>(boost::json::parse(body).at(0).at("code"));
}

void expect(const genauth::ResponseHead& answer, const char* step) {
  if (answer.ok()) return;
  std::cerr << step << ": " << answer.status_code << " " << answer.message << "\n";
  std::exit(1);
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) return std::cerr << "usage: " << words[0] << " DEV_JSON USERNAME PHONE\n", 2;
  std::ifstream file(words[1]);
  const auto facts = boost::json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
  const auto fact = [&](const char* name) { return boost::json::value_to<std::string>(facts.at(name)); };
  const std::string username = words[2], phone = words[3], password = "correct horse 7";

  genauth::AuthenticationClient client({
      .host = fact("host"),
      .app_id = fact("appId"),
      .app_secret = fact("appSecret"),
  });
  expect(client.sign_up_by_username_password(username, password), "sign up");
  const auto tokens = client.sign_in_by_username_password(username, password);
  expect(tokens, "sign in");
  client.set_access_token(tokens.data->access_token.value_or(""));

  expect(client.send_sms({.channel = "CHANNEL_BIND_PHONE", .phoneNumber = phone}), "send the code");
  const std::string code = code_from_inbox(fact("host"), fact("devToken"), phone);
  expect(client.bind_phone({.passCode = code, .phoneNumber = phone}), "bind the phone");

  const auto profile = client.get_profile({});
  expect(profile, "profile");
  std::cout << profile.data->username.value_or("") << " " << profile.data->phoneCountryCode.value_or("")
            << profile.data->phone.value_or("") << "\n";
}
