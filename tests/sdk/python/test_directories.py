"""Directories through the official SDK: an administrator connects one, a person signs in with its password."""

import genauth
import pytest
import slapd
from conftest import client_of, ok, refused

KINDS = {"ldap": (slapd.Slapd, "sign_in_by_ldap"), "ad": (slapd.ActiveDirectory, "sign_in_by_ad")}


@pytest.fixture(name="server", scope="module")
def one_server():
    with genauth.Server(settings={"GENAUTH_EGRESS_ALLOW": "127.0.0.1"}) as running:
        yield running


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_signs_in_with_the_password_of_the_directory(server, management, kind):
    make, method = KINDS[kind]
    with make() as directory:
        directory.add("ann", "secret of ann")
        source = ok(management.create_ext_idp(name="Directory", type=kind))
        connection = ok(management.create_ext_idp_conn(
            ext_idp_id=source["id"], type=kind, identifier="our-" + kind, display_name="Directory",
            fields=directory.fields()))
        ok(management.change_ext_idp_conn_state(id=connection["id"], enabled=True, app_id=server.app_id))
        sign_in = getattr(client_of(server), method)
        tokens = ok(sign_in("ann", "secret of ann", {"scope": "openid profile"}))
        assert ok(client_of(server, access_token=tokens["access_token"]).get_identities())[0]["provider"] == kind
        refused(sign_in("ann", "wrong"), 403, 2333)
