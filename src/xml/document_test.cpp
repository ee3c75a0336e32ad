#include "xml/document.h"

#include <doctest/doctest.h>

using namespace genauth;

TEST_CASE("elements, texts and attributes are found by namespace and name") {
  const auto document = xml::Document::parse(
      "<a:x xmlns:a='urn:a' k='&lt;1'><a:y>one</a:y><y>other</y><a:y><![CDATA[t<wo]]></a:y></a:x>");
  REQUIRE(document);
  const xml::Element root = document->root();
  CHECK(root.is("urn:a", "x"));
  CHECK(root.attribute("k") == "<1");
  CHECK_FALSE(root.attribute("missing"));
  CHECK(root.children().size() == 3);
  REQUIRE(root.children("urn:a", "y").size() == 2);
  CHECK(root.children("urn:a", "y").back().text() == "t<wo");
  CHECK(root.child("", "y").text() == "other");
  CHECK(root.child("", "y").parent() == root);
  CHECK(root.text().empty());  // it holds elements
  CHECK_FALSE(root.child("urn:b", "y"));
  CHECK(document->elements().size() == 4);
}

TEST_CASE("comment truncation: a text goes on behind a comment and a processing instruction") {
  const auto document = xml::Document::parse("<a>one<!-- x -->two<?p i?>three</a>");
  REQUIRE(document);
  CHECK(document->root().text() == "onetwothree");
}

TEST_CASE("XXE: nothing with a DTD is read, in no encoding") {
  for (const char* text :
       {"<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
        "<?xml version='1.0' encoding='UTF-16'?><a>&e;</a>", "<a>&e;</a>"}) {
    CAPTURE(text);
    CHECK_FALSE(xml::Document::parse(text));
  }
}

TEST_CASE("what is not well-formed, not UTF-8, too deep or too large is refused") {
  for (const char* text : {"", " ", "a", "<a>", "<a></b>", "<a/><b/>", "<a>\xff</a>", "<a b='1' b='2'/>"}) {
    CAPTURE(text);
    CHECK_FALSE(xml::Document::parse(text));
  }
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep.append("<a>");
  CHECK_FALSE(xml::Document::parse(deep));
  CHECK_FALSE(xml::Document::parse("<a>" + std::string(xml::kBytesMax, 'x') + "</a>"));
}

TEST_CASE("text is escaped for attributes and elements") {
  CHECK(xml::escaped("<a b=\"c\">'&") == "&lt;a b=&quot;c&quot;&gt;&apos;&amp;");
}
