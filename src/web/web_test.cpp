#include "web/web.h"

#include <doctest/doctest.h>

#include "web/archive.h"

namespace genauth::web {
namespace {

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// The addresses that a page loads by itself.
std::vector<std::string> loaded(std::string_view page) {
  std::vector<std::string> found;
  for (std::size_t at = 0; (at = page.find("\"/login-assets/", at)) != std::string_view::npos;) {
    const auto end = page.find('"', at + 1);
    found.emplace_back(page.substr(at + 1, end - at - 1));
    at = end;
  }
  return found;
}

}  // namespace

TEST_CASE("knows nothing but the files of the bundle") {
  CHECK_FALSE(asset(""));
  CHECK_FALSE(asset("/login-assets/"));
  CHECK_FALSE(asset("/login-assets/../login-assets/login.js"));
  CHECK_FALSE(asset("/login-assets/manifest.json"));
  for (const docs::Entry& entry : entries()) {
    CAPTURE(entry.path);
    const auto answer = asset(entry.path);
    REQUIRE(answer);
    CHECK_FALSE(answer->content_type.empty());
    CHECK(docs::plain(*answer).size() == entry.plain_size);
  }
}

TEST_CASE("the page of each language loads files of the bundle, and its own words") {
  for (const auto make : {login_page, account_page}) {
    for (const auto* language : {"zh-CN", "zh-TW", "en-US", "ja-JP"}) {
      CAPTURE(language);
      const std::string page = make({language, "Shop", "", "{}"});
      CHECK(holds(page, std::string("<html lang=\"") + language + "\""));
      const auto files = loaded(page);
      CHECK(files.size() >= 4);  // style, what both pages share, words, script
      for (const std::string& file : files) {
        CAPTURE(file);
        CHECK(asset(file));
      }
      CHECK(holds(page, std::string("\"/login-assets/") + language + "-"));
    }
    CHECK(holds(make({"fr-FR", "", "", ""}), "<html lang=\"en-US\""));
  }
}

TEST_CASE("the first load is at most 120 KB, gzipped, with its style") {
  for (const auto shells : {login_shells(), account_shells()}) {
    for (const Shell& shell : shells) {
      std::size_t total = shell.html.size();
      for (const std::string& file : loaded(shell.html)) total += asset(file)->gzip.size();
      CAPTURE(total);
      CHECK(total <= 120'000);
    }
  }
}

TEST_CASE("a page holds no script and no style of its own") {
  for (const auto shells : {login_shells(), account_shells()}) {
    for (const Shell& shell : shells) {
      CHECK_FALSE(holds(shell.html, "<style"));
      CHECK_FALSE(holds(shell.html, " style="));
      CHECK_FALSE(holds(shell.html, "<script>"));
      CHECK_FALSE(holds(shell.html, "//"));  // nothing from another host
    }
  }
}

TEST_CASE("names and data of an application cannot become markup") {
  const std::string page =
      login_page({"en-US", "<b>\"Shop\" & Co", "/x.css?a=\"&b", "{\"a\":\"</script><!--\"}"});
  CHECK(holds(page, "<span>&lt;b&gt;&quot;Shop&quot; &amp; Co</span>"));
  CHECK(holds(page, "<link rel=\"stylesheet\" href=\"/x.css?a=&quot;&amp;b\">"));
  CHECK(holds(page, "id=\"shell\">{\"a\":\"\\u003c/script>\\u003c!--\"}</script>"));
}

TEST_CASE("a name that looks like a mark fills nothing") {
  const std::string page = login_page({"en-US", "<!--shell-->", "", "{\"application\":{}}"});
  CHECK(holds(page, "<span>&lt;!--shell--&gt;</span>"));
  CHECK(holds(page, "id=\"shell\">{\"application\":{}}</script>"));
}

}  // namespace genauth::web
