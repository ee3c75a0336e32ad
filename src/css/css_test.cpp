#include "css/css.h"

#include <doctest/doctest.h>

namespace genauth::css {
namespace {

std::string kept(std::string_view sheet) {
  const auto cleaned = clean(sheet);
  REQUIRE(cleaned);
  const auto again = clean(cleaned->text);
  REQUIRE(again);
  CHECK(again->text == cleaned->text);
  CHECK(again->dropped.empty());
  return cleaned->text;
}

}  // namespace

TEST_CASE("keeps rules, groups and animations") {
  CHECK(kept(".card{color:#123;margin:0 -1px}") == ".card{color:#123;margin:0 -1px}\n");
  CHECK(kept("h1 , .a > b:hover::before { content : \"\\2713  x\" ; }") ==
        "h1 , .a > b:hover::before{content:\"\u2713 x\"}\n");
  CHECK(kept("@media (max-width: 30rem) { .card { padding: calc(1rem + 2px) !important } }") ==
        "@media (max-width: 30rem){\n.card{padding:calc(1rem + 2px) !important}\n}\n");
  CHECK(kept("@KEYFRAMES spin { from { opacity: 0 } 50.5%, to { opacity: 1 } }") ==
        "@keyframes spin{\nfrom{opacity:0}\n50.5%, to{opacity:1}\n}\n");
  CHECK(kept("@supports (display: grid) and (not (color: #fff)) { a { color: rgb(1 2 3 / 50%) } }") ==
        "@supports (display: grid) and (not (color: #fff)){\na{color:rgb(1 2 3 / 50%)}\n}\n");
  CHECK(kept("li:nth-child(2n-1):not(.a, .b) { --Own: 1.5e3px }") ==
        "li:nth-child(2n-1):not(.a, .b){--Own:1.5e3px}\n");
  CHECK(kept(":root { color-scheme: dark; grid-template-columns: [a] 1fr [b] }") ==
        ":root{color-scheme:dark;grid-template-columns:[a] 1fr [b]}\n");
}

TEST_CASE("keeps pictures that stand in the text, and no other address") {
  CHECK(kept("a{background:url(data:image/png;base64,AA+/=)}") ==
        "a{background:url(\"data:image/png;base64,AA+/=\")}\n");
  for (const char* value : {"url(https://evil.example/x)",
                            "url('https://evil.example/x')",
                            "url(//evil.example)",
                            "url(/x)",
                            "url(x.png)",
                            "url(data:image/svg+xml;base64,AA)",
                            "url(data:text/html;base64,AA)",
                            "url(javascript:1)",
                            "URL(https://e)",
                            "\\75rl(https://e)",
                            "u\\72 l(https://e)",
                            "url(  'https://e'  )",
                            "url('data:image/png;base64,AA' x)",
                            "url('data:image/png;base64,AA\\22)')",
                            "image-set('https://e' 1x)",
                            "-webkit-image-set(url(x) 1x)",
                            "cross-fade(url(x), red)",
                            "src('https://e')",
                            "image('https://e')",
                            "element(#a)",
                            "paint(x)",
                            "attr(value)",
                            "expression(alert(1))",
                            "env(x)",
                            "var(--x, url(https://e))",
                            "url(https://e",
                            "url(a b)"}) {
    CAPTURE(value);
    CHECK(kept("a{background:" + std::string(value) + "}").find("background") == std::string::npos);
  }
}

TEST_CASE("drops @import and every other rule that loads") {
  for (const char* rule :
       {"@import 'https://evil.example/x.css';", "@import url(https://e);", "@\\69mport 'https://e';",
        "@IMPORT 'https://e' layer(x) supports(display: grid);", "@import 'x'", "@charset 'utf-8';",
        "@namespace svg url(https://e);", "@font-face{font-family:x;src:url(https://e)}", "@page{margin:0}",
        "@layer a{b{c:d}}", "@container (width > 1px){a{b:c}}", "@scope (a){b{c:d}}",
        "@document url(https://e){a{b:c}}", "@property --x{syntax:'*';inherits:false}",
        "@counter-style x{symbols:url(https://e)}", "@supports selector(input[value^=a]){a{b:c}}",
        "@media url(https://e){a{b:c}}"}) {
    CAPTURE(rule);
    CHECK(kept(std::string(rule) + " p{color:red}").find("evil") == std::string::npos);
    CHECK(kept(std::string(rule)).empty());
  }
}

TEST_CASE("drops attribute selectors, which could tell what is typed into a field") {
  for (const char* selector : {"input[value^=a]", "input[value^=\"a\"]", "[type=password]",
                               ":has(input[value$='9'])", ":is([value])", "a[b]", "input\\[value]", "*|*[x]",
                               "a:not([value])", ":host-context([x])", "x:nth-child(1 of [v])"}) {
    CAPTURE(selector);
    CHECK(kept(std::string(selector) + "{color:red}").find('[') == std::string::npos);
  }
}

TEST_CASE("an escape cannot smuggle a bracket, a quote or the end of a string") {
  CHECK(kept("\\5b a{color:red}") == "\\5b a{color:red}\n");  // an element of that name: none has it
  CHECK(kept("a{content:\"\\22 }b{c:d}\"}") == "a{content:\"\\22 }b{c:d}\"}\n");
  CHECK(kept("a{content:\"</style>\"}") == "a{content:\"\\3c /style>\"}\n");
  CHECK(kept("a{content:'\\\\'}b{color:red}") == "a{content:\"\\5c \"}\nb{color:red}\n");
  CHECK(kept("a\\{b{color:red}") == "a\\7b b{color:red}\n");
  CHECK(kept("a{color:red\\;background:url(x)}").empty());
}

TEST_CASE("comments part tokens and carry nothing") {
  CHECK(kept("a/**/b{color:red/*}*/;}/* @import 'x' */") == "a b{color:red}\n");
  CHECK(kept("<!-- a{color:red} -->") == "a{color:red}\n");
  CHECK(kept("a{background:u/**/rl(https://e)}").empty());
  CHECK(kept("@im/**/port 'x';").empty());
  CHECK(kept("a{color:red}/* without an end @import").find("import") == std::string::npos);
}

TEST_CASE("drops nested rules, broken ones and what runs code in old browsers, and keeps what follows") {
  CHECK(kept("a{color:red;&:hover{color:blue};margin:0}") == "a{color:red;margin:0}\n");
  CHECK(kept("a{behavior:x;-moz-binding:y;color:red}") == "a{color:red}\n");
  CHECK(kept("a{filter:progid:DXImageTransform.Microsoft.Alpha(opacity=50);color:red}") == "a{color:red}\n");
  CHECK(kept("a{color:red").empty());
  CHECK(kept("a{color:'x\n;margin:0}p{color:red}") == "a{margin:0}\np{color:red}\n");
  CHECK(kept("}a{color:red}").find("}a") == std::string::npos);
  CHECK(kept("a{color:)}p{margin:0}") == "p{margin:0}\n");
  CHECK(kept("a(b{color:red}").empty());
}

TEST_CASE("says what it left out") {
  const auto cleaned = clean("@import 'x'; a[b]{c:d} e{background:url(f)}");
  REQUIRE(cleaned);
  CHECK(cleaned->dropped ==
        std::vector<std::string>{"an at-rule that is not taken: @import \"x\"",
                                 "a selector that is not taken: a[b]",
                                 "a declaration that is not taken: background:url(\"f\")"});
}

TEST_CASE("refuses what is too long, too deep or no text") {
  CHECK_FALSE(clean(std::string(kBytesMax + 1, ' ')));
  CHECK_FALSE(clean("a{content:'\xff'}"));
  CHECK_FALSE(clean("a{b:" + std::string(40, '(') + "}"));
  std::string deep = "a{color:red}";
  for (int i = 0; i < 8; ++i) deep = "@media screen{" + deep + "}";
  CHECK_FALSE(clean(deep));
  CHECK(clean(std::string(kBytesMax, '{')) == std::nullopt);
}

}  // namespace genauth::css
