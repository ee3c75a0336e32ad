"""What the snippets of all languages share."""

from dataclasses import dataclass

HOST = "http://localhost:3000"


@dataclass
class Snippet:
    language: str  # cpp
    label: str  # C++
    method: str  # AuthenticationClient.bind_phone, or what is asked over HTTP
    code: str
    packaged: bool  # False: the package of this language has no such method, so this is plain HTTP


def client_name(entry):
    return "AuthenticationClient" if entry.row["x-client"] == "authentication" else "ManagementClient"


def needs_user(entry):
    return entry.row["x-audience"] == "user"


def headers(entry, body):
    rows = [("content-type", "application/json")] if body else []
    if entry.operation is not None and entry.operation.reply:
        return []
    if entry.row["x-client"] != "management":
        rows.append(("x-authing-app-id", "APP_ID"))
        return rows + ([("authorization", "Bearer ACCESS_TOKEN")] if needs_user(entry) else [])
    public = entry.row["x-audience"] == "public"
    return rows + ([] if public else [("authorization", "Bearer MANAGEMENT_TOKEN")])
