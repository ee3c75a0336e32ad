"""Fails if an operation that an official SDK has was never driven by one. Run after tests/sdk.

What was driven is what the servers of those tests logged: each has written to NAME.log in the folder
GENAUTH_COVERAGE (NAME: sdk_python, sdk_node, sdk_java), one line for each call, with the program that called. What
the tests ask of the server themselves, past the SDK, comes from another program and does not count.
"""

import json
import os
import pathlib
import sys

# How the clients call themselves; of Node's authentication client it is axios that says so, and of the part of Java's
# management client that fetches its token an HTTP library.
CLIENTS = {
    "sdk_python": ("python:", "authing-py-sdk:"),
    "sdk_node": ("axios/", "authing-node-sdk:"),
    "sdk_java": ("1.0.0", "authing-java-sdk:", "Mozilla/5.0"),
}
# What no SDK brings to success, and why; each is driven to its refusal all the same.
BRACES = "sent with the braces of its path, as no SDK fills them in"
NO_BODY = "sent without the body that it needs"
REFUSED = {
    "delete-ip-list": BRACES,
    "delete-risk-list-policy": BRACES,
    "delete-user-list": BRACES,
    "webauthn-admin-credentials-credential-id": BRACES,
    "webauthn-admin-credentials-credential-id-user-id-app-id": BRACES,
    "webauthn-admin-initialize": NO_BODY,
    "webauthn-admin-registration-finalize": NO_BODY,
    "webauthn-delete-credential": BRACES,
    "webauthn-registration-finalize": NO_BODY,
    "webauthn-remove-credential-credential-id": BRACES,
    "webauthn-update-credential": BRACES,
}


def driven(folder):
    """(operation, status code) pairs of what an SDK asked for."""
    seen = set()
    for log, names in CLIENTS.items():
        path = folder / f"{log}.log"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        calls = [json.loads(line) for line in lines if '"event":"call"' in line]
        ours = {(call["operation"], call["status"]) for call in calls if call.get("client", "").startswith(names)}
        if not ours:
            sys.exit(f"{path}: no call of this SDK")
        seen |= ours
    return seen


def of_sdks(openapi):
    """Names of the live operations that an SDK has a method for (x-client)."""
    with open(openapi, encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    return {row["x-name"] for methods in paths.values() for row in methods.values()
            if row["x-status"] == "live" and row["x-client"] != "none"}


def gaps(operations, seen):
    names, good = {name for name, _ in seen}, {name for name, status in seen if status == 200}
    for name in sorted(operations):
        if name not in names:
            yield f"{name} was never driven by an SDK"
        elif name not in good and name not in REFUSED:
            yield f"{name} never succeeded for an SDK"
        elif name in good and name in REFUSED:
            yield f"{name} succeeded for an SDK: it is no exception"
    for name in sorted(REFUSED.keys() - operations):
        yield f"{name} is no operation"


def main():
    operations = of_sdks(os.environ["GENAUTH_OPENAPI"])
    found = list(gaps(operations, driven(pathlib.Path(os.environ["GENAUTH_COVERAGE"]))))
    print("\n".join(found) or f"Each of {len(operations)} operations was driven by an SDK.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
