"""contract -> gen/negative_cases.json: requests that every live operation must refuse, and with which error.

Each case changes one thing in an otherwise valid request, so the schema alone decides the answer:
  {operation, method, path, audience, title, query: [[name, text], ...], body: base64 or null, padding: n,
   expect: {key, field, arg}}
`padding` > 0 stands for a body {"padding":"xx…"} of so many x. Tests replay the cases over HTTP, signed in as
the audience demands; whatever happens, the answer is an envelope with a requestId and never a 5xx.
"""

import base64
import copy
import json
import urllib.parse

import cpp

BODY_BYTES_MAX = 1 << 20  # as limits.body_bytes is when nobody sets it
WRONG = {  # values of another type, as JSON
    "kString": [7, True, [], {}],
    "kInteger": ["text", 1.5, True, [], {}],
    "kNumber": ["text", True, [], {}],
    "kBoolean": ["true", 1, [], {}],
    "kArray": ["text", 1, True, {}],
    "kObject": ["text", 1, True, []],
    "kRawObject": ["text", 1, True, []],
}
KEYS = {"kString": "must_be_string", "kInteger": "must_be_integer", "kNumber": "must_be_number",
        "kBoolean": "must_be_boolean", "kArray": "must_be_array", "kObject": "must_be_object",
        "kRawObject": "must_be_object"}
BROKEN = {"nothing": b"", "half an object": b"{", "a trailing comma": b'{"a":1,}', "a bare word": b"nul",
          "single quotes": b"{'a':1}", "two values": b"{}{}", "a comment": b"{}//",
          "a control character": b'{"a":"\n"}'}
NOT_UTF8 = {"a stray byte": b'{"a":"\xff"}', "an overlong form": b'{"a":"\xc0\xaf"}',
            "a surrogate": b'{"a":"\xed\xa0\x80"}'}


def expect(key, field, arg=""):
    return {"key": key, "field": field, "arg": str(arg)}


def sample(contract, schema):
    """The smallest value that the schema allows."""
    what, schema = cpp.kind(contract, schema), contract.resolve(schema)
    if what == "kString":
        return schema["enum"][0] if "enum" in schema else "1" * max(1, schema.get("minLength", 1))
    if what in ("kInteger", "kNumber"):
        return max(1, schema.get("minimum", 1))
    if what == "kArray":
        return [sample(contract, schema["items"])]
    if what == "kObject":
        return {name: sample(contract, schema["properties"][name]) for name in schema.get("required", [])}
    return {"kBoolean": True, "kRaw": {}, "kRawObject": {}}[what]


def beyond(contract, schema):
    """(title, value, error key, arg) for each bound of the schema."""
    what, schema = cpp.kind(contract, schema), contract.resolve(schema)
    low, high = schema.get("minimum"), schema.get("maximum")
    if schema.get("format") == "int32":
        low, high = (cpp.INT32[0] if low is None else low), (cpp.INT32[1] if high is None else high)
    if what in ("kInteger", "kNumber"):
        if low is not None:
            yield "below the minimum", low - 1, "too_small", low
        if high is not None:
            yield "above the maximum", high + 1, "too_great", high
    if what == "kString" and "enum" in schema:
        yield "not in the list", "no-such-value", "must_be_one_of", ", ".join(schema["enum"])
    elif what == "kString" and "maxLength" in schema:
        yield "too long", "1" * (schema["maxLength"] + 1), "too_long", schema["maxLength"]
    if what == "kString" and schema.get("minLength", 0) > 1:
        yield "too short", "1" * (schema["minLength"] - 1), "too_short", schema["minLength"]
    if what == "kArray":
        element = sample(contract, schema["items"])
        least, most = schema.get("minItems", 0), schema.get("maxItems")
        if most is not None:
            yield "too many elements", [element] * (most + 1), "too_many_elements", most
        if least > 0:
            yield "too few elements", [element] * (least - 1), "too_few_elements", least


def wrong_values(contract, schema):
    """(title, value, error key, arg) for one value: other types, then bounds."""
    what, resolved = cpp.kind(contract, schema), contract.resolve(schema)
    for value in WRONG.get(what, []):
        key, arg = KEYS[what], ""
        if what == "kString" and "enum" in resolved:
            key, arg = "must_be_one_of", ", ".join(resolved["enum"])
        yield f"{json.dumps(value)} for {what[1:].lower()}", value, key, arg
    yield from beyond(contract, schema)


def place(root, path, value):
    """A copy of `root` with the value at the path; intermediate objects are there already."""
    root = copy.deepcopy(root)
    node = root
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return root


def body_changes(contract, schema, root, path):
    """(title, whole body, expectation) for every member below an object that stands at `path` in `root`."""
    schema = contract.resolve(schema)
    required = schema.get("required", [])
    for name, member in schema["properties"].items():
        here = path + [name]
        field = ".".join(str(step) for step in here)
        if name in required:
            without = place(root, here, None)
            yield f"{field} is null", without, expect("required", field)
            node = without
            for step in path:
                node = node[step]
            del node[name]
            yield f"{field} is missing", without, expect("required", field)
            if cpp.kind(contract, member) == "kString":
                yield f"{field} is empty", place(root, here, ""), expect("required", field)
        for title, value, key, arg in wrong_values(contract, member):
            yield f"{field}: {title}", place(root, here, value), expect(key, field, arg)
        yield from below(contract, member, place(root, here, sample(contract, member)), here)


def below(contract, schema, root, path):
    """The same for what an object or an array at `path` holds."""
    what, resolved = cpp.kind(contract, schema), contract.resolve(schema)
    if what == "kObject":
        yield from body_changes(contract, schema, root, path)
    elif what == "kArray":
        here = path + [0]
        field = ".".join(str(step) for step in here)
        for title, value, key, arg in wrong_values(contract, resolved["items"]):
            yield f"{field}: {title}", place(root, here, value), expect(key, field, arg)
        yield from below(contract, resolved["items"], root, here)


def query_changes(contract, operation):
    """(title, parameters, expectation) for every query parameter."""
    base = {parameter["name"]: text_of(sample(contract, parameter["schema"]))
            for parameter in operation.parameters if parameter.get("required")}
    for parameter in operation.parameters:
        name, schema = parameter["name"], parameter["schema"]
        what = cpp.kind(contract, schema)
        in_path = parameter["in"] == "path"  # without it, it is another path
        if parameter.get("required") and not in_path:
            yield f"{name} is missing", {**base, name: None}, expect("required", name)
            yield f"{name} is empty", {**base, name: ""}, expect("required", name)
        if what in ("kInteger", "kNumber", "kBoolean"):
            yield f"{name} is a word", {**base, name: "word"}, expect(KEYS[what], name)
        for title, value, key, arg in beyond(contract, schema):
            if value != []:
                yield f"{name}: {title}", {**base, name: text_of(value)}, expect(key, name, arg)


def text_of(value):
    if isinstance(value, list):
        return ",".join(text_of(element) for element in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def case(operation, title, expected, query=(), body=None, padding=0):
    path = operation.path
    for name, text in query:
        path = path.replace("{%s}" % name, urllib.parse.quote(text, safe=""))
    return {"operation": operation.name, "method": operation.method.upper(), "path": path,
            "audience": operation.row["x-audience"], "title": title,
            "query": [list(pair) for pair in query if "{%s}" % pair[0] not in operation.path],
            "body": None if body is None else base64.b64encode(body).decode(), "padding": padding,
            "expect": expected}


def encoded(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def body_cases(contract, operation, query):
    base = sample(contract, operation.body)
    for title, body, expected in body_changes(contract, operation.body, base, []):
        yield case(operation, title, expected, query, encoded(body))
    for title, body in BROKEN.items():
        yield case(operation, f"body is {title}", {"key": "body_not_json"} if body else None, query, body)
    for title, body in NOT_UTF8.items():
        yield case(operation, f"body holds {title}", {"key": "body_not_json"}, query, body)
    for title, body in (("an array", b"[]"), ("a string", b'"text"')):
        yield case(operation, f"body is {title}", expect("must_be_object", "body"), query, body)
    yield case(operation, "body is null", None, query, b"null")  # as {}: some SDKs send it for "no parameters"
    deep = b'{"a":' * 64 + b"1" + b"}" * 64
    yield case(operation, "body is nested too deeply", {"key": "body_not_json"}, query, deep)
    limit = operation.row.get("x-body-bytes-max", BODY_BYTES_MAX)
    yield case(operation, "body is too large", expect("body_too_large", "", limit), query, None, limit + 1)


def cases(contract):
    for operation in contract.operations:
        if not operation.live:
            continue
        for title, parameters, expected in query_changes(contract, operation):
            pairs = [(name, text) for name, text in parameters.items() if text is not None]
            yield case(operation, title, expected, pairs)
        if operation.body and not operation.form:
            query = [(parameter["name"], text_of(sample(contract, parameter["schema"])))
                     for parameter in operation.parameters if parameter.get("required")]
            yield from body_cases(contract, operation, query)


def outputs(contract):
    lines = [json.dumps(row, ensure_ascii=False) for row in cases(contract)]
    return {"negative_cases.json": "[\n" + ",\n".join(lines) + "\n]\n"}
