"""Signing in with an account of a directory: a real slapd, over TLS."""

import socket
import threading

import genauth
import pytest
import slapd
from directory_scene import (SECRET, connect, me, one_connection_at_a_time, one_directory, one_server,  # noqa: F401
                             person, sign_in)
from scenes import assert_ok, assert_refused, new_email, new_name, solved_captcha, user_of, wrong
from sources import CALLBACK, new_connection, new_source, switch


@pytest.mark.parametrize("url", ["ldap", "ldaps"])
def test_a_person_of_the_directory_signs_in_twice_and_is_the_same(server, directory, url):
    connection = connect(server, directory, {"ldapUrl": getattr(directory, url)})
    login = person(directory, mail="ann@example.org", givenName="Ann", displayName="Ann Example")
    first = me(server, sign_in(server, login, customData={"team": "blue"}))
    answer = sign_in(server, login.upper(), scope="openid profile offline_access")
    assert assert_ok(answer)["refresh_token"]
    assert me(server, answer)["userId"] == first["userId"]
    assert (first["name"], first["givenName"]) == ("Ann Example", "Ann")
    assert first.get("email") is None  # the directory is no authority for addresses
    [identity] = assert_ok(server.get("get-identities", token=assert_ok(answer)["access_token"]))
    assert identity["type"] == "entryUUID" and identity["originConnIds"] == [connection["id"]]
    shown = assert_ok(server.manage("GET", "get-user", params={"userId": first["userId"], "withCustomData": True}))
    assert shown["registerSource"] == ["enterprise:ldap"] and shown["customData"] == {"team": "blue"}


@pytest.mark.parametrize("proven", [True, False])
def test_somebody_new_counts_for_the_address_that_a_proven_client_names(server, directory, proven):
    connect(server, directory)
    assert_ok(server.manage("POST", "update-security-settings", {
        "registerAnomalyDetection": {"enabled": True, "limit": 1, "timeInterval": 300}}))
    try:
        with server.with_settings(app={"token_auth_method": "client_secret_post" if proven else "none"}):
            first = sign_in(server, person(directory), clientIp="192.0.2.7")
            assert me(server, first)["lastIp"] == ("192.0.2.7" if proven else "127.0.0.1")
            again = sign_in(server, person(directory), clientIp="198.51.100.7")
            assert again["statusCode"] == (200 if proven else 429)
            assert_refused(sign_in(server, person(directory), clientIp="192.0.2.8"), 429)
    finally:
        assert_ok(server.manage("POST", "update-security-settings", {
            "registerAnomalyDetection": {"enabled": False, "limit": 10, "timeInterval": 300}}))
        server.advance(300_000)


def test_an_authority_for_addresses_brings_them_along_and_links_by_them(server, directory):
    domain = new_name() + ".example.org"
    connect(server, directory, {"authoritativeDomains": [domain], "associationMode": "field"})
    email = f"{new_name()}@{domain}"
    user = user_of(server, email=email, emailVerified=True)["userId"]
    assert me(server, sign_in(server, person(directory, mail=email)))["userId"] == user
    other = f"{new_name()}@{domain}"
    assert me(server, sign_in(server, person(directory, mail=other)))["emailVerified"]


def test_names_follow_the_directory_at_every_sign_in(server, directory):
    connect(server, directory)
    login = person(directory, displayName="Ann Before", givenName="Ann")
    user = me(server, sign_in(server, login))["userId"]
    directory.change(f"dn: uid={login},ou=people,{slapd.SUFFIX}\nchangetype: modify\nreplace: displayName\n"
                     "displayName: Ann After\n-\ndelete: givenName\n")
    profile = me(server, sign_in(server, login))
    assert (profile["userId"], profile["name"], profile["givenName"]) == (user, "Ann After", "Ann")


def test_mapping_and_filter_are_the_administrators(server, directory):
    connect(server, directory, {
        "filter": "(&(objectClass=inetOrgPerson)(|(uid={login})(mail={login})))",
        "mapping": [{"field": "id:openid", "path": "user.employeeNumber"}, {"field": "nickname", "path": "user.title"},
                    {"field": "email_verified", "path": "user.employeeType=staff"},
                    {"field": "name", "path": "claims.name"}]})
    email, number = new_email(), new_name("e")
    person(directory, mail=email, employeeNumber=number, title="Chief", employeeType="staff")
    answer = sign_in(server, email)
    profile = me(server, answer)
    assert (profile["nickname"], profile["email"]) == ("Chief", email)
    [identity] = assert_ok(server.get("get-identities", token=assert_ok(answer)["access_token"]))
    assert (identity["type"], identity["userIdInIdp"]) == ("openid", number)


def test_people_may_read_their_own_entry_where_nobody_searches(server, directory):
    connect(server, directory, {"userDn": "uid={login},ou=people," + slapd.SUFFIX, "bindDn": "", "bindPassword": ""})
    login = person(directory)
    assert_ok(sign_in(server, login))
    assert_refused(sign_in(server, login, "wrong"), 403, 2333)
    assert_refused(sign_in(server, new_name()), 403, 2333)


def test_dn_escaping_a_name_stays_one_value(server, directory):
    wide = connect(server, directory, {"userDn": "uid={login}," + slapd.SUFFIX})
    login = person(directory)
    assert_refused(sign_in(server, f"{login},ou=people"), 403, 2333)
    switch(server, wide["id"], enabled=False)
    connect(server, directory, {"userDn": "uid={login},ou=people," + slapd.SUFFIX})
    strange = "p " + new_name() + ',+"<>;#\\'
    directory.change(f"dn: uid={escaped(strange)},ou=people,{slapd.SUFFIX}\nchangetype: add\n"
                     f"objectClass: inetOrgPerson\nuid: {strange}\ncn: x\nsn: x\nuserPassword: {SECRET}\n")
    assert_ok(sign_in(server, strange))


def escaped(text):
    return "".join("\\" + c if c in ',+"<>;\\' else c for c in text)


def test_filter_escaping_a_name_finds_itself_only(server, directory):
    connect(server, directory)
    login = person(directory)
    for name in ("*", login[:-1] + "*", f"{login})(objectClass=*", f"x)(|(uid={login}", "\\2a", "("):
        assert_refused(sign_in(server, name), 403, 2333)
    assert_refused(sign_in(server, login + "\x00"), 400)
    strange = "p*()\\" + new_name()
    directory.change(f"dn: cn=x+uid={escaped(strange)},ou=people,{slapd.SUFFIX}\nchangetype: add\n"
                     f"objectClass: inetOrgPerson\nuid: {strange}\ncn: x\nsn: x\nuserPassword: {SECRET}\n")
    assert_ok(sign_in(server, strange))


def test_an_empty_password_is_refused_before_bind(server, directory):
    connect(server, directory)
    login = person(directory)
    answer = sign_in(server, login, "")
    assert_refused(answer, 400)
    assert "ldapPayload.password" in answer["message"]
    assert_refused(sign_in(server, login, "\x00" + SECRET), 403, 2333)
    for missing in ({}, {"ldapPayload": {"sAMAccountName": "", "password": SECRET}}):
        assert_refused(server.post("signin", {"connection": "LDAP", **server.client(), **missing}), 400)


def test_a_name_of_several_people_is_nobodys(server, directory):
    connect(server, directory, {"filter": "(title={login})"})
    title = new_name()
    for _ in range(3):
        person(directory, title=title)
        wrong = sign_in(server, title)
    assert_refused(wrong, 403, 2333)


def test_wrong_passwords_are_counted_lock_and_want_a_picture(server, directory):
    connect(server, directory)
    login = person(directory)
    rules = {"lock_enabled": True, "lock_after_failures": 3}
    with server.with_settings(pool=rules):
        answer = sign_in(server, login, "wrong")
        assert_refused(answer, 403, 2333)
        assert answer["data"]["remainCount"] == 2
        assert_refused(sign_in(server, login.upper(), "wrong"), 403, 2333)
        assert_refused(sign_in(server, login, "wrong"), 403, 2057)
        assert_refused(sign_in(server, login), 403, 2005)
        other = person(directory)
        for _ in range(4):  # what succeeds is forgotten
            assert_refused(sign_in(server, other, "wrong"), 403, 2333)
            assert_ok(sign_in(server, other))
    with server.with_settings(pool={"captcha_mode": "always_enable"}):
        other = person(directory)
        assert_refused(sign_in(server, other), 400, 2000)
        picture = solved_captcha(server)
        assert_refused(sign_in(server, other, **{**picture, "captchaCode": wrong(picture["captchaCode"])}), 400, 2000)
        picture = solved_captcha(server)
        assert_refused(sign_in(server, other, "wrong", **picture), 403, 2333)
        assert_refused(sign_in(server, other, **picture), 400, 2000)  # each serves for one try
        assert_ok(sign_in(server, other, **solved_captcha(server)))


def test_referrals_are_not_followed(server, directory):
    connect(server, directory, {"filter": "(|(uid={login})(objectClass=referral))"})
    with slapd.silent() as (port, accepted):
        name = new_name("r")
        directory.change(f"dn: ou={name},{slapd.SUFFIX}\nchangetype: add\nobjectClass: referral\n"
                         f"objectClass: extensibleObject\nou: {name}\nref: ldap://127.0.0.1:{port}/dc=elsewhere\n")
        assert_ok(sign_in(server, person(directory)))
        assert_refused(sign_in(server, new_name()), 403, 2333)
        connect(server, directory, {"baseDn": f"ou={name}," + slapd.SUFFIX}, source=new_source(server, "ldap"))
        connect(server, directory, {"userDn": f"uid={{login}},ou={name}," + slapd.SUFFIX})
        sign_in(server, new_name())
        assert accepted == []


def only(server, directory, fields, **more):
    """Signs in while one connection alone is on."""
    made = new_connection(server, new_source(server, "ldap"), "ldap", directory.fields(**fields), **more)
    answer = sign_in(server, person(directory))
    switch(server, made["id"], enabled=False)
    return answer


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
def test_tls_is_verified_with_ldaps_and_starttls(server, directory, scheme, tmp_path):
    url = getattr(directory, scheme)
    assert_ok(only(server, directory, {"ldapUrl": url}))
    stranger = slapd.certificate(tmp_path)
    assert_refused(only(server, directory, {"ldapUrl": url, "caCertificate": stranger}), 502)
    assert_refused(only(server, directory, {"ldapUrl": url, "caCertificate": ""}), 502)
    assert_refused(only(server, directory, {"ldapUrl": url, "caCertificate": "no certificate"}), 502)
    with slapd.Slapd(name="DNS:other.example.org") as elsewhere:
        assert_refused(only(server, directory, {"ldapUrl": getattr(elsewhere, scheme), "caCertificate": elsewhere.ca}),
                       502)


def test_a_directory_without_starttls_gets_no_password(server, directory):
    with slapd.Slapd(tls=False) as plain:
        assert_refused(only(server, directory, {"ldapUrl": plain.ldap, "caCertificate": plain.ca}), 502)


@pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
@pytest.mark.parametrize("say", [b"", b"\x30", b"\x16"])
def test_a_directory_that_never_answers_is_given_up(server, directory, scheme, say):
    with slapd.silent(say) as (port, _):
        assert_refused(only(server, directory, {"ldapUrl": f"{scheme}://127.0.0.1:{port}"}), 502)


def test_a_slow_directory_holds_up_nobody_else(server, directory):
    with slapd.silent() as (port, accepted):
        connect(server, directory, {"ldapUrl": f"ldap://127.0.0.1:{port}"})
        tries = [threading.Thread(target=sign_in, args=(server, new_name())) for _ in range(24)]
        for each in tries:
            each.start()
        server.person(new_name())  # signs up and in while the others wait
        for each in tries:
            each.join()
        assert accepted


def test_a_directory_that_is_away_costs_no_try(server, directory):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    connect(server, directory, {"ldapUrl": f"ldap://127.0.0.1:{port}"})
    with server.with_settings(pool={"lock_enabled": True, "lock_after_failures": 1}):
        login = new_name()
        for _ in range(3):
            assert_refused(sign_in(server, login), 502)


def test_private_addresses_are_not_asked_unless_allowed(directory):
    with genauth.Server() as closed:
        connect(closed, directory)
        assert_refused(sign_in(closed, person(directory)), 502)


def test_the_connections_own_account_must_be_right(server, directory):
    assert_refused(only(server, directory, {"bindPassword": "wrong"}), 400)
    assert_refused(only(server, directory, {"bindDn": ADMIN_WITHOUT_RIGHTS, "bindPassword": "x"}), 400)
    # It may not read the id: then nobody can be told apart.
    assert_refused(only(server, directory, {"mapping": [{"field": "id:openid", "path": "user.employeeNumber"}],
                                            "filter": "(&(uid={login})(!(objectClass=inetOrgPerson)))"}), 403, 2333)


ADMIN_WITHOUT_RIGHTS = "cn=nobody," + slapd.SUFFIX


def test_without_a_connection_there_is_no_sign_in(server, directory):
    assert_refused(sign_in(server, new_name()), 403)
    connection = connect(server, directory, on=False)
    assert_refused(sign_in(server, person(directory)), 403)
    switch(server, connection["id"])
    for door in (f"/connections/social/{connection['identifier']}", "/connections/oidc/init?identifier="
                 + connection["identifier"]):
        answer = server.call("GET", door, params={"app_id": server.app_id, "redirect_uri": CALLBACK})
        assert_refused(answer, 403)


def test_several_directories_are_asked_in_turn_and_one_gets_the_password(server, directory):
    connect(server, directory, {"baseDn": "ou=nowhere," + slapd.SUFFIX})
    connect(server, directory)
    login = person(directory)
    assert_ok(sign_in(server, login))
    assert_refused(sign_in(server, login, "wrong"), 403, 2333)


def test_login_only_and_closed_registration_let_nobody_new_in(server, directory):
    connection = connect(server, directory, loginOnly=True)
    assert_refused(sign_in(server, person(directory)), 403)
    switch(server, connection["id"], enabled=False)
    connect(server, directory)
    with server.with_settings(pool={"registration_disabled": True}):
        assert_refused(sign_in(server, person(directory)), 403, 2031)
    login = person(directory)
    assert_refused(sign_in(server, login, autoRegister=False), 404, 2004)
    assert_ok(sign_in(server, login, autoRegister=True))
    assert_ok(sign_in(server, login, autoRegister=False))


def test_settings_of_a_directory_are_checked_and_its_password_is_never_shown(server, directory):
    source = new_source(server, "ldap")

    def create(**fields):
        return server.manage("POST", "create-ext-idp-conn", {
            "extIdpId": source, "type": "ldap", "identifier": new_name("c"), "displayName": "D",
            "fields": directory.fields(**fields)})

    for wrong in ({"ldapUrl": ""}, {"baseDn": ""}, {"ldapUrl": "http://x"}, {"ldapUrl": "ldap://h/dc=x??sub"},
                  {"ldapUrl": "ldap://a:0"}, {"filter": "(uid=x)"}, {"filter": "(uid={login}"}, {"userDn": "uid=x"}):
        assert_refused(create(**wrong), 400)
    made = assert_ok(create())
    assert "bindPassword" not in str(made)
    switch(server, made["id"])
    fields = directory.fields()
    del fields["bindPassword"]
    assert_ok(server.manage("POST", "update-ext-idp-conn", {"id": made["id"], "displayName": "E", "fields": fields}))
    assert_ok(sign_in(server, person(directory)))  # the password stayed
    assert_refused(server.manage("POST", "update-ext-idp-conn", {
        "id": made["id"], "displayName": "E", "fields": {**fields, "ldapUrl": "x"}}), 400)
    shown = assert_ok(server.manage("GET", "get-ext-idp", params={"id": source}))
    assert slapd.SEARCHER_PASSWORD not in str(shown)
    assert slapd.SEARCHER_PASSWORD not in (server.data / "server.log").read_text()
    assert SECRET not in (server.data / "server.log").read_text()
