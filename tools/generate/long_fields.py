"""contract -> gen/long_fields.json: every place of a request where text can stand, for tests that put too much there.

  {operation, method, path, audience, query: {name: text}, body: what is sent, or null, form: is it sent as a form,
   place: ["query" or "body" or "path", name or index, ...], bounded: whether the schema says how long it may be}
`body` is an otherwise valid request in which `place` exists. Where a member takes anything, the text stands in it as it
is, or as a member of the object that it takes.
"""

import json

import cpp
import negative


def places(contract, schema, root, path):
    """(whole body, place, bounded) for each text below a value that stands at `path` in `root`."""
    what, resolved = cpp.kind(contract, schema), contract.resolve(schema)
    if what in ("kString", "kRaw"):
        yield root, path, what == "kString" and bool({"maxLength", "enum"} & set(resolved))
    elif what == "kRawObject":
        yield negative.place(root, path, {"text": ""}), path + ["text"], False
    elif what == "kObject":
        for name, member in resolved["properties"].items():
            here = path + [name]
            yield from places(contract, member, negative.place(root, here, negative.sample(contract, member)), here)
    elif what == "kArray":
        yield from places(contract, resolved["items"], root, path + [0])


def takes_text(contract, schema):
    resolved = contract.resolve(schema)
    return cpp.kind(contract, resolved.get("items", schema)) == "kString"


def of_operation(contract, operation):
    query = {parameter["name"]: negative.text_of(negative.sample(contract, parameter["schema"]))
             for parameter in operation.parameters if parameter.get("required")}
    body = negative.sample(contract, operation.body) if operation.body else None
    base = {"operation": operation.name, "method": operation.method.upper(), "path": operation.path,
            "audience": operation.row["x-audience"], "query": query, "body": body, "form": operation.form}
    for parameter in operation.parameters:
        if takes_text(contract, parameter["schema"]):
            where = "path" if parameter["in"] == "path" else "query"
            yield {**base, "place": [where, parameter["name"]], "bounded": True}  # at least by the request line
    if isinstance(body, dict):
        for root, place, bounded in places(contract, operation.body, {"body": body}, ["body"]):
            yield {**base, "body": root["body"], "place": place, "bounded": bounded}


def outputs(contract):
    rows = [json.dumps(row, ensure_ascii=False) for operation in contract.operations if operation.live
            for row in of_operation(contract, operation)]
    return {"long_fields.json": "[\n" + ",\n".join(rows) + "\n]\n"}
