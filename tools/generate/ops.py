"""contract -> gen/ops/<module>.h (handler declarations) and gen/routes.cpp (the route table)."""

import cpp
import errors
from dto import HEAD


def outside(contract, schema):
    """The C++ type of a value, as it is called outside namespace dto."""
    if contract.struct_name(schema):
        return "dto::" + contract.struct_name(schema)
    if cpp.kind(contract, schema) == "kArray":
        return f"std::vector<{outside(contract, contract.resolve(schema)['items'])}>"
    return cpp.value_type(contract, schema)


def result_of(contract, operation):
    if operation.reply:
        return "api::Reply"
    if operation.row.get("x-prebuilt"):
        return "json::Prebuilt"
    return "void" if operation.data is None else outside(contract, operation.data)


def declaration(contract, operation):
    arguments = ["api::Call& call"]
    if operation.parameters:
        arguments.append(f"const dto::{operation.query_struct}& query")
    if operation.body:
        arguments.append(f"const {outside(contract, operation.body)}& req")
    result = result_of(contract, operation)
    return f"Result<{result}> {operation.function}({', '.join(arguments)});"


def header(contract, module, operations):
    lines = [HEAD, "#pragma once", '#include "base/result.h"', f'#include "gen/dto/{module}.h"', "",
             "namespace genauth::api {", "class Call;", "struct Reply;", "}", "", "namespace genauth::ops {", ""]
    for operation in operations:
        lines += [f"// {operation.method.upper()} {operation.path}", declaration(contract, operation), ""]
    return "\n".join(lines + ["}  // namespace genauth::ops", ""])


def route(contract, tables, operation):
    row = operation.row
    codes = ", ".join(f"errors::{errors.enumerator(key)}" for key in row["x-errors"])
    span = tables.constant("kCodes", f"constexpr Code {{name}}[] = {{{{{codes}}}}};") if codes else "{}"
    when = row.get("x-outbound-when")
    names = ", ".join(cpp.literal(value) for value in when["values"]) if when else ""
    waiting = tables.constant("kWaiting", f"constexpr std::string_view {{name}}[] = {{{{{names}}}}};") if when else "{}"
    values = [
        cpp.literal(operation.name), cpp.literal(row["operationId"]), cpp.literal(operation.method.upper()),
        cpp.literal(operation.path), cpp.literal(operation.file),
        "Audience::k" + row["x-audience"].capitalize(), "Lane::k" + row["x-lane"].capitalize(),
        cpp.literal(when["member"] if when else ""), waiting,
        "true" if operation.live else "false", "true" if operation.enveloped else "false",
        "true" if operation.reply else "false", "true" if operation.form else "false",
        "true" if operation.cross_origin else "false",
        cpp.literal(row.get("x-permission", "")), str(row.get("x-body-bytes-max", 0)),
        f"&tables::k{operation.query_struct}" if operation.parameters else "nullptr",
        tables.reference(operation.body) if operation.body else "nullptr",
        tables.reference(operation.data) if operation.data is not None else "nullptr",
        span, f"&invoke<&ops::{operation.function}>" if operation.live else "nullptr"]
    return "    {" + ", ".join(values) + "},"


def routes(contract):
    tables = cpp.Tables(contract)
    rows = [route(contract, tables, operation) for operation in contract.operations]
    live = sorted({operation.module for operation in contract.operations if operation.live})
    every = sorted({operation.module for operation in contract.operations})
    lines = [HEAD, '#include "api/invoke.h"', '#include "api/operation.h"']
    lines += [f'#include "gen/errors/{group}.h"' for group in contract.error_groups]
    lines += [f'#include "gen/dto/{module}.h"' for module in every]
    lines += [f'#include "gen/ops/{module}.h"' for module in live]
    lines += ["", "namespace genauth::api {", "namespace {",
              "using namespace genauth::dto;  // for the tables"]
    lines += tables.lines + ["", "constexpr Operation kOperations[] = {"] + rows
    lines += ["};", "}  // namespace", "",
              "std::span<const Operation> operations() { return kOperations; }", "",
              "}  // namespace genauth::api", ""]
    return "\n".join(lines)


def outputs(contract):
    files = {"routes.cpp": routes(contract)}
    for module in sorted({operation.module for operation in contract.operations if operation.live}):
        mine = [operation for operation in contract.operations
                if operation.live and operation.module == module]
        files[f"ops/{module}.h"] = header(contract, module, mine)
    return files
