"""Refuses a contract that contradicts itself or leaves things open. Runs before anything is written."""

import cpp
import words
from contract import REF, references

AUDIENCES = {"public", "user", "management"}
REPLIES = {"redirect", "page", "file"}
LANES = {"auto", "inline", "read", "outbound"}
OPERATION_KEYS = {
    "operationId", "summary", "description", "deprecated", "tags", "parameters", "requestBody", "responses",
    "x-name", "x-status", "x-audience", "x-permission", "x-lane", "x-module", "x-envelope", "x-errors",
    "x-error-groups", "x-errors-shared",
    "x-body-bytes-max", "x-prebuilt", "x-reply", "x-outbound-when",
    "x-cross-origin",
    # facts about the published clients
    "x-client", "x-also-client", "x-sdks", "x-python-method", "x-java-method", "x-sdk-method",
    "x-node-methods", "x-genauth-method", "x-sdk-sends-literal-braces", "x-sdk-drops-body",
    "x-no-envelope-in-sdk-type",
    "x-untyped-response", "x-response-by-sdk", "x-body-by-sdk"}
SCHEMA_KEYS = {
    "$ref", "type", "format", "enum", "items", "default", "minimum", "maximum", "minLength", "maxLength",
    "minItems", "maxItems", "properties", "required", "allOf", "anyOf", "description", "example", "examples",
    # facts about the published clients
    "x-sdks", "x-value-forms", "x-known-values", "x-enum-missing-in", "x-only-in", "x-type-from",
    "x-type-by-sdk", "x-empty-in-sdks", "x-protocol-only", "x-note", "x-wire-forms"}


class Problems:
    def __init__(self):
        self.lines = []

    def demand(self, holds, where, what):
        if not holds:
            self.lines.append(f"contract: {where}: {what}")


def check_schema(problems, where, schema):
    unknown = set(schema) - SCHEMA_KEYS
    problems.demand(not unknown, where, f"unknown keys {sorted(unknown)}")
    if "required" in schema and "properties" in schema:
        strange = set(schema["required"]) - set(schema["properties"])
        problems.demand(not strange, where, f"requires {sorted(strange)}, which it does not have")
    if "enum" in schema and "default" in schema:
        problems.demand(schema["default"] in schema["enum"], where, "the default is not in the enum")
    for name, member in schema.get("properties", {}).items():
        check_schema(problems, f"{where}.{name}", member)
    if "items" in schema:
        check_schema(problems, f"{where}[]", schema["items"])
    for part in schema.get("allOf", []) + schema.get("anyOf", []):
        check_schema(problems, where, part)


def check_operation(problems, contract, operation):
    row, where = operation.row, f"{operation.method.upper()} {operation.path}"
    unknown = set(row) - OPERATION_KEYS
    problems.demand(not unknown, where, f"unknown keys {sorted(unknown)}")
    problems.demand(row.get("summary"), where, "no summary")
    problems.demand(row.get("x-status") in ("live", "planned"), where, "x-status is live or planned")
    problems.demand(row.get("x-audience") in AUDIENCES, where, f"x-audience is one of {sorted(AUDIENCES)}")
    problems.demand(row.get("x-lane") in LANES, where, f"x-lane is one of {sorted(LANES)}")
    when = row.get("x-outbound-when", {"member": "", "values": []})
    problems.demand(set(when) == {"member", "values"}, where, "x-outbound-when has a member and values")
    problems.demand(("x-permission" in row) == (row.get("x-audience") == "management"), where,
                    "x-permission stands with management operations, and only there")
    problems.demand(row.get("x-reply") in REPLIES | {None}, where, f"x-reply is one of {sorted(REPLIES)}")
    if operation.form:
        kinds = {cpp.kind(contract, member) for member in contract.resolve(operation.body)["properties"].values()}
        problems.demand(not kinds & {"kObject", "kRawObject"}, where, "a form has no member that is an object")
    errors = row.get("x-errors", [])
    problems.demand(len(errors) == len(set(errors)), where, "an error stands twice in x-errors")
    for key in errors:
        problems.demand(key in contract.errors, where, f"contract/errors has no {key}")
    problems.demand(operation.live or errors == ["planned"], where, "planned, so x-errors is [planned]")
    problems.demand(operation.function not in cpp.KEYWORDS, where, f"{operation.function} is a C++ keyword")
    in_path = {parameter["name"] for parameter in operation.parameters if parameter["in"] == "path"}
    braces = {part[1:-1] for part in operation.path.split("/") if part.startswith("{")}
    problems.demand(in_path == braces, where, f"path parameters {sorted(in_path)} for {sorted(braces)}")
    for parameter in operation.parameters:
        check_schema(problems, f"{where} ?{parameter['name']}", parameter["schema"])
        problems.demand(cpp.kind(contract, parameter["schema"]) not in ("kObject", "kRawObject"), where,
                        f"query parameter {parameter['name']} is an object")


def check_live(problems, contract, operation, fields):
    """What people will read about a live operation is complete."""
    where = operation.name
    problems.demand(operation.row.get("description"), where, "live, but without a description")
    for parameter in operation.parameters:
        check_words(problems, contract, f"{where} ?{parameter['name']}", parameter["schema"],
                    fields.parameter(operation, parameter))
    roots = [schema for schema in (operation.body, operation.data) if schema is not None]
    for struct in contract.reachable_structs(roots):
        for name, member in contract.schemas[struct]["properties"].items():
            check_words(problems, contract, f"{struct}.{name}", member, fields.complete(struct, name, member))


def check_words(problems, contract, where, schema, complete):
    problems.demand(complete.get("description"), where, "no description: add one here or in fields.yaml")
    scalar = cpp.kind(contract, schema) in ("kString", "kInteger", "kNumber", "kBoolean")
    known = "enum" in contract.resolve(schema) or "default" in schema
    problems.demand(known or not scalar or "example" in complete, where,
                    "no example: add one here or in fields.yaml")


def check(contract):
    problems = Problems()
    fields = words.Words(contract.fields)
    for stem, document in contract.files.items():
        for name in references(document):
            problems.demand(name in contract.schemas, stem, f"{REF}{name} points nowhere")
    if not problems.lines:
        for name, schema in contract.schemas.items():
            check_schema(problems, name, schema)
        for operation in contract.operations:
            check_operation(problems, contract, operation)
            if operation.live:
                check_live(problems, contract, operation, fields)
        for name in contract.fields:
            struct = name.partition(".")[0]
            known = "." not in name or struct in contract.schemas or struct.endswith("Query")
            problems.demand(known, "fields.yaml", f"{name}: there is no {struct}")
    if problems.lines:
        raise SystemExit("\n".join(dict.fromkeys(problems.lines)))
