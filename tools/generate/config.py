"""contract/config.yaml -> gen/config.{h,cpp} (Config, its table of settings), gen/docs/configuration.md."""

import json

# How a type of config.yaml looks in C++: the member's type and the member of Setting that reaches it.
KINDS = {
    "text": ("std::string", "text"),
    "path": ("std::string", "text"),
    "url": ("std::string", "text"),
    "address": ("std::string", "text"),
    "choice": ("std::string", "text"),
    "int": ("std::int64_t", "number"),
    "bool": ("bool", "flag"),
    "list": ("std::vector<std::string>", "list"),
    "networks": ("std::vector<std::string>", "list"),
}
MEMBERS = {"type", "default", "min", "max", "values", "secret", "doc"}


def refuse(key, why):
    raise SystemExit(f"config.yaml: {key}: {why}")


def check(settings):
    for key, row in settings.items():
        unknown = set(row) - MEMBERS
        if unknown:
            refuse(key, f"unknown members {sorted(unknown)}")
        if row.get("type") not in KINDS:
            refuse(key, f"type must be one of {', '.join(KINDS)}")
        if "default" not in row or not row.get("doc"):
            refuse(key, "needs default and doc")
        check_default(key, row)
        parents = key.split(".")[:-1]
        for depth in range(1, len(parents) + 1):
            if ".".join(parents[:depth]) in settings:
                refuse(key, "lies inside another setting")


def check_default(key, row):
    kind, value = row["type"], row["default"]
    expected = {"int": int, "bool": bool}.get(kind, list if KINDS[kind][1] == "list" else str)
    if type(value) is not expected:  # noqa: bool is an int for isinstance
        refuse(key, f"the default must be of type {expected.__name__}")
    if kind == "int" and not row["min"] <= value <= row["max"]:
        refuse(key, "the default lies outside min and max")
    if kind == "choice" and value not in row["values"]:
        refuse(key, "the default is not among the values")


def environment_name(key):
    return "GENAUTH_" + key.replace(".", "_").upper()


def tree_of(settings):
    tree = {}
    for key, row in settings.items():
        *parents, leaf = key.split(".")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
        node[leaf] = (key, row)
    return tree


def literal(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "{" + ", ".join(json.dumps(item) for item in value) + "}"
    return json.dumps(value)


def struct_lines(tree, indent):
    pad = "  " * indent
    for name, node in tree.items():
        if isinstance(node, tuple):
            _, row = node
            member = f"{KINDS[row['type']][0]} {name} = {literal(row['default'])};"
            yield f"{pad}{member}"
        else:
            yield f"{pad}struct {''.join(part.capitalize() for part in name.split('_'))} {{"
            yield from struct_lines(node, indent + 1)
            yield f"{pad}}} {name};"


def header(settings):
    kinds = ", ".join("k" + kind.capitalize() for kind in KINDS)
    return "\n".join(
        [
            "// Generated from contract/config.yaml. Not to be edited.",
            "#pragma once",
            "#include <cstdint>",
            "#include <span>",
            "#include <string>",
            "#include <string_view>",
            "#include <vector>",
            "",
            "namespace genauth::config {",
            "",
            "// The settings of one server, with their defaults. docs/configuration.md says what each means.",
            "struct Config {",
            *struct_lines(tree_of(settings), 1),
            "};",
            "",
            f"enum class Kind : std::uint8_t {{ {kinds} }};",
            "",
            "// One row per setting, in the order of config.yaml.",
            "struct Setting {",
            "  std::string_view key, environment, doc;",
            "  Kind kind;",
            "  bool secret;",
            "  std::int64_t min, max;                      // of numbers",
            "  std::span<const std::string_view> values;   // of choices",
            "  // Where it stands in a Config; the one that fits the kind is set, the others are null.",
            "  std::string& (*text)(Config&);",
            "  std::int64_t& (*number)(Config&);",
            "  bool& (*flag)(Config&);",
            "  std::vector<std::string>& (*list)(Config&);",
            "};",
            "std::span<const Setting> settings();",
            "",
            "}  // namespace genauth::config",
            "",
        ]
    )


def row_lines(index, key, row):
    cpp_type, reach = KINDS[row["type"]]
    reaches = [
        f"[](Config& c) -> {cpp_type}& {{ return c.{key}; }}" if reach == one else "nullptr"
        for one in ("text", "number", "flag", "list")
    ]
    values = f"kValues{index}" if "values" in row else "{}"
    return [
        f"    {{{json.dumps(key)}, {json.dumps(environment_name(key))},",
        f"     {json.dumps(row['doc'])},",
        f"     Kind::k{row['type'].capitalize()}, {literal(row.get('secret', False))}, "
        f"{row.get('min', 0)}, {row.get('max', 0)}, {values},",
        f"     {', '.join(reaches)}}},",
    ]


def source(settings):
    lines = [
        "// Generated from contract/config.yaml. Not to be edited.",
        '#include "gen/config.h"',
        "",
        "namespace genauth::config {",
        "namespace {",
    ]
    for index, row in enumerate(settings.values()):
        if "values" in row:
            lines.append(f"constexpr std::string_view kValues{index}[] = {literal(row['values'])};")
    lines.append("const Setting kSettings[] = {")
    for index, (key, row) in enumerate(settings.items()):
        lines += row_lines(index, key, row)
    return "\n".join(
        lines
        + [
            "};",
            "}  // namespace",
            "",
            "std::span<const Setting> settings() { return kSettings; }",
            "",
            "}  // namespace genauth::config",
            "",
        ]
    )


INTRODUCTION = """# Configuration

Every setting has a key, which is its place in the YAML file given with `--config`, and an environment
variable. The command line goes before the environment, the environment before the file, the file before the default. An
unknown key, a wrong type or a value out of bounds stops the start with the file, the line and the key.

A secret can also be read from a file: append `_FILE` to its environment variable, or `_file` to its key, and
give the path. Secrets are never logged.

```yaml
server:
  listen: 0.0.0.0:443
  public_url: https://id.example.com
  tls:
    certificate: /etc/genauth/chain.pem
    key: /etc/genauth/key.pem
secrets:
  master_key_file: /run/credentials/genauth.service/master_key
```

"""


def described(row):
    text = {
        "int": f"whole number, {row.get('min')} to {row.get('max')}",
        "bool": "`true` or `false`",
        "choice": "one of " + ", ".join(f"`{value}`" for value in row.get("values", [])),
        "list": "list",
        "networks": "list of CIDR ranges",
        "address": "host:port",
        "url": "URL",
    }.get(row["type"], row["type"])
    return text + (", secret" if row.get("secret") else "")


def documentation(settings):
    lines, section = [INTRODUCTION.rstrip("\n")], None
    for key, row in settings.items():
        name = key.split(".")[0] if "." in key else "General"
        if name != section:
            section = name
            lines += [
                "",
                f"## {name}",
                "",
                "| Key | Environment | Default | Value | Meaning |",
                "|---|---|---|---|---|",
            ]
        default = json.dumps(row["default"]) if row["default"] not in ("", []) else "none"
        lines.append(f"| `{key}` | `{environment_name(key)}` | {default} | {described(row)} | {row['doc']} |")
    return "\n".join(lines) + "\n"
