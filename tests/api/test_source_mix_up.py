"""RFC 9207: whoever brings the answer of another server than the one that the connection is of gets nothing for it, at
every callback, and the code is shown to nobody. On both engines."""

import pytest
from scenes import assert_ok
from source_scene import connect, nobody_complains, one_server, one_standin  # noqa: F401
from sources import Visit
from test_source_signin import form_post

EVIL = "https://evil.example.com"


def oauth(server, vendors, **fields):
    base = vendors.origin + "/id.example.com"
    return connect(server, vendors, "oauth", fields={
        "authorizationEndpoint": base + "/authorize", "tokenEndpoint": base + "/token",
        "userInfoEndpoint": base + "/me", "mapping": [{"field": "id:openid", "path": "user.data.uid"}], **fields})


def redirected(server, connection, door=None, **iss):
    """What the application hears of an answer to which `iss` was added on its way."""
    visit = Visit(server, connection["identifier"], door=door)
    back = visit.at_source()
    visit.answer = visit.browser.get(back + "".join(f"&{name}={value}" for name, value in iss.items()))
    return visit, visit.landed()


def posted(server, connection, door=None, **iss):
    visit = Visit(server, connection["identifier"], door=door)
    kept = form_post(visit.browser, visit.start(), **iss)
    visit.answer = visit.browser.get(kept.headers["location"])
    return visit, visit.landed()


def assert_mixed_up(vendors, back, asked):
    assert back["error"] == "source_answer_invalid"
    assert [call for call in vendors.asked[asked:] if call[0] == "POST" and "token" in call[1]] == []


# kind, its own name, whether it answers by POST
ROWS = [("github", "https://github.com/login/oauth", False), ("google", "https://accounts.google.com", False),
        ("slack", "https://slack.com", False), ("apple:web", "https://appleid.apple.com", True),
        ("gitee", "https://gitee.com", False)]


@pytest.mark.parametrize("kind,own,by_post", ROWS)
def test_mix_up_at_the_callback_of_social_sources(server, vendors, kind, own, by_post):
    connection, comes = connect(server, vendors, kind), posted if by_post else redirected
    asked = len(vendors.asked)
    assert_mixed_up(vendors, comes(server, connection, iss=EVIL)[1], asked)
    visit, back = comes(server, connection, iss=own)
    assert "error" not in back
    assert_ok(visit.tokens())
    assert "error" not in comes(server, connection)[1]  # none of them promises to name itself


def test_mix_up_at_the_callback_of_oauth_sources(server, vendors):
    door, connection = "/connections/oauth2/init", oauth(server, vendors)
    asked = len(vendors.asked)
    assert_mixed_up(vendors, redirected(server, connection, door, iss=EVIL)[1], asked)
    assert "error" not in redirected(server, connection, door)[1]
    assert "error" not in redirected(server, connection, door, iss=vendors.origin + "/tenant")[1]


def test_mix_up_an_oauth_source_with_a_known_issuer_must_name_it_in_every_answer(server, vendors):
    own, door = vendors.origin + "/id.example.com", "/connections/oauth2/init"
    connection = oauth(server, vendors, issuer=own)
    for iss in ({}, {"iss": EVIL}, {"iss": vendors.origin}, {"iss": own + "/"}):
        asked = len(vendors.asked)
        assert_mixed_up(vendors, redirected(server, connection, door, **iss)[1], asked)
    assert "error" not in redirected(server, connection, door, iss=own)[1]


def test_mix_up_at_the_callback_of_an_openid_provider_that_posts(server, vendors):
    own = vendors.origin + "/op.example.com"
    connection = connect(server, vendors, "oidc", fields={"issuer": own, "mode": "FRONT_CHANNEL"})
    door = "/connections/oidc/init"
    assert posted(server, connection, door, iss=EVIL)[1]["error"] == "source_answer_invalid"
    assert "error" not in posted(server, connection, door, iss=own)[1]
