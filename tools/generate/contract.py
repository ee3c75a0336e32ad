"""Reads contract/**/*.yaml into one model: schemas by name, operations by path."""

import pathlib
import re
from dataclasses import dataclass, field

import yaml

import errors

REF = "#/components/schemas/"
NOT_OPENAPI = {"config.yaml", "error-groups.yaml", "fields.yaml", "docs-tree.yaml"}
# Folders: endpoints that are no V3 operations (nothing is generated from them), and the errors.
OTHER_FOLDERS = {"protocol", "errors"}
PREFIXES = ("/api/v3/", "/api/", "/")
METHODS = ("get", "post", "put", "delete")
ENVELOPE = "Envelope"
FORM = "application/x-www-form-urlencoded"


def load_yaml(path):
    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def kebab(text):
    text = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", text)
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1-\2", text).replace("_", "-").lower()


def plain_name(path):
    """The name that a path gives: without its prefix, slashes as hyphens, braces gone."""
    prefix = next(prefix for prefix in PREFIXES if path.startswith(prefix))
    return kebab(path[len(prefix):].replace("/", "-").replace("{", "").replace("}", ""))


def references(node):
    """Names of the schemas that a piece of the contract mentions, in order."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.removeprefix(REF)
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


@dataclass
class Operation:
    name: str         # bind-phone
    method: str       # post
    path: str
    row: dict         # the operation object of the contract
    file: str         # authentication/profile
    parameters: list = field(default_factory=list)
    body: dict | None = None      # schema of the request body
    response: dict | None = None  # schema of the whole answer
    data: dict | None = None      # schema of what the handler gives back; None: nothing

    @property
    def live(self):
        return self.row["x-status"] == "live"

    @property
    def module(self):
        return self.row["x-module"]

    @property
    def function(self):
        return self.name.replace("-", "_")

    @property
    def query_struct(self):
        return self.row["operationId"][0].upper() + self.row["operationId"][1:] + "Query"

    @property
    def reply(self):
        """redirect, page or file, where the handler answers no data; else None."""
        return self.row.get("x-reply")

    @property
    def form(self):
        return FORM in self.row.get("requestBody", {}).get("content", {})

    @property
    def cross_origin(self):
        return self.row["x-audience"] != "management" and self.row.get("x-cross-origin", True)

    @property
    def enveloped(self):
        return self.row.get("x-envelope", True)


class Contract:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.error_groups = errors.load(self.folder / "errors", load_yaml)
        self.errors = errors.merged(self.error_groups)
        self.fields = load_yaml(self.folder / "fields.yaml")
        self.shared_errors = load_yaml(self.folder / "error-groups.yaml")
        self.files, self.schemas, self.schema_file, self.operations = {}, {}, {}, []
        for path in sorted(self.folder.rglob("*.yaml")):
            if path.name not in NOT_OPENAPI and path.parent.name not in OTHER_FOLDERS:
                self._read(path)
        self._name_operations()
        for operation in self.operations:
            self._fill(operation)

    def _read(self, path):
        stem = str(path.relative_to(self.folder).with_suffix(""))
        document = self.files[stem] = load_yaml(path)
        for name, schema in document.get("components", {}).get("schemas", {}).items():
            if name in self.schemas:
                raise SystemExit(f"contract: schema {name} stands in {self.schema_file[name]} and in {stem}")
            self.schemas[name], self.schema_file[name] = schema, stem
        for route, item in document.get("paths", {}).items():
            for method, row in item.items():
                self._add_shared_errors(row, f"{method.upper()} {route}")
                self.operations.append(Operation("", method, route, row, stem))

    def _add_shared_errors(self, row, where):
        shared = []
        for group in row.get("x-error-groups", []):
            if group not in self.shared_errors:
                raise SystemExit(f"contract: {where}: error-groups.yaml has no {group}")
            shared += [key for key in self.shared_errors[group] if key not in row["x-errors"] + shared]
        if shared:
            row["x-errors"] = row["x-errors"] + shared
            row["x-errors-shared"] = shared

    def _name_operations(self):
        """The path's name; operations that share one take their operationId's, or their own x-name."""
        by_plain = {}
        for operation in self.operations:
            by_plain.setdefault(plain_name(operation.path), []).append(operation)
        taken = {}
        for plain, group in by_plain.items():
            for operation in group:
                own = kebab(operation.row["operationId"])
                operation.name = operation.row.get("x-name") or (plain if len(group) == 1 else own)
                clash = taken.setdefault(operation.name, operation)
                if clash is not operation:
                    paths = f"{operation.path} and {clash.path}"
                    raise SystemExit(f"contract: {paths} share the name {operation.name}")
        self.operations.sort(key=lambda operation: (operation.path, operation.method))

    def _fill(self, operation):
        row = operation.row
        operation.parameters = row.get("parameters", [])
        for content in row.get("requestBody", {}).get("content", {}).values():
            operation.body = content["schema"]
        if operation.reply:
            return
        operation.response = row["responses"]["200"]["content"]["application/json"]["schema"]
        operation.data = self._data(operation.response) if operation.enveloped else operation.response

    def _data(self, response):
        """What stands in `data`: envelopes are written once, as `allOf: [Envelope, {properties: {data}}]`."""
        schema = self.resolve(response)
        if schema is self.schemas[ENVELOPE]:
            return None
        if "allOf" in schema:
            return schema["allOf"][1]["properties"]["data"]
        if {"statusCode", "message"} <= set(schema.get("properties", {})):
            return schema["properties"].get("data")
        return response

    def resolve(self, schema):
        """Follows $ref to the end."""
        while "$ref" in schema:
            name = schema["$ref"].removeprefix(REF)
            if name not in self.schemas:
                raise SystemExit(f"contract: {schema['$ref']} points nowhere")
            schema = self.schemas[name]
        return schema

    def struct_name(self, schema):
        """The schema's name if it becomes a C++ struct, else None (free-form, scalar, array, inline)."""
        name = None
        while "$ref" in schema:
            name = schema["$ref"].removeprefix(REF)
            schema = self.schemas[name]
        return name if name and schema.get("properties") else None

    def reachable_structs(self, schemas):
        """Names of all structs that these schemas need, themselves included."""
        seen, todo = [], list(schemas)
        while todo:
            schema = todo.pop()
            name = self.struct_name(schema)
            if name:
                if name in seen:
                    continue
                seen.append(name)
                todo.extend(self.schemas[name]["properties"].values())
            elif "items" in schema:
                todo.append(schema["items"])
        return seen
