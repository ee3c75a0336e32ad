"""Identity sources through the official SDK: an administrator sets one up, a person sees and links it."""

import itertools

from conftest import PASSWORD, client_of, ok, refused

_count = itertools.count(1)


def unlinks(server, management, source_id):
    """Somebody who was moved here with an account at the source takes it away from theirs."""
    linked = {"extIdpId": source_id, "provider": "github", "type": "generic", "userIdInIdp": "9", "userInfoInIdp": {},
              "originConnIds": []}
    ok(management.create_user(status="Activated", username="unlinker", password=PASSWORD, identities=[linked]))
    client = client_of(server)
    client.set_access_token(ok(client.sign_in_by_username_password("unlinker", PASSWORD))["access_token"])
    assert [each["userIdInIdp"] for each in ok(client.get_identities())] == ["9"]
    assert client.unlink_ext_idp(ext_idp_id=source_id)["statusCode"] == 200
    assert ok(client.get_identities()) == []


def test_an_administrator_sets_a_source_up_and_a_person_gets_a_link(server, management):
    server.command("application", "update", server.app_id, "--set", 'redirect_uris=["https://app.example.com/linked"]')
    source = ok(management.create_ext_idp(name="Our GitHub", type="github"))
    assert ok(management.update_ext_idp(id=source["id"], name="GitHub"))["name"] == "GitHub"
    fields = {"clientId": "client", "clientSecret": "secret"}
    identifier = f"github-{next(_count)}"
    made = ok(management.create_ext_idp_conn(ext_idp_id=source["id"], type="github", identifier=identifier,
                                             display_name="GitHub", fields=fields))
    ok(management.update_ext_idp_conn(id=made["id"], display_name="Our GitHub", fields=fields))
    ok(management.change_ext_idp_conn_state(id=made["id"], enabled=True, app_id=server.app_id))
    ok(management.change_ext_idp_conn_association_state(id=made["id"], association=True))
    ok(management.change_userpool_tenan_ext_idp_conn_state(enabled=True, conn_ids=[made["id"]]))
    assert [each["id"] for each in ok(management.list_ext_idp())["list"]] == [source["id"]]
    assert ok(management.list_tenant_ext_idp())["totalCount"] == 1
    assert ok(management.get_ext_idp(id=source["id"]))["connections"][0]["displayName"] == "Our GitHub"
    assert ok(management.ext_idp_conn_state_by_apps(id=made["id"]))["list"][0]["id"] == server.app_id

    server.sign_up("linker")
    tokens = server.sign_in("linker")
    client = client_of(server, access_token=tokens["access_token"])
    assert ok(client.get_application_enabled_ext_idps())[0]["identifier"] == identifier
    link = ok(client.generate_link_ext_idp_url(ext_idp_conn_identifier=identifier, app_id=server.app_id,
                                               id_token=tokens["id_token"]))["url"]
    assert "/api/v3/link-extidp?" in link and tokens["id_token"] not in link
    assert ok(client.get_identities()) == []
    refused(client.unlink_ext_idp(ext_idp_id=source["id"]), 404, 2216)
    unlinks(server, management, source["id"])

    ok(management.delete_ext_idp_conn(id=made["id"]))
    ok(management.delete_ext_idp(id=source["id"]))
