"""What the stand-ins of all vendors share (vendors.py), and the two without habits of their own: a plain OAuth 2.0
server and an OpenID provider."""

import base64
import json

JSON = {"content-type": "application/json"}


def ok(document):
    return 200, JSON, json.dumps(document)


def back(vendors, host, query, name="code", wants=(), state_max=128):
    """The person agrees: back to the application with a code."""
    for each in ("redirect_uri", "state", *wants):
        vendors.must(query.get(each), f"{host}: no {each}")
    vendors.must(len(query["state"]) <= state_max and query["state"].isalnum(), f"{host}: not a state it takes")
    if "deny" in query:
        return 302, {"location": f"{query['redirect_uri']}?error=access_denied&state={query['state']}"}, ""
    code = vendors.new_code(host, query)
    return 302, {"location": f"{query['redirect_uri']}?{name}={code}&state={query['state']}"}, ""


def oauth(vendors, host, query, **more):
    vendors.must(query.get("response_type") == "code", f"{host}: response_type")
    vendors.client(query, secret_name=None)
    return back(vendors, host, query, **more)


def plain_token(vendors, given, pkce=False, **more):
    vendors.must(given.get("grant_type") == "authorization_code", "grant_type")
    vendors.client(given)
    vendors.redeem(given, pkce=pkce)
    return {"access_token": vendors.token(), "token_type": "Bearer", "expires_in": 3600, **more}


def generic(vendors, request, host, path, query, form, _):
    """id.example.com: an OAuth 2.0 server without habits of its own."""
    if path == "/authorize":
        return oauth(vendors, host, query, wants=("code_challenge",))
    if path == "/token":
        return ok(plain_token(vendors, form, pkce=True))
    vendors.bearer(request)
    person = vendors.person
    return ok({"data": {"uid": person.id, "mail": person.email, "confirmed": "yes" if person.verified else "no"},
               "name": person.name})


def provider(vendors, request, host, path, query, form, _):
    """op.example.com: an OpenID provider, by discovery; a code with Basic, or an ID token that the browser posts."""
    issuer = f"{vendors.origin}/{host}"
    if path == "/.well-known/openid-configuration":
        return ok({"issuer": issuer, "authorization_endpoint": issuer + "/auth", "token_endpoint": issuer + "/token",
                   "userinfo_endpoint": issuer + "/me", "jwks_uri": issuer + "/jwks"})
    if path == "/jwks":
        return ok(vendors.jwks())
    if path == "/auth" and query.get("response_type") == "id_token":
        vendors.must(query.get("response_mode") == "form_post" and query.get("nonce"), "op: form_post and nonce")
        posted = {"state": query["state"], "id_token": vendors.id_token(issuer, query["nonce"], "", at_hash=None)}
        return 200, JSON, json.dumps({"action": query["redirect_uri"], "form": posted})
    if path == "/auth":
        return oauth(vendors, host, query, wants=("nonce", "code_challenge"))
    if path == "/token":
        basic = base64.b64encode(b"client-of-ours:secret-of-ours").decode()
        vendors.must(request.headers.get("authorization") == "Basic " + basic, "op: Basic, which discovery implies")
        known = vendors.redeem(form, pkce=True)
        token = vendors.token()
        return ok({"access_token": token, "id_token": vendors.id_token(issuer, known["nonce"], token)})
    vendors.bearer(request)
    return ok({"sub": vendors.userinfo_subject or vendors.person.id, "nickname": "Annie"})
