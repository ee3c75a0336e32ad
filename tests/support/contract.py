"""Checks answers against the contract (the bundled openapi.json) and remembers what was exercised.

Each process that imports this appends to GENAUTH_COVERAGE (a folder): one file with the operations it called and the
error keys it saw. tests/coverage.py reads them at the end of the suite.
"""

import atexit
import functools
import json
import os
import pathlib
import re
import time

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPENAPI = os.environ.get("GENAUTH_OPENAPI") or str(ROOT / "build/release/gen/openapi.json")
# What any operation may answer without declaring it: the pipeline's own refusals.
EVERYWHERE = {
    "internal", "planned", "body_too_large", "body_not_json", "body_not_form", "throttled", "busy", "deadline_exceeded",
    "required", "must_be_string", "must_be_integer", "must_be_number", "must_be_boolean", "must_be_array",
    "must_be_object", "must_be_one_of", "too_small", "too_great", "too_short", "too_long", "too_few_elements",
    "too_many_elements", "bad_format", "literal_template", "database_unavailable",
}
EVERYWHERE_MANAGEMENT = {
    "credential_required", "access_key_invalid", "token_invalid", "token_expired", "forbidden", "signature_mismatch",
    "signature_method", "signature_version", "signature_date_format", "signature_date_missing",
    "signature_clock_skew", "signature_replayed", "signature_uncovered",
}
_seen = set()  # (operation path+method, error key or "ok")


@functools.cache
def _document():
    with open(OPENAPI, encoding="utf-8") as file:
        return json.load(file)


@functools.cache
def errors():
    """Of every group: key and row (contract/errors)."""
    found = {}
    for path in (ROOT / "contract/errors").glob("*.yaml"):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@functools.cache
def _operation(method, path):
    paths = _document()["paths"]
    if path in paths:
        return path, paths[path].get(method.lower())
    for template, row in paths.items():
        if "{" in template and re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path):
            return template, row.get(method.lower())
    return path, None


@functools.cache
def _validator(ref):
    document = _document()
    return jsonschema.Draft202012Validator({"$ref": ref, "components": document["components"]})


def _keys_of(answer):
    """The error keys that this answer can stand for: several share their numbers, so the text decides."""
    found = []
    for key, row in errors().items():
        if row["statusCode"] != answer["statusCode"] or row.get("apiCode") != answer.get("apiCode"):
            continue
        patterns = [re.escape(text).replace(r"\{field\}", ".*").replace(r"\{arg\}", ".*")
                    for text in row["message"].values()]
        if any(re.fullmatch(pattern, answer["message"], re.S) for pattern in patterns):
            found.append(key)
    return found


def check(method, url, answer):
    path = url.partition("?")[0]
    template, operation = _operation(method, path)
    if operation is None:
        return
    name = f"{method.upper()} {template}"
    ref = None
    if "x-reply" not in operation:  # then only refusals are JSON
        ref = operation["responses"]["200"]["content"]["application/json"]["schema"].get("$ref")
    if "statusCode" not in answer or answer["statusCode"] == 200:
        if ref:
            problems = sorted(_validator(ref).iter_errors(answer), key=str)
            assert not problems, f"{name} answered against its contract: {problems[0].message} in {answer}"
        assert "apiCode" not in answer, f"{name}: a success carries no apiCode"
        _seen.add((name, "ok"))
        return
    assert isinstance(answer.get("message"), str) and answer.get("requestId"), f"{name}: not an envelope: {answer}"
    keys = _keys_of(answer)
    assert keys, f"{name}: no error of contract/errors looks like {answer}"
    allowed = EVERYWHERE | set(operation.get("x-errors", []))
    if operation.get("x-audience") == "management":
        allowed |= EVERYWHERE_MANAGEMENT
    assert set(keys) & allowed, f"{name}: {keys} is not declared in x-errors: {answer}"
    for key in keys:
        _seen.add((name, key))


def is_bare(method, url):
    """Whether the operation's success stands alone, without an envelope (x-envelope: false)."""
    _, operation = _operation(method, url.partition("?")[0])
    return operation is not None and operation.get("x-envelope", True) is False


def check_reply(method, url, response):
    """The answer of an operation with x-reply (a redirect, a page, a file), or the envelope of its refusal."""
    template, operation = _operation(method, url.partition("?")[0])
    assert operation and "x-reply" in operation, f"{method} {template} is no operation with a reply"
    if response.headers.get("content-type", "").startswith("application/json"):
        return check(method, url, response.json())
    if response.status_code >= 400:  # a refusal as a page: its envelope is seen elsewhere
        assert response.headers["content-type"].startswith("text/html"), response.headers
        return None
    assert str(response.status_code) in operation["responses"], f"{method} {template}: HTTP {response.status_code}"
    _seen.add((f"{method.upper()} {template}", "ok"))
    return None


@atexit.register
def _remember():
    folder = os.environ.get("GENAUTH_COVERAGE")
    if folder and _seen:
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        name = f"{os.getpid()}-{time.time_ns()}.json"  # the number of a process comes again in a long run
        (pathlib.Path(folder) / name).write_text(json.dumps(sorted(_seen)))
