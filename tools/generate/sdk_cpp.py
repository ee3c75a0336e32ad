"""contract -> the C++ SDK: types by module, the methods of both clients, and what carries them over the wire.

include/ is committed at sdk/cpp/include (readers want it); src/ stays in the build folder.
"""

import textwrap

import cpp
import dto
import words as model_words

HEAD = "// Generated from contract/. Not to be edited."
CLIENTS = {"authentication": "AuthenticationOperations", "management": "ManagementOperations"}
FORM = "application/x-www-form-urlencoded"


def method_name(operation):
    """As in the Python SDK where that has the operation, else after the path."""
    named = operation.row.get("x-python-method", operation.function)
    return cpp.member_name(named if isinstance(named, str) else named[0])


def clients_of(operation):
    more = operation.row.get("x-also-client", [])
    return [operation.row["x-client"], *([more] if isinstance(more, str) else more)]


def value_type(contract, schema):
    return cpp.value_type(contract, schema).replace("json::Raw", "Json")


def comment(text, indent):
    pad = " " * indent
    return textwrap.wrap(" ".join(text.split()), 110, initial_indent=pad + "// ", subsequent_indent=pad + "// ",
                         break_long_words=False, break_on_hyphens=False)


def member_line(contract, name, schema, required):
    value = value_type(contract, schema)
    if value == "Json":
        return f"  Json {cpp.member_name(name)} = {{}};"
    if not required:
        return f"  std::optional<{value}> {cpp.member_name(name)} = {{}};"
    start = {"std::int64_t": " = 0", "double": " = 0", "bool": " = false"}.get(value, " = {}")
    return f"  {value} {cpp.member_name(name)}{start};"


class Struct:
    """A structure of the SDK: a schema of the contract, or the parameters of one operation."""

    def __init__(self, contract, words, name, members, description):
        self.contract, self.words, self.name, self.members = contract, words, name, members
        self.description = description

    def text(self):
        lines = comment(self.description, 0) if self.description else []
        lines.append(f"struct {self.name} {{")
        for name, schema, required in self.members:
            lines += comment(self.words.complete(self.name, name, schema).get("description", ""), 2)
            lines.append(member_line(self.contract, name, schema, required))
        return "\n".join(lines + ["};", ""])

    def rows(self, call, indent="  "):
        return [f"{indent}{call}({cpp.literal(name)}, value.{cpp.member_name(name)});"
                for name, _, _ in self.members]

    def write(self):
        return "\n".join([f"void write(detail::Writer& out, [[maybe_unused]] const {self.name}& value) {{",
                          "  out.begin_object();", *self.rows("out.member"), "  out.end_object();", "}", ""])

    def read(self):
        return "\n".join([f"void read(detail::Reader in, {self.name}& value) {{", *self.rows("in.member"), "}", ""])


class Sdk:
    def __init__(self, contract):
        self.contract, self.words = contract, model_words.Words(contract.fields)
        mine = [operation for operation in contract.operations if "none" not in clients_of(operation)]
        self.operations = sorted(mine, key=method_name)
        self.modules = {dto.COMMON: []}
        for name, module in dto.place(contract).items():
            if any(operation.module == module for operation in mine) or module == dto.COMMON:
                self.modules.setdefault(module, []).append(name)
        for operation in mine:
            self.modules.setdefault(operation.module, [])
        bodies = [operation.body for operation in mine if operation.body]
        datas = [operation.data for operation in mine if operation.data is not None]
        self.written = set(contract.reachable_structs(bodies))
        self.read = set(contract.reachable_structs(datas))

    def structs(self, module):
        wanted = [name for name in self.modules[module] if name in self.written | self.read]
        return [Struct(self.contract, self.words, name, dto.members_of(self.contract, name),
                       self.contract.schemas[name].get("description", ""))
                for name in dto.ordered(self.contract, wanted)]

    def queries(self, module):
        return [Struct(self.contract, self.words, operation.query_struct, dto.query_members(operation),
                       f"Parameters of {method_name(operation)}.")
                for operation in self.operations if operation.module == module and operation.parameters]

    def types(self, module):
        structs = self.structs(module)
        lines = [HEAD, "#pragma once", "#include <cstdint>", "#include <optional>", "#include <string>",
                 "#include <vector>", ""]
        lines += ['#include "genauth/types/common.h"'] if module != dto.COMMON else ['#include "genauth/json.h"']
        lines += ["", "namespace genauth {", ""]
        lines += [f"struct {struct.name};" for struct in structs] + [""]
        lines += [struct.text() for struct in structs + self.queries(module)]
        return "\n".join(lines + ["}  // namespace genauth", ""])

    def signature(self, operation, owner=""):
        data = "void" if operation.data is None else value_type(self.contract, operation.data)
        arguments = [f"const {operation.query_struct}& query"] if operation.parameters else []
        if operation.body:
            arguments.append(f"const {value_type(self.contract, operation.body)}& body")
        return f"Response<{data}> {owner}{method_name(operation)}({', '.join(arguments)})"

    def of_client(self, client):
        mine = [operation for operation in self.operations if client in clients_of(operation)]
        names = [method_name(operation) for operation in mine]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise SystemExit(f"sdk_cpp: {client} has two methods named {', '.join(sorted(twice))}")
        return mine

    def client_header(self, client):
        mine = self.of_client(client)
        modules = sorted({operation.module for operation in mine})
        lines = [HEAD, "#pragma once", '#include "genauth/channel.h"', '#include "genauth/response.h"']
        lines += [f'#include "genauth/types/{module}.h"' for module in modules]
        lines += ["", "namespace genauth {", "", f"// Every {client} operation of the contract, one method each.",
                  f"class {CLIENTS[client]} {{", " public:"]
        for operation in mine:
            lines += comment(operation.row.get("summary", ""), 2)
            lines += [f"  // {operation.method.upper()} {operation.path}", f"  {self.signature(operation)};", ""]
        lines += [" protected:", f"  {CLIENTS[client]}() = default;", f"  ~{CLIENTS[client]}() = default;", "",
                  " private:", "  // How a request reaches the server; the client knows.",
                  "  virtual Answer send(Request request) = 0;", "};", "", "}  // namespace genauth", ""]
        return "\n".join(lines)

    def method(self, client, operation):
        access = "true" if operation.row["x-audience"] == "public" else "false"
        lines = [f"{self.signature(operation, CLIENTS[client] + '::')} {{",
                 f"  Request request{{.method = {cpp.literal(operation.method.upper())}, "
                 f".path = {cpp.literal(operation.path)}, .is_public = {access}}};"]
        if operation.parameters:
            lines.append("  detail::Query parameters;")
            for row in operation.parameters:
                name = row["name"]
                call = {"query": "parameters.add({0}, query.{1});",
                        "path": "detail::fill(request.path, {0}, query.{1});",
                        "header": "detail::add_header(request, {0}, query.{1});"}[row["in"]]
                lines.append("  " + call.format(cpp.literal(name), cpp.member_name(name)))
            lines.append("  request.query = parameters.text();")
        if operation.body:
            form = FORM in operation.row["requestBody"]["content"]
            lines.append(f"  detail::set_{'form' if form else 'body'}(request, body);")
        data = "void" if operation.data is None else value_type(self.contract, operation.data)
        whole = "false" if operation.enveloped and operation.data is not operation.response else "true"
        return "\n".join(lines + [f"  return detail::understand<{data}>(send(std::move(request)), {whole});", "}", ""])

    def declarations(self):
        lines = [HEAD, "#pragma once", '#include "codec.h"', '#include "genauth/types/common.h"', "",
                 "namespace genauth {"]
        for struct in self.structs(dto.COMMON):
            lines += self._declare(struct)
        return "\n".join(lines + ["}  // namespace genauth", ""])

    def _declare(self, struct):
        lines = [f"void write(detail::Writer& out, const {struct.name}& value);"] if struct.name in self.written else []
        return lines + ([f"void read(detail::Reader in, {struct.name}& value);"] if struct.name in self.read else [])

    def source(self, module):
        structs = self.structs(module)
        lines = [HEAD, '#include "codec.h"', '#include "codec_common.h"', f'#include "genauth/types/{module}.h"']
        used = [client for client in CLIENTS if any(o.module == module for o in self.of_client(client))]
        lines += [f'#include "genauth/{client}_operations.h"' for client in used]
        lines += ["", "#include <utility>", "", "namespace genauth {"]
        for struct in structs if module != dto.COMMON else []:
            lines += self._declare(struct)
        lines.append("")
        for struct in structs:
            lines += [struct.write()] if struct.name in self.written else []
            lines += [struct.read()] if struct.name in self.read else []
        for client in used:
            lines += [self.method(client, o) for o in self.of_client(client) if o.module == module]
        return "\n".join(lines + ["}  // namespace genauth", ""])


def outputs(contract):
    """File name below gen/ -> text."""
    sdk = Sdk(contract)
    files = {"sdk_cpp/src/codec_common.h": sdk.declarations()}
    for module in sdk.modules:
        files[f"sdk_cpp/include/genauth/types/{module}.h"] = sdk.types(module)
        files[f"sdk_cpp/src/{module}.cpp"] = sdk.source(module)
    for client in CLIENTS:
        files[f"sdk_cpp/include/genauth/{client}_operations.h"] = sdk.client_header(client)
    return files
