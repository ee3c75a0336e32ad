"""Signing in to a tenant: only its members, by an application that is open to it; on both engines."""

import base64
import json

import pytest
import requests
from directory import Person, apply
from scenes import PASSWORD, assert_ok, assert_refused, new_name, new_number, try_passcode, try_password


@pytest.fixture(name="member", scope="module")
def one_member(server):
    return Person(server, phone=new_number())


def tenant_of(server, member, **facts):
    """The id of a new tenant with this one member."""
    code = new_name("tenant")
    apply(server, {"tenants": [{"code": code, "name": code, "members": [{"user": member.name}], **facts}]})
    mine = member.get("get-my-tenant-list")
    return next((tenant["tenantId"] for tenant in mine if tenant["tenantName"] == code), None), code


def claims_of(token):
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def enter(server, name, tenant_id):
    return try_password(server, options={"tenantId": tenant_id}, username=name)


def test_a_member_gets_the_tenant_as_a_claim_that_stays_through_refreshes(server, member):
    tenant_id, _ = tenant_of(server, member)
    options = {"tenantId": tenant_id, "scope": "openid profile offline_access tenant_id"}
    tokens = assert_ok(try_password(server, options=options, username=member.name))
    assert claims_of(tokens["id_token"])["tenant_id"] == tenant_id
    renewed = requests.post(server.base + "/oidc/token", timeout=10, data={
        "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], **server.client()}).json()
    assert claims_of(renewed["id_token"])["tenant_id"] == tenant_id


def test_nobody_gets_a_claim_of_a_tenant_that_is_not_theirs(server, member):
    tenant_id, _ = tenant_of(server, member)
    stranger = Person(server)
    for name, wanted in [(stranger.name, tenant_id), (member.name, "0" * 24), (member.name, "no id at all")]:
        assert_refused(enter(server, name, wanted), 403, 2120008)
    code = server.sms_code("CHANNEL_LOGIN", number := new_number())
    answer = try_passcode(server, code, {"tenantId": tenant_id, "autoRegister": True}, phone=number)
    assert_refused(answer, 403, 2120008)


def test_a_tenant_that_is_disabled_or_has_expired_lets_nobody_in(server, member):
    tenant_id, code = tenant_of(server, member)
    assert_ok(enter(server, member.name, tenant_id))
    for change in ({"enabled": False}, {"enabled": True, "expires_at": 1000}):
        apply(server, {"tenants": [{"code": code, "name": code, "members": [{"user": member.name}], **change}]})
        assert_refused(enter(server, member.name, tenant_id), 403, 2120008)


def refresh(server, tokens):
    return requests.post(server.base + "/oidc/token", timeout=10, data={
        "grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], **server.client()})


def test_sessions_of_a_tenant_end_when_it_is_disabled_or_has_expired(server, member):
    other = server.sign_in(member.name)["access_token"]
    for change in ({"enabled": False}, {"enabled": True, "expires_at": 1000}):
        tenant_id, code = tenant_of(server, member)
        options = {"tenantId": tenant_id, "scope": "openid offline_access"}
        tokens = assert_ok(try_password(server, options=options, username=member.name))
        assert_ok(server.get("get-profile", token=tokens["access_token"]))
        apply(server, {"tenants": [{"code": code, "name": code, "members": [{"user": member.name}], **change}]})
        assert_refused(server.get("get-profile", token=tokens["access_token"]), 401, 2021)
        assert refresh(server, tokens).json()["error"] == "invalid_grant"
        assert_ok(server.get("get-profile", token=other))  # not of the tenant


def test_a_tenant_opens_the_applications_that_it_names(server, member):
    ours, _ = tenant_of(server, member, applications=[server.app_id])
    assert_ok(enter(server, member.name, ours))
    others, _ = tenant_of(server, member, applications=[server.other_application()["appId"]])
    assert_refused(enter(server, member.name, others), 403, 2120008)
    assert_ok(try_password(server, PASSWORD, username=member.name))  # without a tenant as ever
