"""How a schema of the contract looks in C++: the type of a member, and its row in the descriptor tables."""

import json

KEYWORDS = set("""
and auto bool break case catch char class const continue default delete do double else enum explicit export
extern false float for friend goto if inline int long mutable namespace new not operator or private
protected public register return short signed sizeof static struct switch template this throw true try
typedef typename union unsigned using virtual void volatile while xor
""".split())
INT32 = (-2**31, 2**31 - 1)


def member_name(name):
    name = "".join(c if c.isalnum() and c.isascii() else "_" for c in name)
    return name + "_" if name in KEYWORDS else name


def kind(contract, schema):
    schema = contract.resolve(schema)
    mixed = any(not isinstance(value, str) for value in schema.get("enum", []))
    if "anyOf" in schema or "type" not in schema or mixed:
        return "kRaw"
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    name = next(name for name in names if name != "null")
    if name == "object":
        return "kObject" if schema.get("properties") else "kRawObject"
    return {"string": "kString", "integer": "kInteger", "number": "kNumber", "boolean": "kBoolean",
            "array": "kArray"}[name]


def value_type(contract, schema):
    """The C++ type of a value that is there."""
    plain = {"kString": "std::string", "kInteger": "std::int64_t", "kNumber": "double", "kBoolean": "bool",
             "kRaw": "json::Raw", "kRawObject": "json::Raw"}
    what = kind(contract, schema)
    if what == "kArray":
        return f"std::vector<{value_type(contract, contract.resolve(schema)['items'])}>"
    return plain.get(what) or contract.struct_name(schema)


def literal(value):
    return json.dumps(value, ensure_ascii=False)


def is_plain(contract, schema, required):
    """Whether a member stands without std::optional; see json/type.h."""
    return required or "default" in schema or kind(contract, schema) in ("kRaw", "kRawObject")


def member(contract, name, schema, required):
    """One line of a struct."""
    value = value_type(contract, schema)
    if not is_plain(contract, schema, required):
        return f"  std::optional<{value}> {member_name(name)};"
    start = f" = {literal(schema['default'])}" if "default" in schema else ""
    if not start and value in ("std::int64_t", "double", "bool"):
        start = " = false" if value == "bool" else " = 0"
    return f"  {value} {member_name(name)}{start};"


class Tables:
    """Collects the json::Type constants of one generated .cpp file; equal ones are written once."""

    def __init__(self, contract):
        self.contract = contract
        self.lines, self.known = [], {}

    def constant(self, prefix, declaration):
        """The name of the constant that `declaration` (with {name}) defines."""
        if declaration not in self.known:
            self.known[declaration] = f"{prefix}{len(self.known)}"
            self.lines.append(declaration.format(name=self.known[declaration]))
        return self.known[declaration]

    def reference(self, schema):
        """An expression for the address of the schema's json::Type."""
        struct = self.contract.struct_name(schema)
        if struct:
            return f"&tables::k{struct}"
        parts = [f".kind = json::Kind::{kind(self.contract, schema)}"]
        parts += self._bounds(self.contract.resolve(schema))
        return "&" + self.constant("kType", "constexpr json::Type {name}{{" + ", ".join(parts).replace(
            "{", "{{").replace("}", "}}") + "}};")

    def _bounds(self, schema):
        what = kind(self.contract, schema)
        if what in ("kInteger", "kNumber"):
            low, high = INT32 if schema.get("format") == "int32" else (None, None)
            low, high = schema.get("minimum", low), schema.get("maximum", high)
            bounds = {"min": low, "max": high}
            return [f".{name} = {value}" for name, value in bounds.items() if value is not None]
        parts = []
        for key, text in (("minLength", "min_size"), ("minItems", "min_size"), ("maxLength", "max_size"),
                          ("maxItems", "max_size")):
            if key in schema:
                parts.append(f".{text} = {schema[key]}")
        if what == "kString" and "enum" in schema:
            values = ", ".join(literal(value) for value in schema["enum"])
            name = self.constant("kValues", "constexpr std::string_view {name}[] = {{" + values + "}};")
            parts.append(f".values = {name}")
        if what == "kArray":
            element = value_type(self.contract, schema["items"])
            parts += [f".element = {self.reference(schema['items'])}",
                      f".array = &json::kArrayAccess<{element}>"]
        return parts

    def struct(self, name, members):
        """The table of one struct; `members` are (name, schema, required)."""
        rows = []
        for wire, schema, required in members:
            access = "nullptr"
            if not is_plain(self.contract, schema, required):
                access = f"&json::kOptionalAccess<{value_type(self.contract, schema)}>"
            flag = "true" if required else "false"
            rows.append(f"    {{{literal(wire)}, {self.reference(schema)}, "
                        f"offsetof({name}, {member_name(wire)}), {flag}, {access}}},")
        self.lines += [f"constexpr json::Member kMembersOf{name}[] = {{"] + rows + ["};"]
