#include "css/css.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/encoding.h"
#include "css/tokens.h"

namespace genauth::css {
namespace {

constexpr std::size_t kDepthMax = 16, kShownMax = 80;

// What computes a value out of what stands in it, and loads nothing.
constexpr std::string_view kValueFunctions =
    " abs acos asin atan atan2 blur brightness calc circle clamp color color-mix conic-gradient "
    "contrast cos cubic-bezier drop-shadow ellipse exp fit-content grayscale hsl hsla hue-rotate hwb "
    "hypot inset invert lab lch light-dark linear linear-gradient log matrix matrix3d max min minmax "
    "mod oklab oklch opacity perspective polygon pow radial-gradient rem repeat "
    "repeating-conic-gradient repeating-linear-gradient repeating-radial-gradient rgb rgba rotate "
    "rotate3d rotatex rotatey rotatez round saturate scale scale3d scalex scaley sepia sign sin skew "
    "skewx skewy sqrt steps tan translate translate3d translatex translatey translatez var ";
constexpr std::string_view kSelectorFunctions =
    " dir has is lang not nth-child nth-last-child nth-last-of-type nth-of-type where ";
// Of browsers that ran scripts or loaded documents by them.
constexpr std::string_view kBadProperties = " -moz-binding -ms-behavior behavior ";
constexpr auto kPictures =
    std::to_array<std::string_view>({"data:image/png;base64,", "data:image/jpeg;base64,",
                                     "data:image/gif;base64,", "data:image/webp;base64,"});

// Names with a blank on both sides of each.
bool is_in(std::string_view all, std::string_view name) {
  return !name.empty() && name.find(' ') == std::string_view::npos &&
         all.find(" " + std::string(name) + " ") != std::string_view::npos;
}

using Tokens = std::span<const Token>;

Tokens trimmed(Tokens tokens) {
  while (!tokens.empty() && tokens.front().kind == Kind::kSpace) tokens = tokens.subspan(1);
  while (!tokens.empty() && tokens.back().kind == Kind::kSpace) tokens = tokens.first(tokens.size() - 1);
  return tokens;
}

std::string text_of(Tokens tokens) {
  std::string text;
  for (const Token& token : tokens) write(text, token);
  return text;
}

// A picture in the text itself: nobody is asked for it.
bool is_picture(std::string_view address) {
  const auto known =
      std::ranges::find_if(kPictures, [&](std::string_view each) { return address.starts_with(each); });
  if (known == kPictures.end()) return false;
  return std::ranges::all_of(address.substr(known->size()), [](char c) {
    const char letter = static_cast<char>(c | 0x20);
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
  });
}

class Cleaner {
 public:
  explicit Cleaner(const std::vector<Token>& tokens) : all_(tokens) {}

  std::optional<Cleaned> run() {
    rules(Tokens(all_), 0, false);
    if (is_too_deep_) return std::nullopt;
    return std::move(out_);
  }

 private:
  // §5.4.8: the index behind what closes the block that begins at `from`; the size where nothing does.
  std::size_t block_end(Tokens tokens, std::size_t from) {
    std::string open;
    for (std::size_t i = from; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      if (token.kind == Kind::kFunction || token.is('(')) open += ')';
      if (token.is('[')) open += ']';
      if (token.is('{')) open += '}';
      if (open.size() > kDepthMax) is_too_deep_ = true;
      if (open.empty() || !token.is(open.back())) continue;
      open.pop_back();
      if (open.empty()) return i + 1;
    }
    return tokens.size();
  }
  bool is_closed(Tokens tokens, std::size_t from, std::size_t end) const {
    const char closing = tokens[from].is('{') ? '}' : tokens[from].is('[') ? ']' : ')';
    return end > from + 1 && tokens[end - 1].is(closing);
  }

  bool opens(const Token& token) const {
    return token.kind == Kind::kFunction || token.is('(') || token.is('[') || token.is('{');
  }

  // The index of the first such delimiter that stands in no block.
  std::size_t find(Tokens tokens, std::size_t from, std::string_view delims) {
    for (std::size_t i = from; i < tokens.size();) {
      const Token& token = tokens[i];
      if (token.kind == Kind::kDelim && delims.find(token.text) != std::string_view::npos) return i;
      i = opens(token) ? block_end(tokens, i) : i + 1;
    }
    return tokens.size();
  }

  bool is_balanced(Tokens tokens) {
    for (std::size_t i = 0; i < tokens.size();) {
      if (!opens(tokens[i])) {
        if (tokens[i].is(')') || tokens[i].is(']') || tokens[i].is('}')) return false;
        ++i;
        continue;
      }
      const std::size_t end = block_end(tokens, i);
      if (!is_closed(tokens, i, end) || !is_balanced(tokens.subspan(i + 1, end - i - 2))) return false;
      i = end;
    }
    return true;
  }

  void drop(Tokens what, std::string_view why) {
    if (out_.dropped.size() >= kDroppedMax) return;
    std::string text = text_of(trimmed(what));
    if (text.size() > kShownMax) {
      text.resize(kShownMax);
      while (!text.empty() && !is_utf8(text)) text.pop_back();
      text += "…";
    }
    out_.dropped.push_back(std::string(why).append(": ").append(text));
  }

  // Rules one after the other; those of @keyframes have moments for selectors.
  void rules(Tokens tokens, int depth, bool is_keyframes) {
    if (depth > 4) is_too_deep_ = true;
    for (std::size_t at = 0; at < tokens.size() && !is_too_deep_;) {
      if (tokens[at].kind == Kind::kSpace || tokens[at].is(';')) {
        ++at;
        continue;
      }
      const bool is_at_rule = tokens[at].kind == Kind::kAtKeyword;
      const std::size_t open = find(tokens, at, is_at_rule ? "{;" : "{");
      if (open == tokens.size() || tokens[open].is(';')) {
        drop(tokens.subspan(at, open - at), is_at_rule ? "an at-rule that is not taken" : "not a rule");
        at = open + 1;
        continue;
      }
      const std::size_t end = block_end(tokens, open);
      const Tokens prelude = trimmed(tokens.subspan(at, open - at));
      if (!is_closed(tokens, open, end)) {
        drop(prelude, "a rule without an end");
      } else {
        const Tokens body = tokens.subspan(open + 1, end - open - 2);
        is_at_rule ? at_rule(prelude, body, depth) : style_rule(prelude, body, is_keyframes);
      }
      at = end;
    }
  }

  void at_rule(Tokens prelude, Tokens body, int depth) {
    const std::string& name = prelude.front().text;
    const Tokens condition = trimmed(prelude.subspan(1));
    const bool is_group = name == "media" || name == "supports";
    const bool is_moments = name == "keyframes" && condition.size() == 1 && condition[0].kind == Kind::kIdent;
    if ((!is_group && !is_moments) || !is_condition(condition))
      return drop(prelude, "an at-rule that is not taken");
    const std::size_t before = out_.text.size();
    out_.text += "@" + name + " " + text_of(condition) + "{\n";
    const std::size_t inner = out_.text.size();
    rules(body, depth + 1, is_moments);
    if (out_.text.size() == inner)
      out_.text.resize(before);  // nothing is left in it
    else
      out_.text += "}\n";
  }

  bool is_condition(Tokens tokens) {
    constexpr std::string_view kDelims = "():,<>=/";
    const auto is_good = [&](const Token& token) {
      switch (token.kind) {
        case Kind::kIdent:
        case Kind::kNumber:
        case Kind::kHash:
        case Kind::kSpace: return true;
        case Kind::kFunction: return is_in(kValueFunctions, token.text);
        case Kind::kDelim: return kDelims.find(token.text) != std::string_view::npos;
        default: return false;
      }
    };
    return !tokens.empty() && std::ranges::all_of(tokens, is_good) && is_balanced(tokens);
  }

  void style_rule(Tokens selector, Tokens body, bool is_keyframes) {
    const bool is_good = is_keyframes ? is_moment(selector) : is_selector(selector);
    if (!is_good) return drop(selector, "a selector that is not taken");
    std::string declarations;
    for (std::size_t at = 0; at < body.size();) {
      const std::size_t end = find(body, at, ";{");
      if (end < body.size() && body[end].is('{')) {
        drop(body.subspan(at, end - at), "a nested rule");
        at = block_end(body, end);
        continue;
      }
      declaration(trimmed(body.subspan(at, end - at)), declarations);
      at = end + 1;
    }
    if (!declarations.empty()) out_.text += text_of(selector) + "{" + declarations + "}\n";
  }

  // No attribute selectors: a field's value is one, and a rule that fits tells of it.
  bool is_selector(Tokens tokens) {
    constexpr std::string_view kDelims = ".:,>+~*-()";
    const auto is_good = [&](const Token& token) {
      switch (token.kind) {
        case Kind::kIdent:
        case Kind::kNumber:
        case Kind::kHash:
        case Kind::kSpace: return true;
        case Kind::kFunction: return is_in(kSelectorFunctions, token.text);
        case Kind::kDelim: return kDelims.find(token.text) != std::string_view::npos;
        default: return false;
      }
    };
    return !tokens.empty() && std::ranges::all_of(tokens, is_good) && is_balanced(tokens);
  }

  static bool is_moment(Tokens tokens) {
    const auto is_good = [](const Token& token) {
      if (token.kind == Kind::kIdent) return lower(token.text) == "from" || lower(token.text) == "to";
      return (token.kind == Kind::kNumber && token.text.ends_with('%')) || token.kind == Kind::kSpace ||
             token.is(',');
    };
    return !tokens.empty() && std::ranges::all_of(tokens, is_good);
  }

  void declaration(Tokens tokens, std::string& out) {
    if (tokens.empty()) return;
    const std::size_t colon = find(tokens, 0, ":");
    const Tokens name = trimmed(tokens.first(colon));
    if (colon == tokens.size() || name.size() != 1 || name[0].kind != Kind::kIdent)
      return drop(tokens, "not a declaration");
    const Tokens value = trimmed(tokens.subspan(colon + 1));
    const bool is_custom = name[0].text.starts_with("--");
    const std::string property = is_custom ? name[0].text : lower(name[0].text);
    if (value.empty() || is_in(kBadProperties, property) || !is_value(value))
      return drop(tokens, "a declaration that is not taken");
    if (!out.empty()) out += ';';
    write(out, {Kind::kIdent, property});
    out += ':';
    out += text_of(value);
  }

  bool is_value(Tokens tokens) {
    constexpr std::string_view kDelims = ",()[]+-*/.!%#";
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const Token& token = tokens[i];
      switch (token.kind) {
        case Kind::kBad:
        case Kind::kAtKeyword: return false;
        case Kind::kUrl:
          if (!is_picture(token.text)) return false;
          break;
        case Kind::kFunction:
          if (token.text == "url" ? !is_url_of_picture(tokens.subspan(i))
                                  : !is_in(kValueFunctions, token.text))
            return false;
          break;
        case Kind::kDelim:
          if (kDelims.find(token.text) == std::string_view::npos) return false;
          break;
        default: break;
      }
    }
    return is_balanced(tokens);
  }

  // url("…"): nothing but the address stands in it.
  static bool is_url_of_picture(Tokens tokens) {
    const Tokens inside = trimmed(tokens.subspan(1));
    if (inside.empty() || inside[0].kind != Kind::kString || !is_picture(inside[0].text)) return false;
    const Tokens rest = trimmed(inside.subspan(1));
    return !rest.empty() && rest[0].is(')');
  }

  const std::vector<Token>& all_;
  Cleaned out_;
  bool is_too_deep_ = false;
};

}  // namespace

std::optional<Cleaned> clean(std::string_view sheet) {
  if (sheet.size() > kBytesMax || !is_utf8(sheet)) return std::nullopt;
  return Cleaner(tokens_of(sheet)).run();
}

}  // namespace genauth::css
