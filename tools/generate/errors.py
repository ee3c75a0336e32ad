"""contract/errors/*.yaml -> gen/errors/GROUP.h (constants) and gen/error_table.{h,cpp} (numbers and texts)."""

import json

LANGUAGES = ("zh-CN", "en-US", "zh-TW", "ja-JP")
MARK = "// Generated from contract/errors. Not to be edited."


def enumerator(key):
    return "k" + "".join(part.capitalize() for part in key.split("_"))


def load(folder, load_yaml):
    """{group: {key: row}}: a file is a group."""
    return {path.stem: load_yaml(path) for path in sorted(folder.glob("*.yaml"))}


def merged(groups):
    return {key: row for rows in groups.values() for key, row in rows.items()}


def group_of(groups, key):
    return next(group for group, rows in groups.items() if key in rows)


def value(key):
    """FNV-1a, 32 bits: a key's number depends on nothing but the key, so that a new one changes no other header."""
    number = 0x811C9DC5
    for byte in key.encode():
        number = (number ^ byte) * 0x01000193 & 0xFFFFFFFF
    return number


def check(groups):
    seen = {}
    for group, rows in groups.items():
        for key, row in rows.items():
            unknown = set(row) - {"statusCode", "apiCode", "http", "message"}
            if unknown:
                raise SystemExit(f"errors/{group}.yaml: {key} has unknown members {sorted(unknown)}")
            missing = [language for language in LANGUAGES if language not in row["message"]]
            if missing:
                raise SystemExit(f"errors/{group}.yaml: {key} has no message in {missing}")
            if value(key) in seen:
                owner = seen[value(key)]
                raise SystemExit(f"errors/{group}.yaml: {key} has the number of {owner}; choose another name")
            seen[value(key)] = key


def header(rows):
    lines = [MARK, "#pragma once", '#include "base/error.h"', "", "namespace genauth::errors {"]
    lines += [f"inline constexpr Code {enumerator(key)}{{{value(key):#010x}}};" for key in rows]
    return "\n".join(lines + ["}  // namespace genauth::errors", ""])


def table_header():
    return "\n".join([
        MARK, "#pragma once", "#include <array>", "#include <optional>", "#include <string_view>", "",
        '#include "base/error.h"', "",
        "namespace genauth {", "", "struct ErrorRow {",
        "  Code code;",
        "  std::string_view key;                     // as in contract/errors",
        "  int status_code, api_code, http_status;   // api_code 0: none",
        "  // zh-CN, en-US, zh-TW, ja-JP; {field} and {arg} stand for values",
        "  std::array<std::string_view, 4> message;",
        "};", "// The row of `internal` for a code that no key has.", "const ErrorRow& error_row(Code code);",
        "// By its key, for what was written down; nullopt for a key of another release.",
        "std::optional<Code> find_error(std::string_view key);", "",
        "}  // namespace genauth", ""])


def table_source(errors):
    lines = [MARK, '#include "gen/error_table.h"', "", "#include <algorithm>", "", "namespace genauth {", "namespace {",
             "constexpr ErrorRow kRows[] = {  // by code"]
    for key in sorted(errors, key=value):
        row = errors[key]
        texts = ", ".join(json.dumps(row["message"][language], ensure_ascii=False) for language in LANGUAGES)
        numbers = f'{row["statusCode"]}, {row.get("apiCode", 0)}, {row.get("http", 200)}'
        lines.append(f'    {{Code{{{value(key):#010x}}}, "{key}", {numbers}, {{{texts}}}}},')
    lines += ["};",
              "const ErrorRow* find(Code code) {",
              "  const ErrorRow* row = std::ranges::lower_bound(kRows, code, {}, &ErrorRow::code);",
              "  return row != std::end(kRows) && row->code == code ? row : nullptr;", "}", "}  // namespace", "",
              "const ErrorRow& error_row(Code code) {",
              "  const ErrorRow* row = find(code);",
              f"  return row ? *row : *find(Code{{{value('internal'):#010x}}});", "}", "",
              "std::optional<Code> find_error(std::string_view key) {",
              "  const ErrorRow* row = std::ranges::find(kRows, key, &ErrorRow::key);",
              "  return row != std::end(kRows) ? std::optional(row->code) : std::nullopt;", "}", "",
              "}  // namespace genauth", ""]
    return "\n".join(lines)
