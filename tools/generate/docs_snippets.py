"""One runnable snippet per language for one operation. Words in capitals are for the reader to fill in."""

import json
import re

import docs_cpp
import docs_java
import docs_model
from docs_calls import HOST, Snippet, client_name, headers, needs_user

LANGUAGES = (("cpp", "C++"), ("python", "Python"), ("node", "Node.js"), ("java", "Java"), ("curl", "curl"))


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()


def single(value):
    """Where a package has several methods for one operation, the last named is the specific one."""
    return value[-1] if isinstance(value, list) else value


# --- Python -------------------------------------------------------------------------------------------------
def python_literal(value, indent=0):
    pad, inner = " " * indent, " " * (indent + 4)
    if isinstance(value, dict) and value:
        rows = [
            f"{inner}{json.dumps(key)}: {python_literal(item, indent + 4)}," for key, item in value.items()
        ]
        return "{\n" + "\n".join(rows) + f"\n{pad}}}"
    if isinstance(value, list) and any(isinstance(item, dict) and item for item in value):
        rows = [f"{inner}{python_literal(item, indent + 4)}," for item in value]
        return "[\n" + "\n".join(rows) + f"\n{pad}]"
    if isinstance(value, list):
        return "[" + ", ".join(python_literal(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def python_client(entry):
    if client_name(entry) == "ManagementClient":
        rows = ['access_key_id="ACCESS_KEY_ID"', 'access_key_secret="ACCESS_KEY_SECRET"', f'host="{HOST}"']
    else:
        rows = ['app_id="APP_ID"', 'app_secret="APP_SECRET"', f'app_host="{HOST}"']
        rows += ['access_token="ACCESS_TOKEN"'] if needs_user(entry) else []
    return f"client = {client_name(entry)}(\n" + "".join(f"    {row},\n" for row in rows) + ")"


def python(entry, sample, absent):
    method = single(entry.row.get("x-python-method"))
    if not method or entry.name in absent:
        return python_http(entry, sample)
    rows = "".join(f"    {snake(key)}={python_literal(value, 4)},\n" for key, value in sample.items())
    call = f"client.{method}(\n{rows})" if rows else f"client.{method}()"
    code = f"from authing import {client_name(entry)}\n\n{python_client(entry)}\nprint({call})\n"
    if rows:
        code = code.replace(f"print({call})", f"answer = {call}\nprint(answer)")
    return Snippet("python", "Python", f"{client_name(entry)}.{method}", code, True)


def python_http(entry, sample):
    head = python_literal(dict(headers(entry, False)), 4)
    lines = [
        "import requests",
        "",
        f"answer = requests.{entry.method}(",
        f'    "{HOST}{entry.path}",',
        f"    headers={head},",
    ]
    if sample:
        lines.append(f"    {'params' if entry.method == 'get' else 'json'}={python_literal(sample, 4)},")
    code = "\n".join(lines + ["    timeout=10,", ")", "print(answer.json())", ""])
    return Snippet("python", "Python", f"{entry.method.upper()} {entry.path}", code, False)


# --- Node.js ------------------------------------------------------------------------------------------------
def js_key(key):
    return key if re.fullmatch(r"[A-Za-z_$][\w$]*", key) else f"'{key}'"


def js_literal(value, indent=0):
    pad, inner = " " * indent, " " * (indent + 2)
    if isinstance(value, dict) and value:
        rows = [f"{inner}{js_key(key)}: {js_literal(item, indent + 2)}," for key, item in value.items()]
        return "{\n" + "\n".join(rows) + f"\n{pad}}}"
    if isinstance(value, list):
        return "[" + ", ".join(js_literal(item, indent) for item in value) + "]"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return json.dumps(value)


def node_client(entry):
    if client_name(entry) == "ManagementClient":
        options = {"accessKeyId": "ACCESS_KEY_ID", "accessKeySecret": "ACCESS_KEY_SECRET", "host": HOST}
    else:
        options = {"appId": "APP_ID", "appSecret": "APP_SECRET", "appHost": HOST}
    lines = [f"const client = new {client_name(entry)}({js_literal(options, 2)});"]
    return lines + (["client.setAccessToken('ACCESS_TOKEN');"] if needs_user(entry) else [])


def node(entry, sample, absent):
    if entry.name in absent or "authing-node" not in entry.row.get("x-sdks", ["authing-node"]):
        return node_http(entry, sample)
    method = entry.row.get("x-sdk-method", entry.row["operationId"])
    argument = js_literal(sample, 2) if sample else ("{}" if entry.operation.parameters else "")
    lines = [
        f"const {{ {client_name(entry)} }} = require('authing-node-sdk');",
        "",
        "async function main() {",
    ]
    lines += ["  " + line for line in node_client(entry)]
    lines += [
        f"  const answer = await client.{method}({argument});",
        "  console.log(answer);",
        "}",
        "",
        "main();",
        "",
    ]
    return Snippet("node", "Node.js", f"{client_name(entry)}.{method}", "\n".join(lines), True)


def node_http(entry, sample):
    options = {
        "method": entry.method.upper(),
        "headers": dict(headers(entry, bool(sample) and entry.method != "get")),
    }
    text = js_literal(options, 2)
    if sample and entry.method != "get":
        text = text[:-4] + f"\n    body: JSON.stringify({js_literal(sample, 4)}),\n  }}"
    query = f"?' + new URLSearchParams({js_literal(sample, 2)})" if sample and entry.method == "get" else "'"
    lines = [
        "async function main() {",
        f"  const answer = await fetch('{HOST}{entry.path}{query}, {text});",
        "  console.log(await answer.json());",
        "}",
        "",
        "main();",
        "",
    ]
    return Snippet("node", "Node.js", f"{entry.method.upper()} {entry.path}", "\n".join(lines), False)


# --- curl ---------------------------------------------------------------------------------------------------
def shell(text):
    return "'" + text.replace("'", "'\\''") + "'"


def curl(entry, sample):
    body = entry.operation.body is not None
    if body:
        lines = [f"curl -X {entry.method.upper()} {shell(HOST + entry.path)}"]
    else:
        lines = [
            (
                f"curl -G {shell(HOST + entry.path)}"
                if entry.method == "get"
                else f"curl -X {entry.method.upper()} {shell(HOST + entry.path)}"
            )
        ]
    lines += [f"-H {shell(f'{name}: {value}')}" for name, value in headers(entry, body)]
    if body and not entry.operation.form:
        lines.append("-d " + shell(json.dumps(sample, ensure_ascii=False, indent=2)))
    else:
        for key, value in sample.items():
            text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
            lines.append(
                "--data-urlencode " + shell(f"{key}={text.lower() if isinstance(value, bool) else text}")
            )
    return Snippet("curl", "curl", f"{entry.method.upper()} {entry.path}", " \\\n  ".join(lines) + "\n", True)


def curl_form(entry):
    """An endpoint of a protocol: a form, or a query."""
    lines = [
        f"curl {'-G ' if entry.method == 'get' else ''}{shell(HOST + entry.path)}",
        "-H 'x-authing-app-id: APP_ID'",
    ]
    body = entry.endpoint.body
    if body:
        schemas = entry.endpoint.schemas
        values = {
            row.name: schemas.sample(row.schema, row.name) for row in schemas.members(body) if row.required
        }
        values.update({"client_id": "APP_ID", "client_secret": "APP_SECRET"})
        lines += [f"--data-urlencode {shell(f'{key}={value}')}" for key, value in values.items()]
    elif any(row["name"] == "access_token" for row in entry.row["parameters"]):
        lines.append("-H 'authorization: Bearer ACCESS_TOKEN'")
    return Snippet("curl", "curl", f"{entry.method.upper()} {entry.path}", " \\\n  ".join(lines) + "\n", True)


def snippets(tree, entry):
    if entry.endpoint:
        return [curl_form(entry)]
    sample = docs_model.request_sample(tree.schemas, entry, tree.table["samples"])
    if entry.row["x-client"] == "none":  # browsers and pages call it, no package
        return [curl(entry, sample)]
    absent, unknown = tree.table["absent"], tree.table["unknown"]["python"].get(entry.name, [])
    python_sample = {key: value for key, value in sample.items() if key not in unknown}
    rows = docs_model.request_members(tree.schemas, entry)
    cpp_method, cpp_code = docs_cpp.snippet(tree.schemas, entry, rows, sample)
    java_method, java_code, packaged = docs_java.snippet(tree, entry, rows, sample, absent["java"])
    return [
        Snippet("cpp", "C++", cpp_method, cpp_code, True),
        python(entry, python_sample, absent["python"]),
        node(entry, sample, absent["node"]),
        Snippet("java", "Java", java_method, java_code, packaged),
        curl(entry, sample),
    ]
