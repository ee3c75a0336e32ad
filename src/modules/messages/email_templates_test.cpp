#include "modules/messages/email_templates.h"

#include <doctest/doctest.h>

#include "gen/errors/messaging.h"

namespace genauth::messages {
namespace {

const Values kValues = {{"user", "<b>Ada</b>\r\nBcc: x@example.com"}, {"verify_code", "123456"}};

std::string html(std::string_view engine, std::string_view text) {
  const auto made = render(engine, text, kValues, Place::kHtml);
  return made ? *made : "refused: " + made.error().arg();
}

TEST_CASE("puts values in place of variables") {
  CHECK(html("handlebar", "Code {{verify_code}}, {{ verify_code }}!") == "Code 123456, 123456!");
  CHECK(html("ejs", "Code <%= verify_code %>, <%-verify_code%>!") == "Code 123456, 123456!");
  CHECK(html("handlebar", "{{nobody_knows}}|") == "|");
  CHECK(html("handlebar", "<%= verify_code %>") == "<%= verify_code %>");
  CHECK(html("ejs", "{{verify_code}}") == "{{verify_code}}");
}

TEST_CASE("no value brings HTML into a mail, however it is asked for") {
  const std::string escaped = "&lt;b&gt;Ada&lt;/b&gt;  Bcc: x@example.com";
  CHECK(html("handlebar", "{{user}}") == escaped);
  CHECK(html("handlebar", "{{{user}}}") == escaped);
  CHECK(html("ejs", "<%= user %>") == escaped);
  CHECK(html("ejs", "<%- user %>") == escaped);
}

TEST_CASE("no value brings a second line into a head") {
  const auto made = render("handlebar", "Dear {{user}}\n!", kValues, Place::kLine);
  REQUIRE(made);
  CHECK(*made == "Dear <b>Ada</b>  Bcc: x@example.com !");
}

TEST_CASE("understands nothing but variables") {
  for (const char* text : {"{{#if user}}", "{{/if}}", "{{> part}}", "{{user.name}}", "{{user", "{{}}",
                           "{{ }}", "{{a b}}", "{{__proto__.x}}", "{{1}}"})
    CHECK(html("handlebar", text).starts_with("refused"));
  for (const char* text :
       {"<% evil() %>", "<%= process.exit() %>", "<%= a + b %>", "<%= user", "<%=%>", "<%# x %>"})
    CHECK(html("ejs", text).starts_with("refused"));
}

TEST_CASE("every channel has words that can be understood") {
  for (const Kind& kind : kinds())
    for (const auto language : {locale::Language::kZhCn, locale::Language::kEnUs}) {
      const EmailTemplate words = usual(kind, language);
      CHECK(render("handlebar", words.content, kValues, Place::kHtml));
      CHECK(render("handlebar", words.subject, kValues, Place::kLine));
    }
  CHECK(kind_of_channel("CHANNEL_LOGIN") == kind_of("LOGIN_VERIFY_CODE"));
  CHECK(kind_of_channel("CHANNEL_DELETE_ACCOUNT") == nullptr);
}

}  // namespace
}  // namespace genauth::messages
