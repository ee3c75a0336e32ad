"""Snippets for the Java package: a request object with setters, nested ones first."""

import json
import re

import docs_calls
from contract import REF

IMPORT = "import cn.authing.sdk.java."


def pascal(text):
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_/:]", text))


def constant(value):
    return re.sub(r"\W", "_", str(value)).upper()


def request_class(tree, entry):
    """The class of the request: the body's own name, or the last part of a query's path. None: no request."""
    named = tree.table["java"]["requests"].get(entry.name)
    if named:
        return named
    if entry.operation.body:
        return entry.row.get("x-body-by-sdk", {}).get("java") or entry.operation.body["$ref"].removeprefix(
            REF
        )
    return pascal(entry.path.rsplit("/", 1)[-1]) + "Dto" if entry.operation.parameters else None


class Builder:
    """Statements that fill one request and all that it holds."""

    def __init__(self, schemas, is_query, renamed, unknown):
        self.schemas, self.is_query, self.renamed, self.unknown = schemas, is_query, renamed, unknown
        self.lines, self.classes, self.utilities = [], set(), set()

    def fill(self, variable, class_name, members, values):
        self.classes.add(class_name)
        rows = {row.name: row for row in members}
        made = {
            key: self.value(rows[key].schema, value, key, class_name)
            for key, value in values.items()
            if key not in self.unknown
        }
        self.lines.append(f"{class_name} {variable} = new {class_name}();")
        self.lines += [f"{variable}.set{pascal(key)}({text});" for key, text in made.items()]

    def value(self, schema, value, key, class_name):
        structure, resolved = self.schemas.name_of(schema), self.schemas.resolve(schema)
        if structure and isinstance(value, dict):
            return self.structure(self.renamed.get(structure, structure), schema, value, key)
        if resolved.get("x-empty-in-sdks"):
            name = schema["$ref"].removeprefix(REF)
            self.classes.add(name)
            return f"new {name}()"
        if isinstance(value, list):
            return self.array(resolved.get("items", {}), value, key, class_name)
        if isinstance(value, dict):
            self.utilities.add("Map")
            pairs = ", ".join(
                f"{json.dumps(k)}, {json.dumps(v, ensure_ascii=False)}" for k, v in value.items()
            )
            return f"Map.of({pairs})"
        if resolved.get("enum") and not self.is_query and isinstance(value, str):
            return f"{class_name}.{pascal(key)}.{constant(value)}"
        if (
            self.is_query
            and isinstance(value, int)
            and resolved.get("format") != "int32"
            and not isinstance(value, bool)
        ):
            return f'"{value}"'
        return json.dumps(value, ensure_ascii=False)

    def structure(self, name, schema, value, key):
        variable = "chosenOptions" if key == "options" else key
        while any(f" {variable} = new " in line for line in self.lines):
            variable += "2"
        self.fill(variable, name, self.schemas.members(schema), value)
        return variable

    def array(self, items, values, key, class_name):
        """Queries take one text with commas; elements that are enums are plain text."""
        if self.is_query:
            return json.dumps(",".join(map(str, values)))
        self.utilities.add("Arrays")
        if self.schemas.resolve(items).get("enum"):
            return f"Arrays.asList({', '.join(map(json.dumps, values))})"
        singular = "item" if key == "list" else key.removesuffix("s")
        return f"Arrays.asList({', '.join(self.value(items, item, singular, class_name) for item in values)})"


def client_lines(entry):
    client = docs_calls.client_name(entry)
    lines = [f"{client}Options options = new {client}Options();"]
    if client == "ManagementClient":
        lines += [
            'options.setAccessKeyId("ACCESS_KEY_ID");',
            'options.setAccessKeySecret("ACCESS_KEY_SECRET");',
            f'options.setHost("{docs_calls.HOST}");',
        ]
    else:
        lines += [
            'options.setAppId("APP_ID");',
            'options.setAppSecret("APP_SECRET");',
            f'options.setAppHost("{docs_calls.HOST}");',
        ]
        if docs_calls.needs_user(entry):
            lines.append('options.setAccessToken("ACCESS_TOKEN");')
    return lines + [f"{client} client = new {client}(options);"]


def program(imports, lines):
    body = "\n".join("    " + line if line else "" for line in lines)
    head = "\n".join(sorted(imports))
    return (
        f"{head}\n\npublic class Example {{\n  public static void main(String[] args) throws Exception"
        f" {{\n{body}\n  }}\n}}\n"
    )


def snippet(tree, entry, rows, sample, absent):
    """(method, code, whether the package has it)."""
    if entry.name in absent or "authing-java" not in entry.row.get("x-sdks", ["authing-java"]):
        return (*plain_http(entry, sample), False)
    client = docs_calls.client_name(entry)
    method = entry.row.get("x-java-method", entry.row.get("x-sdk-method", entry.row["operationId"])).split(
        "|"
    )[0]
    table = tree.table
    builder = Builder(
        tree.schemas,
        entry.operation.body is None,
        table["java"]["structures"],
        table["unknown"]["java"].get(entry.name, []),
    )
    class_name, argument = request_class(tree, entry), ""
    if class_name:
        builder.fill("request", class_name, rows, sample)
        argument = "request"
    imports = {f"{IMPORT}client.{client};", f"{IMPORT}model.{client}Options;", f"{IMPORT}util.JsonUtils;"}
    imports |= {f"{IMPORT}dto.{name};" for name in builder.classes} | {
        f"import java.util.{name};" for name in builder.utilities
    }
    lines = client_lines(entry) + [""] + builder.lines
    lines.append(f"System.out.println(JsonUtils.serialize(client.{method}({argument})));")
    return f"{client}.{method}", program(imports, lines), True


def plain_http(entry, sample):
    get = entry.method == "get"
    query = "?" + "&".join(f"{key}={value}" for key, value in sample.items()) if get and sample else ""
    lines = [
        f'HttpRequest request = HttpRequest.newBuilder(URI.create("{docs_calls.HOST}{entry.path}{query}"))'
    ]
    lines += [f'    .header("{name}", "{value}")' for name, value in docs_calls.headers(entry, not get)]
    text = json.dumps(json.dumps(sample, ensure_ascii=False), ensure_ascii=False)
    publisher = (
        "HttpRequest.BodyPublishers.noBody()" if get else f"HttpRequest.BodyPublishers.ofString({text})"
    )
    lines += [
        f'    .method("{entry.method.upper()}", {publisher})',
        "    .build();",
        (
            "System.out.println(HttpClient.newHttpClient().send(request,"
            " HttpResponse.BodyHandlers.ofString()).body());"
        ),
    ]
    imports = {"import java.net.URI;"} | {
        f"import java.net.http.{name};" for name in ("HttpClient", "HttpRequest", "HttpResponse")
    }
    return f"{entry.method.upper()} {entry.path}", program(imports, lines)
