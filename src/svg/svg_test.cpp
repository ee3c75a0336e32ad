#include "svg/svg.h"

#include <doctest/doctest.h>

namespace genauth::svg {
namespace {

const std::string kOpen = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\">", kClose = "</svg>";

std::string kept(const std::string& inside) {
  const auto once = clean(kOpen + inside + kClose);
  REQUIRE(once);
  CHECK(clean(*once) == once);
  REQUIRE(once->starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
  const std::size_t from = once->find('>') + 1;
  return once->substr(from, once->size() - from - kClose.size());
}

}  // namespace

TEST_CASE("keeps what draws") {
  CHECK(kept("<path d=\"M0 0L8 8z\" fill=\"#123\"/>") == "<path d=\"M0 0L8 8z\" fill=\"#123\"></path>");
  CHECK(kept("<g transform=\"translate(1,2) rotate(45)\"><circle cx=\"4\" cy=\"4\" r=\"50%\" "
             "fill=\"url(#a)\"/></g>") ==
        "<g transform=\"translate(1,2) rotate(45)\"><circle cx=\"4\" cy=\"4\" fill=\"url(#a)\" "
        "r=\"50%\"></circle></g>");
  CHECK(kept("<linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"rgb(1,2,3)\"/></linearGradient>") ==
        "<linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"rgb(1,2,3)\"></stop></linearGradient>");
  CHECK(kept("<text x=\"1\">A &lt; B</text>") == "<text x=\"1\">A &lt; B</text>");
}

TEST_CASE("leaves out what runs, loads or links") {
  for (const char* inside :
       {"<script>alert(1)</script>", "<style>@import 'x'</style>",
        "<a href=\"https://e\"><path d=\"M0 0\"/></a>", "<image href=\"https://e/x.png\"/>",
        "<use href=\"https://e#x\"/>",
        "<foreignObject><p "
        "xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
        "<animate attributeName=\"href\"/>", "<set attributeName=\"onload\" to=\"alert(1)\"/>",
        "<filter id=\"f\"><feImage href=\"x\"/></filter>",
        "<iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"https://e\"/>",
        "<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>",
        "<path xmlns=\"urn:other\" d=\"M0 0\"/>"}) {
    CAPTURE(inside);
    CHECK(kept(inside).empty());
  }
  for (const char* attribute :
       {"onload=\"alert(1)\"", "style=\"fill:url(https://e)\"", "fill=\"url(https://e)\"",
        "fill=\"url(//e#a)\"", "fill=\"url(#a) url(https://e)\"", "fill=\"u&#114;l(https://e)\"",
        "fill=\"javascript:x\"", "class=\"a\"",
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"https://e\"", "fill=\"image(x)\"",
        "font-family=\"'&lt;script&gt;'\"", "d=\"M0 0&quot; onload=&quot;x\""}) {
    CAPTURE(attribute);
    CHECK(kept("<path " + std::string(attribute) + "/>") == "<path></path>");
  }
}

TEST_CASE("refuses what is no drawing") {
  CHECK_FALSE(clean(""));
  CHECK_FALSE(clean("<html/>"));
  CHECK_FALSE(clean("<svg/>"));
  CHECK_FALSE(clean("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + kOpen + "<text>&a;</text>" + kClose));
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "<g>";
  for (int i = 0; i < 40; ++i) deep += "</g>";
  CHECK_FALSE(clean(kOpen + deep + kClose));
  std::string many = kOpen;
  for (int i = 0; i < 10'001; ++i) many += "<g/>";
  CHECK_FALSE(clean(many + kClose));
}

}  // namespace genauth::svg
