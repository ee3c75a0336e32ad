"""A face as second factor, against a stand-in of the service that docs/guide/mfa.md describes. On both engines."""

import concurrent.futures
import pathlib
import sys

import genauth
import pytest
from scenes import assert_ok, assert_refused, new_name
from second_factor import demanded, policies, sign_in, v2

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "standins"))
import faces as standin  # noqa: E402
from faces import photo, picture  # noqa: E402


@pytest.fixture(name="faces", scope="module")
def one_standin():
    with standin.running() as running:
        yield running


@pytest.fixture(name="server", scope="module", params=genauth.engines())
def one_server(request, faces):
    settings = {"GENAUTH_FACE_PROVIDER": "webhook", "GENAUTH_EGRESS_ALLOW": "127.0.0.1",
                "GENAUTH_FACE_SETTINGS": f"url={faces.url},secret={standin.SECRET.decode()}"}
    with genauth.fresh_database(request.param) as url:
        with genauth.Server(database=url, settings=settings) as running:
            running.engine = request.param
            yield running


@pytest.fixture(autouse=True)
def nobody_complains(faces):
    faces.broken = None
    faces.complaints.clear()
    yield
    assert faces.complaints == []


def begin(server, token):
    return server.post("send-enroll-factor-request", {"factorType": "FACE", "profile": {}}, token=token)


def finish(server, token, enrolment, shown):
    return server.post("enroll-factor", {"factorType": "FACE", "enrollmentToken": enrolment,
                                         "enrollmentData": {"photo": shown, "isExternalPhoto": True}}, token=token)


def set_up(server, token, shown):
    return finish(server, token, assert_ok(begin(server, token))["enrollmentToken"], shown)


def person_with_face(server):
    name = new_name()
    token = server.person(name)
    assert_ok(set_up(server, token, photo(name)))
    return name, token


def listed(server, token):
    return assert_ok(server.get("list-enrolled-factors", token=token))


def verify(server, token, shown):
    return v2(server, "applications/mfa/face/verify", {"photo": shown}, token)


def forgotten(faces):
    return [asked["reference"] for asked in faces.asked if asked["action"] == "forget"]


def test_a_face_is_set_up_listed_demanded_shown_and_removed(server, faces):
    name, token = person_with_face(server)
    [factor] = listed(server, token)
    assert (factor["factorType"], factor["profile"]) == ("FACE", {})
    assert assert_ok(server.get(f"get-factor?factorId={factor['factorId']}", token=token)) == factor
    assert "FACE" not in [each["factorType"] for each in assert_ok(server.get("list-factors-to-enroll", token=token))]
    data = demanded(server, name)
    assert policies(data) == ["FACE"] and data["faceMfaEnabled"] is True
    tokens = assert_ok(verify(server, data["mfaToken"], picture(name)))
    assert assert_ok(server.get("get-profile", token=tokens["access_token"]))["username"] == name
    [reference] = [key for key, (_, shown) in faces.kept.items() if shown == name]
    assert_ok(server.post("reset-factor", {"factorId": factor["factorId"]}, token=tokens["access_token"]))
    assert listed(server, tokens["access_token"]) == [] and reference not in faces.kept
    assert_ok(sign_in(server, name))
    assert "FACE" in [each["factorType"] for each in
                      assert_ok(server.get("list-factors-to-enroll", token=tokens["access_token"]))]


def test_another_face_does_not_pass_and_voids_the_mfa_token(server):
    name, _ = person_with_face(server)
    data = demanded(server, name)
    assert_refused(verify(server, data["mfaToken"], photo("somebody else")), 400, 1700)  # no address: a space
    for shown in (photo("stranger"), photo("nobody"), photo(name, 79.9), picture(name, 0), photo("stranger")):
        assert_refused(verify(server, data["mfaToken"], shown), 400, 1702)
    assert_refused(verify(server, data["mfaToken"], photo(name)), 401, 2021)
    assert_ok(verify(server, demanded(server, name)["mfaToken"], photo(name, 80)))


def test_the_pool_says_how_alike_is_enough_and_whether_faces_count(server):
    name, token = person_with_face(server)
    with server.with_settings(pool={"face_score_min": 99}):
        assert_refused(verify(server, demanded(server, name)["mfaToken"], photo(name, 98.9)), 400, 1702)
        assert_ok(verify(server, demanded(server, name)["mfaToken"], photo(name, 99)))
    other = server.person(new_name())
    mfa_token = demanded(server, name)["mfaToken"]
    with server.with_settings(pool={"face_enabled": False}):
        assert_refused(begin(server, other), 422)
        assert_refused(finish(server, other, "x.y", photo("x")), 422)
        assert_refused(v2(server, "mfa/face/associate", {"photoA": photo("x"), "photoB": photo("x")}, other), 422)
        assert_refused(verify(server, mfa_token, photo(name)), 422)
        assert_refused(sign_in(server, name), 403)  # the second factor is demanded still
        assert listed(server, token) != []


def test_a_face_that_the_service_does_not_take_is_not_set_up(server):
    token = server.person(new_name())
    enrolment = assert_ok(begin(server, token))["enrollmentToken"]
    assert_refused(finish(server, token, enrolment, ""), 400, 1700)
    for shown in ("face.png", "http://faces.example.com/x/97", "file:///etc/passwd", "https://", "data:text/html,x"):
        assert_refused(finish(server, token, enrolment, shown), 400, 1700)
    answer = finish(server, token, enrolment, photo("nobody"))
    assert_refused(answer, 400, 1707)
    assert "no_face" in answer["message"] and listed(server, token) == []
    for _ in range(4):
        assert_refused(finish(server, token, enrolment, photo("nobody")), 400, 1707)
    assert_refused(finish(server, token, enrolment, photo("x")), 400)  # the fifth has used the token up
    assert_refused(begin(server, person_with_face(server)[1]), 409)


def test_two_photos_of_one_person_set_up_a_face_by_the_older_call(server):
    name = new_name()
    token = server.person(name)
    two = {"photoA": photo(name), "photoB": picture(name), "isExternal": True}
    assert_refused(v2(server, "mfa/face/associate", {**two, "photoB": photo("twin")}, token), 400, 1707)
    assert_refused(v2(server, "mfa/face/associate", {**two, "photoB": "b"}, token), 400, 1700)
    server.advance(16 * 60_000)
    assert_refused(v2(server, "mfa/face/associate", two, token), 403)
    token = server.sign_in(name)["access_token"]
    assert_ok(v2(server, "mfa/face/associate", two, token))
    assert_refused(v2(server, "mfa/face/associate", two, token), 409, 1706)
    assert [each["factorType"] for each in listed(server, token)] == ["FACE"]
    assert_ok(verify(server, demanded(server, name)["mfaToken"], photo(name)))


def test_somebody_without_a_second_factor_sets_up_a_face_on_the_way(server):
    name = new_name()
    server.sign_up(name)
    with server.with_settings(app={"mfa_factors": ["FACE"]}):
        data = demanded(server, name)
        assert policies(data) == ["FACE"] and data["faceMfaEnabled"] is False
        assert_refused(verify(server, data["mfaToken"], photo(name)), 404)
        two = {"photoA": photo(name), "photoB": photo(name)}
        tokens = assert_ok(v2(server, "mfa/face/associate", two, data["mfaToken"]))
        assert assert_ok(server.get("get-profile", token=tokens["access_token"]))["username"] == name
        again = demanded(server, name)
        # Nothing is set up around the face that is there.
        assert_refused(v2(server, "mfa/face/associate", two, again["mfaToken"]), 403)
        assert_ok(verify(server, again["mfaToken"], photo(name)))


@pytest.mark.parametrize("broken", [(503, "{}"), (200, "{}"), (200, '{"score": 101, "reference": ""}'),
                                    (200, '{"score": "NaN"}'), (200, "no JSON")])
def test_a_service_that_is_away_or_talks_nonsense_lets_nobody_in(server, faces, broken):
    name, _ = person_with_face(server)
    data, other = demanded(server, name), server.person(new_name())
    enrolment = assert_ok(begin(server, other))["enrollmentToken"]
    faces.broken = broken
    try:
        assert_refused(verify(server, data["mfaToken"], photo(name)), 502)
        if broken[0] == 503:
            assert_refused(finish(server, other, enrolment, photo("x")), 502)
            assert_refused(v2(server, "mfa/face/associate", {"photoA": photo("x"), "photoB": photo("x")}, other), 502)
    finally:
        faces.broken = None
        server.advance(11_000)  # the breaker tries again after ten seconds
    assert_ok(verify(server, data["mfaToken"], photo(name)))


def test_brute_force_a_hundred_faces_in_a_row_lock_the_factor_however_many_at_once(server):
    name, _ = person_with_face(server)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            token = demanded(server, name)["mfaToken"]
            list(pool.map(lambda _: verify(server, token, photo("stranger")), range(5)))  # noqa: B023
    token = demanded(server, name)["mfaToken"]
    assert_refused(verify(server, token, photo(name)), 403)
    user = assert_ok(server.manage("GET", "get-user", params={"userId": name, "userIdType": "username"}))["userId"]
    assert_ok(server.manage("POST", "set-mfa-status", {
        "userId": user, "mfaTriggerData": {"mfaToken": "-", "applicationMfa": [], "faceMfaEnabled": True}}))
    assert_ok(verify(server, demanded(server, name)["mfaToken"], photo(name)))


def test_64_clients_set_up_one_face_and_the_service_keeps_one(server, faces):
    name = new_name()
    token = server.person(name)
    enrolment = assert_ok(begin(server, token))["enrollmentToken"]
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: finish(server, token, enrolment, photo(name)), range(64)))
    assert sum(answer["statusCode"] == 200 for answer in answers) == 1
    assert len(listed(server, token)) == 1
    assert [shown for _, shown in faces.kept.values()].count(name) == 1


def test_an_administrator_takes_a_face_off_and_the_service_forgets_it(server, faces):
    name, _ = person_with_face(server)
    user = assert_ok(server.manage("GET", "get-user", params={"userId": name, "userIdType": "username"}))["userId"]
    [reference] = [key for key, (_, shown) in faces.kept.items() if shown == name]
    assert_ok(server.manage("POST", "set-mfa-status", {
        "userId": user, "mfaTriggerData": {"mfaToken": "-", "applicationMfa": [], "faceMfaEnabled": False}}))
    assert forgotten(faces)[-1] == reference and reference not in faces.kept
    assert_ok(sign_in(server, name))


def test_a_face_of_one_user_opens_no_other_account(server, faces):
    first, _ = person_with_face(server)
    second, _ = person_with_face(server)
    assert_refused(verify(server, demanded(server, first)["mfaToken"], photo(second)), 400, 1702)
    compared = [asked for asked in faces.asked if asked["action"] == "compare"][-1]
    assert compared["userPoolId"] == server.pool_id and faces.kept[compared["reference"]][0][1] == compared["userId"]
