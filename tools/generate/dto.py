"""contract -> gen/dto/<module>.{h,cpp}: one plain struct per schema, and its descriptor table."""

import cpp

HEAD = "// Generated from contract/. Not to be edited."
COMMON = "common"


def members_of(contract, name):
    schema = contract.schemas[name]
    required = set(schema.get("required", []))
    return [(wire, member, wire in required) for wire, member in schema["properties"].items()]


def query_members(operation):
    return [(parameter["name"], parameter["schema"], parameter.get("required", False))
            for parameter in operation.parameters]


def place(contract):
    """Struct name -> module: that of its file where the file names one, its only user's, or common."""
    users = {}
    for operation in contract.operations:
        roots = [schema for schema in (operation.body, operation.data) if schema is not None]
        for name in contract.reachable_structs(roots):
            users.setdefault(name, set()).add(operation.module)
    placed = {name: next(iter(modules)) if len(modules) == 1 else COMMON for name, modules in users.items()}
    for document in contract.files.values():
        if "x-module" in document:
            schemas = document["components"]["schemas"]
            named = [name for name, schema in schemas.items() if schema.get("properties")]
            placed |= dict.fromkeys(named, document["x-module"])
    return placed


def ordered(contract, names):
    """Members before the structs that hold them by value; a vector may hold what is still incomplete."""
    done, names = [], sorted(names)

    def visit(name, path):
        if name in done or name in path or name not in names:
            return
        for member in contract.schemas[name]["properties"].values():
            for needed in contract.reachable_structs([member]):
                visit(needed, path + [name])
        done.append(name)

    for name in names:
        visit(name, [])
    return done


def struct_text(contract, name, members):
    lines = [f"struct {name} {{"] + [cpp.member(contract, *member) for member in members]
    return "\n".join(lines + ["};"])


def header(contract, structs, module):
    """`structs`: list of (name, members) in an order that compiles."""
    lines = [HEAD, "#pragma once", "#include <cstdint>", "#include <optional>", "#include <string>",
             "#include <vector>", "", '#include "json/type.h"']
    if module != COMMON:
        lines.append('#include "gen/dto/common.h"')
    lines += ["", "namespace genauth::dto {", ""]
    lines += [f"struct {name};" for name, _ in structs] + [""]
    for name, members in structs:
        lines += [struct_text(contract, name, members), ""]
    lines += ["namespace tables {"] + [f"extern const json::Type k{name};" for name, _ in structs]
    lines += ["}  // namespace tables", "", "}  // namespace genauth::dto", "", "namespace genauth::json {"]
    for name, _ in structs:
        lines += ["template <>", f"inline const Type& type_of<dto::{name}>() {{",
                  f"  return dto::tables::k{name};", "}"]
    return "\n".join(lines + ["}  // namespace genauth::json", ""])


def source(contract, structs, module):
    tables = cpp.Tables(contract)
    for name, members in structs:
        tables.struct(name, members)
    lines = [HEAD, f'#include "gen/dto/{module}.h"', "", "#include <cstddef>", "#include <string_view>", "",
             "// Our compilers define offsetof without standard layout, which the standard leaves to them.",
             '#pragma GCC diagnostic ignored "-Winvalid-offsetof"', ""]
    lines += ["namespace genauth::dto {", "namespace {"]
    lines += tables.lines + ["}  // namespace", ""]
    for name, _ in structs:
        value = f"{{.kind = json::Kind::kObject, .members = kMembersOf{name}}}"
        lines.append(f"constinit const json::Type tables::k{name}{value};")
    return "\n".join(lines + ["", "}  // namespace genauth::dto", ""])


def outputs(contract):
    """File name below gen/ -> text."""
    modules = {}
    for name, module in place(contract).items():
        modules.setdefault(module, []).append(name)
    for operation in contract.operations:
        modules.setdefault(operation.module, [])
    files = {}
    for module, names in modules.items():
        structs = [(name, members_of(contract, name)) for name in ordered(contract, names)]
        if module != COMMON:
            structs += [(operation.query_struct, query_members(operation))
                        for operation in contract.operations
                        if operation.module == module and operation.parameters]
        files[f"dto/{module}.h"] = header(contract, structs, module)
        files[f"dto/{module}.cpp"] = source(contract, structs, module)
    return files
