"""Snippets for the C++ SDK (sdk/cpp)."""

import json
import re

import docs_calls
import sdk_cpp

HEADERS = {
    "AuthenticationClient": "genauth/authentication_client.h",
    "ManagementClient": "genauth/management_client.h",
}


def literal(schemas, schema, value, indent):
    """A value as it stands in a braced initialiser; structures are named, so that optional ones work too."""
    pad, inner = " " * indent, " " * (indent + 4)
    name = schemas.name_of(schema)
    if name and isinstance(value, dict):
        rows = members(schemas, schemas.members(schema), value, indent + 4)
        return f"genauth::{name}{{\n" + "".join(f"{inner}{row},\n" for row in rows) + pad + "}"
    if isinstance(value, list):
        items = schemas.resolve(schema).get("items", {})
        return "{" + ", ".join(literal(schemas, items, item, indent) for item in value) + "}"
    if isinstance(value, dict):
        return f'genauth::Json::parse(R"({json.dumps(value, ensure_ascii=False)})")'
    return json.dumps(value, ensure_ascii=False)


def members(schemas, rows, values, indent):
    """Designated initialisers in the order of declaration, which the language demands."""
    return [
        f".{re.sub(r'[^A-Za-z0-9_]', '_', row.name)} ="
        f" {literal(schemas, row.schema, values[row.name], indent)}"
        for row in rows
        if row.name in values
    ]


def client_lines(entry):
    client = docs_calls.client_name(entry)
    if client == "ManagementClient":
        options = [
            f'.host = "{docs_calls.HOST}"',
            '.access_key_id = "ACCESS_KEY_ID"',
            '.access_key_secret = "ACCESS_KEY_SECRET"',
        ]
    else:
        options = [f'.host = "{docs_calls.HOST}"', '.app_id = "APP_ID"', '.app_secret = "APP_SECRET"']
    lines = [f"  genauth::{client} client({{"] + [f"      {option}," for option in options] + ["  });"]
    return lines + (['  client.set_access_token("ACCESS_TOKEN");'] if docs_calls.needs_user(entry) else [])


def snippet(schemas, entry, rows, sample):
    """(method, code)."""
    client, method = docs_calls.client_name(entry), sdk_cpp.method_name(entry.operation)
    arguments = members(schemas, rows, sample, 6)
    call = (
        f"client.{method}("
        + ("{\n" + "".join(f"      {row},\n" for row in arguments) + "  }" if arguments else "")
        + ")"
    )
    lines = [
        f"#include <{HEADERS[client]}>",
        "",
        "#include <iostream>",
        "",
        "int main() {",
        *client_lines(entry),
        f"  const auto answer = {call};",
        '  std::cout << answer.status_code << " " << answer.message << "\\n";',
        "}",
        "",
    ]
    return f"{client}::{method}", "\n".join(lines)
