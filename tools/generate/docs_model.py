"""The contract as the reference sees it: pages in their order, members with their words, samples."""

import re
from dataclasses import dataclass, field

import contract as model
import words

ACRONYMS = {
    "id": "ID",
    "ids": "IDs",
    "sms": "SMS",
    "mfa": "MFA",
    "qrcode": "QR Code",
    "url": "URL",
    "ip": "IP",
    "otp": "OTP",
    "totp": "TOTP",
    "ldap": "LDAP",
    "asa": "ASA",
    "wechat": "WeChat",
    "extidp": "External Identity Source",
    "oidc": "OIDC",
    "jwks": "JWKS",
    "webauthn": "Passkey",
    "extidps": "External Identity Sources",
    "ecconn": "",
    "miniprogram": "Mini Program",
    "userinfo": "User Info",
    "signin": "Sign In",
    "signup": "Sign Up",
    "pushcode": "Push Code",
    "fastpass": "Fast Pass",
    "dnef": "DNEF",
    "idp": "IdP",
    "ad": "AD",
    "v2": "",
}
DEPTH_MAX = 6  # of samples: some structures contain themselves
ENVELOPE_WORDS = {
    "statusCode": ("Business status; 200 is success", 200),
    "message": ("What happened, in the language that was asked for", "Operation successful"),
    "apiCode": ("Finer code of an error, where there is one; see the error codes", None),
    "requestId": (
        "Id of this call, for questions to your administrator",
        "934108e5-9fbf-4d24-8da1-c330328abd6c",
    ),
    "data": ("What was asked for", None),
}


def title_of(name):
    parts = [ACRONYMS.get(part.lower(), part[:1].upper() + part[1:]) for part in name.split("-")]
    return " ".join(part for part in parts if part)


def placeholder(name):
    """What stands in a sample for a text that nobody knows: the member's name in capitals."""
    return model.kebab(name).replace("-", "_").replace(":", "_").upper()


@dataclass
class Member:
    """One row of a table."""

    name: str
    schema: dict
    required: bool
    place: str = ""  # query, path, header; empty in a body

    @property
    def default(self):
        return self.schema.get("default")

    @property
    def description(self):
        return self.schema.get("description", "")


@dataclass
class Entry:
    """One operation and its place in the tree."""

    name: str
    title: str
    summary: str
    description: str
    live: bool
    method: str
    path: str
    row: dict
    area: object = None
    module: object = None
    operation: object = None  # contract.Operation; None for an endpoint of a protocol
    endpoint: object = None  # Endpoint; None for an operation
    previous: object = None
    next: object = None

    @property
    def url(self):
        return f"/docs/operations/{self.name}"


@dataclass
class Module:
    title: str
    slug: str
    about: str
    area: object
    see: list
    entries: list = field(default_factory=list)

    @property
    def url(self):
        return f"/docs/{self.area.slug}/{self.slug}"


@dataclass
class Area:
    title: str
    slug: str
    about: str
    modules: list = field(default_factory=list)

    @property
    def url(self):
        return f"/docs/{self.slug}"


class Schemas:
    """Members, structures and samples of the schemas of one document."""

    def __init__(self, schemas, fields):
        self.schemas, self.words = schemas, words.Words(fields)

    def resolve(self, schema):
        while "$ref" in schema:
            schema = self.schemas[schema["$ref"].removeprefix(model.REF)]
        return schema

    def name_of(self, schema):
        """The structure that a schema names, through names that stand for another; None without members."""
        name = None
        while "$ref" in schema:
            name = schema["$ref"].removeprefix(model.REF)
            schema = self.schemas[name]
        return name if name and ("properties" in schema or "allOf" in schema) else None

    def members(self, schema, name=""):
        """Members of an object; those of `allOf` in their order."""
        if "$ref" in schema:
            name = schema["$ref"].removeprefix(model.REF)
            return self.members(self.schemas[name], name)
        rows = []
        for part in schema.get("allOf", []):
            rows += self.members(part, name)
        required = schema.get("required", [])
        for key, member in schema.get("properties", {}).items():
            rows.append(Member(key, self.words.complete(name, key, member), key in required))
        return rows

    def structures(self, schemas):
        """Names of the structures that these schemas lead to, nearest first; not the schemas themselves."""
        found, todo = [], [member.schema for schema in schemas for member in self.members(schema)]
        while todo:
            schema = todo.pop(0)
            name = self.name_of(schema)
            if name and name not in found:
                found.append(name)
                todo += [member.schema for member in self.members(schema)]
            elif not name and "items" in self.resolve(schema):
                todo.append(self.resolve(schema)["items"])
        return found

    def example(self, schema):
        """The schema's own example, if it has the schema's type: fields.yaml serves members of several types."""
        known = schema.get("example", next(iter(schema.get("examples", [])), None))
        kind = self.resolve(schema).get("type")
        if kind == "string" and isinstance(known, (int, float)) and not isinstance(known, bool):
            return str(known)
        python = {"array": list, "object": dict, "string": str, "boolean": bool, "integer": int}.get(
            str(kind)
        )
        return known if python is None or isinstance(known, python) else None

    def sample(self, schema, key="", depth=0, only_required=False):
        resolved = self.resolve(schema)
        known = self.example(schema)
        if known is not None:
            return known
        if self.name_of(schema) or "properties" in resolved:
            if depth >= DEPTH_MAX:
                return {}
            rows = self.members(schema)
            if only_required:
                rows = [row for row in rows if row.required]
            return {row.name: self.sample(row.schema, row.name, depth + 1, only_required) for row in rows}
        if resolved.get("default") is not None:
            return resolved["default"]
        if resolved.get("enum"):
            return resolved["enum"][0]
        return self._plain(resolved, key, depth, only_required)

    def _plain(self, schema, key, depth, only_required):
        kind = schema.get("type")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "array":
            return [self.sample(schema.get("items", {}), key.removesuffix("s"), depth + 1, only_required)]
        if kind in ("integer", "number"):
            return schema.get("minimum", 0)
        if kind == "boolean":
            return True
        return {} if kind == "object" else placeholder(key or "value")

    def answer(self, schema):
        """A sample of a whole answer, the envelope as it looks on success."""
        if "data" not in {row.name for row in self.members(schema)} and not self._is_envelope(schema):
            return self.sample(schema)
        sample = {}
        for row in self.members(schema):
            if row.name in ENVELOPE_WORDS and row.name != "data":
                if ENVELOPE_WORDS[row.name][1] is not None:
                    sample[row.name] = ENVELOPE_WORDS[row.name][1]
            else:
                sample[row.name] = self.sample(row.schema, row.name)
        return sample

    def answer_members(self, schema):
        rows = self.members(schema)
        if not self._is_envelope(schema):
            return rows
        for row in rows:
            if not row.description and row.name in ENVELOPE_WORDS:
                row.schema = {**row.schema, "description": ENVELOPE_WORDS[row.name][0]}
        return rows

    def _is_envelope(self, schema):
        return {"statusCode", "message"} <= {row.name for row in self.members(schema)}


def query_members(schemas, operation):
    rows = []
    for parameter in schemas.words.operation(operation).get("parameters", []):
        schema = dict(parameter["schema"])
        schema.update({key: parameter[key] for key in ("description", "example") if key in parameter})
        rows.append(Member(parameter["name"], schema, parameter.get("required", False), parameter["in"]))
    return rows


def request_members(schemas, entry):
    operation = entry.operation
    return query_members(schemas, operation) if operation.body is None else schemas.members(operation.body)


def request_sample(schemas, entry, samples):
    """What a snippet sends: the sample of docs-tree.yaml, or the required members and a few known ones."""
    if entry.name in samples:
        return samples[entry.name]
    rows = request_members(schemas, entry)
    chosen = {row.name: schemas.sample(row.schema, row.name, 1, True) for row in rows if row.required}
    for row in rows:
        scalar = row.schema.get("type") in ("string", "integer", "boolean")
        if len(chosen) < 2 and row.name not in chosen and scalar and "example" in row.schema:
            chosen[row.name] = row.schema["example"]
    return chosen


def slug_name(operation_id):
    return re.sub(r"[^a-z0-9-]", "-", model.kebab(operation_id))
