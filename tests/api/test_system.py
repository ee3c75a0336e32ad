"""system and get-country-list, through HTTP, on both engines; and the languages of answers."""

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from scenes import assert_ok, assert_refused

LANGUAGES = {"zh-CN": "中国", "en-US": "China", "zh-TW": "中國", "ja-JP": "中国"}


def test_system_stands_alone_without_an_envelope(server):
    answer = server.get("system", app=False)
    assert set(answer) == {"rsa", "sm2", "version", "publicIps"}
    assert isinstance(answer["publicIps"], list) and answer["version"]["server"]


def test_system_gives_keys_that_clients_can_use(server):
    answer = server.get("system", app=False)
    key = serialization.load_pem_public_key(answer["rsa"]["publicKey"].encode())
    assert key.key_size >= 2048
    point = answer["sm2"]["publicKey"]
    assert len(bytes.fromhex(point)) == 65 and point.startswith("04")


def test_system_keys_survive_a_restart(server):
    before = server.get("system", app=False)
    server.stop()
    server.start()
    assert server.get("system", app=False) == before


def test_system_refuses_an_unknown_application(server):
    assert_refused(server.get("system", app=False, headers={"x-authing-app-id": "0" * 24}), 404, 2011)


def is_named(name, language):
    """The default text stands beside the languages, each {enabled, value}."""
    given = name.get(language)
    return bool(given["value"] if isinstance(given, dict) else given or name.get("value"))


def test_countries_are_complete_and_unique(server):
    countries = assert_ok(server.get("get-country-list", app=False))
    assert len(countries) >= 230
    assert len({country["alpha2"] for country in countries}) == len(countries)
    for country in countries:
        assert len(country["alpha2"]) == 2 and len(country["alpha3"]) == 3
        assert country["phoneCountryCode"].lstrip("+").replace("-", "").isdigit(), country
        # The flag is the country's two letters as regional indicators (Unicode TR51 annex B).
        assert country["flag"] == "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in country["alpha2"])
        assert all(is_named(country["name"], language) for language in LANGUAGES), country
    known = {country["alpha2"]: country["phoneCountryCode"].lstrip("+") for country in countries}
    assert {"CN": "86", "US": "1", "GB": "44", "JP": "81", "TW": "886", "DE": "49", "BR": "55"}.items() <= known.items()


def test_countries_keep_one_order(server):
    order = [country["alpha2"] for country in assert_ok(server.get("get-country-list", app=False))]
    assert order == [country["alpha2"] for country in assert_ok(server.get("get-country-list"))]
    assert order[0] == "CN"  # where most numbers come from


@pytest.mark.parametrize("header", ["x-authing-lang", "x-genauth-lang", "accept-language"])
def test_messages_speak_the_language_of_the_header(server, header):
    said = {}
    for language in LANGUAGES:
        headers = {header: language, "x-authing-app-id": server.app_id}
        answer = requests.post(server.base + "/api/v3/bind-phone", json={}, headers=headers, timeout=10).json()
        said[language] = answer["message"]
    assert len(set(said.values())) == 4, said


@pytest.mark.parametrize("language", ["", "xx-YY", "zh", "klingon;q=?", "*", "a" * 5000])
def test_an_unknown_language_does_no_harm(server, language):
    answer = requests.post(server.base + "/api/v3/bind-phone", json={}, timeout=10,
                           headers={"x-authing-lang": language, "x-authing-app-id": server.app_id}).json()
    assert answer["statusCode"] in (400, 401) and answer["message"]
