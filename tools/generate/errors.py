"""contract/errors.yaml -> gen/error_codes.{h,cpp}: the enum Code and the table of numbers and texts."""

import json

LANGUAGES = ("zh-CN", "en-US", "zh-TW", "ja-JP")


def enumerator(key):
    return "k" + "".join(part.capitalize() for part in key.split("_"))


def check(errors):
    for key, row in errors.items():
        unknown = set(row) - {"statusCode", "apiCode", "http", "message"}
        if unknown:
            raise SystemExit(f"errors.yaml: {key} has unknown members {sorted(unknown)}")
        missing = [language for language in LANGUAGES if language not in row["message"]]
        if missing:
            raise SystemExit(f"errors.yaml: {key} has no message in {missing}")


def header(errors):
    lines = ["// Generated from contract/errors.yaml. Not to be edited.", "#pragma once",
             "#include <array>", "#include <cstdint>", "#include <string_view>", "", '#include "base/error.h"', "",
             "namespace genauth {", "", "enum class Code : std::uint16_t {"]
    lines += [f"  {enumerator(key)}," for key in errors]
    lines += ["};", "", "// One row per Code, in its order.", "struct ErrorRow {",
              "  std::string_view key;                     // as in errors.yaml",
              "  int status_code, api_code, http_status;   // api_code 0: none",
              "  // zh-CN, en-US, zh-TW, ja-JP; {field} and {arg} stand for values",
              "  std::array<std::string_view, 4> message;",
              "};", "const ErrorRow& error_row(Code code);",
              f"inline constexpr std::size_t kErrorCount = {len(errors)};", "", "}  // namespace genauth", ""]
    return "\n".join(lines)


def source(errors):
    lines = ["// Generated from contract/errors.yaml. Not to be edited.", '#include "gen/error_codes.h"', "",
             "namespace genauth {", "namespace {", "constexpr ErrorRow kRows[] = {"]
    for key, row in errors.items():
        texts = ", ".join(json.dumps(row["message"][language], ensure_ascii=False) for language in LANGUAGES)
        numbers = f'{row["statusCode"]}, {row.get("apiCode", 0)}, {row.get("http", 200)}'
        lines.append(f'    {{"{key}", {numbers}, {{{texts}}}}},')
    lines += ["};", "}  // namespace", "",
              "const ErrorRow& error_row(Code code) { return kRows[static_cast<std::size_t>(code)]; }", "",
              "}  // namespace genauth", ""]
    return "\n".join(lines)
