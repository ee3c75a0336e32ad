"""contract -> gen/openapi.json: one document, every reference inside it."""

import json

import words

GROUPS = ("authentication", "management")


def bundle(contract, version):
    paths, fields = {}, words.Words(contract.fields)
    for operation in contract.operations:
        row = {**fields.operation(operation), "x-name": operation.name}
        paths.setdefault(operation.path, {})[operation.method] = row
    tags = sorted({tag for operation in contract.operations for tag in operation.row["tags"]})
    return {
        "openapi": "3.1.0",
        "info": {"title": "GenAuth API", "version": version},
        "servers": [{"url": "http://localhost:3000"}],
        "tags": [{"name": tag} for tag in tags],
        "x-tagGroups": [{"name": group, "tags": [tag for tag in tags if tag.startswith(group + "/")]}
                        for group in GROUPS],
        "paths": paths,
        "components": {"schemas": {name: fields.schema(name, contract.schemas[name])
                                   for name in sorted(contract.schemas)}},
    }


def outputs(contract, version):
    text = json.dumps(bundle(contract, version), ensure_ascii=False, separators=(",", ":"))
    return {"openapi.json": text + "\n"}
