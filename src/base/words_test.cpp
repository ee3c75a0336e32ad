#include "base/words.h"

#include <doctest/doctest.h>

#include "base/html.h"

using namespace genauth;

TEST_CASE("words are what stands between spaces, however many there are") {
  CHECK(split_words("  openid  profile ") == std::vector<std::string>{"openid", "profile"});
  CHECK(split_words("").empty());
  CHECK(split_words("   ").empty());
  CHECK(join_words(split_words(" a  b ")) == "a b");
  CHECK(join_words({"a", "b"}, "+") == "a+b");
  CHECK(join_words({}).empty());
}

TEST_CASE("a word is found whole, and added once") {
  CHECK(has_word("openid profile", "profile"));
  CHECK_FALSE(has_word("openid profile", "prof"));
  CHECK_FALSE(has_word("openid", ""));
  CHECK(with_words("openid", "profile openid  email profile") == "openid profile email");
  CHECK(with_words("", "email") == "email");
}

TEST_CASE("text in HTML closes no element and no attribute") {
  CHECK(escape_html(R"(<a href="x" id='y'>&</a>)") ==
        "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
}
