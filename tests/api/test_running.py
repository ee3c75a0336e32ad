"""The program around the calls: modes, locks, TLS, signals, backups, keys, the set-up link."""

import contextlib
import json
import pathlib
import re
import secrets
import signal
import socket
import sqlite3
import ssl
import subprocess
import tempfile
import threading

import genauth
import pytest
import requests
from certificates import write_certificate
from scenes import assert_ok, new_name, try_password


@pytest.fixture(name="folder")
def temporary_folder():
    with tempfile.TemporaryDirectory(prefix="genauth-running-") as path:
        yield pathlib.Path(path)


def genauth_fails(*words, **settings):
    """Runs the program, which must refuse; returns what it says."""
    done = subprocess.run([genauth.BINARY, *map(str, words)], capture_output=True, text=True, timeout=30, check=False,
                          env={"PATH": "/usr/bin:/bin", **settings})
    assert done.returncode not in (0, None) and done.returncode > 0, (done.returncode, done.stdout, done.stderr)
    return done.stderr


def listening():
    return ["--listen", f"127.0.0.1:{genauth.free_port()}", "--management-listen", f"127.0.0.1:{genauth.free_port()}"]


# --- modes -------------------------------------------------------------------------------------------------------
def test_production_needs_a_master_key(folder):
    said = genauth_fails("serve", "--data", folder, *listening(), "--public-url", "https://id.example.com")
    assert "master_key" in said


@pytest.mark.parametrize("key", ["00" * 32, "short", bytes(range(32)).hex()])
def test_production_refuses_a_sample_master_key(folder, key):
    said = genauth_fails("serve", "--data", folder, *listening(), "--public-url", "https://id.example.com",
                         GENAUTH_SECRETS_MASTER_KEY=key)
    assert "master_key" in said


def test_production_refuses_data_born_in_development(folder):
    with genauth.Server(data=folder):
        pass
    key = (folder / "master.key").read_text().strip()
    said = genauth_fails("serve", "--data", folder, *listening(), "--public-url", "https://id.example.com",
                         GENAUTH_SECRETS_MASTER_KEY=key, GENAUTH_SERVER_BEHIND_PROXY="true",
                         GENAUTH_SERVER_TRUSTED_PROXIES="127.0.0.1")
    assert "development" in said


def test_another_master_key_is_refused(folder):
    with genauth.Server(data=folder):
        pass
    said = genauth_fails("serve", "--dev", "--data", folder, *listening(),
                         GENAUTH_SECRETS_MASTER_KEY=secrets.token_hex(32))
    assert "sealed under" in said


@pytest.mark.parametrize("address", ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"])
def test_development_listens_on_loopback_alone(folder, address):
    assert "loopback" in genauth_fails("serve", "--dev", "--data", folder, "--listen", address)


def test_an_unknown_setting_is_an_error(folder):
    config = folder / "genauth.yaml"
    config.write_text("server:\n  lisen: 127.0.0.1:1\n")
    assert "lisen" in genauth_fails("serve", "--dev", "--config", config, "--data", folder)


def test_behind_a_proxy_its_address_must_be_named(folder):
    address = ("serve", "--data", folder, *listening(), "--public-url", "https://id.example.com")
    said = genauth_fails(*address, "--behind-proxy", GENAUTH_SECRETS_MASTER_KEY=secrets.token_hex(32))
    assert "server.trusted_proxies" in said and "server.tls" not in said
    assert "server.tls" in genauth_fails(*address, GENAUTH_SECRETS_MASTER_KEY=secrets.token_hex(32))


def production(folder):
    server = genauth.Server(data=folder, dev=False, arguments=["--behind-proxy"], settings={
        "GENAUTH_SECRETS_MASTER_KEY": secrets.token_hex(32), "GENAUTH_SERVER_PUBLIC_URL": "https://id.example.com",
        "GENAUTH_SERVER_TRUSTED_PROXIES": "127.0.0.1"})
    server.pool = json.loads(server.command("pool", "create", "Main", "--identifier", "main").stdout)
    return server


def test_production_has_no_development_pages_and_shows_no_picture_codes(folder):
    with production(folder) as server:
        server.app_id = server.pool["appId"]
        for path in ("/dev/messages", "/dev/inbox", "/dev/clock", "/"):
            assert requests.get(server.base + path, timeout=10).status_code == 404
        assert_ok(server.get("get-captcha-code"))
        answer = server.post("send-sms", {"channel": "CHANNEL_LOGIN", "phoneNumber": "13800138000"})
        assert answer["statusCode"] == 422  # no service is configured, and the inbox is for development
        answer = server.post("send-email", {"channel": "CHANNEL_LOGIN", "email": "a@example.com"})
        assert (answer["statusCode"], answer["apiCode"]) == (422, 3014)
    assert not (folder / "dev.json").exists()


# --- starting and stopping ---------------------------------------------------------------------------------------
def test_a_second_start_keeps_ids_secrets_and_people(folder):
    with genauth.Server(data=folder) as server:
        first, name = server.facts, new_name()
        token = server.person(name)
        assert (folder / "dev.json").stat().st_mode & 0o777 == 0o600
        server.stop()
        server.start()
        same = ("userPoolId", "appId", "appSecret", "accessKeyId", "accessKeySecret", "devToken", "adminEmail")
        assert all(server.facts[fact] == first[fact] for fact in same)
        assert_ok(server.get("get-profile", token=token))
        server.sign_in(name)


def test_a_second_server_on_the_same_data_is_refused(folder):
    with genauth.Server(data=folder) as server:
        assert "in use" in genauth_fails("serve", "--dev", "--data", folder, *listening())
        assert_ok(server.get("get-country-list"))


def test_a_graceful_stop_finishes_the_request_in_flight(folder):
    with genauth.Server(data=folder) as server:
        body = json.dumps({"connection": "PASSWORD",
                           "passwordPayload": {"username": new_name(), "password": "correct horse battery"}}).encode()
        with socket.create_connection(("127.0.0.1", server.port), 10) as connection:
            connection.sendall((f"POST /api/v3/signup HTTP/1.1\r\nHost: localhost\r\nx-authing-app-id: {server.app_id}"
                                f"\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n").encode())
            assert connection.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"  # the head has been read
            connection.sendall(body[:-1])
            server.process.send_signal(signal.SIGTERM)
            ends = threading.Thread(target=server.process.wait)
            ends.start()
            connection.sendall(body[-1:])
            answer = b""
            while part := connection.recv(65536):
                answer += part
            ends.join(20)
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["statusCode"] == 200
        assert server.process.returncode == 0


# --- TLS ---------------------------------------------------------------------------------------------------------
def served_certificate(port):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), 10) as plain, context.wrap_socket(plain) as tls:
        return tls.getpeercert(True), tls.version()


def tls_server(folder):
    (folder / "data").mkdir()
    return genauth.Server(data=folder / "data", settings={"GENAUTH_SERVER_TLS_CERTIFICATE": str(folder / "tls.pem"),
                                                          "GENAUTH_SERVER_TLS_KEY": str(folder / "tls.key")})


def test_serves_tls_and_reads_a_new_certificate_on_sighup(folder):
    first = write_certificate(folder, "first")
    with tls_server(folder) as server:
        assert served_certificate(server.port) == (first, "TLSv1.3")
        address = f"https://localhost:{server.port}/api/v3/get-country-list"
        assert requests.get(address, verify=str(folder / "tls.pem"), timeout=10).json()["statusCode"] == 200
        second = write_certificate(folder, "second")
        server.process.send_signal(signal.SIGHUP)
        for _ in range(1000):  # the signal is not answered; each look is a handshake
            if served_certificate(server.port)[0] == second:
                break
        assert served_certificate(server.port)[0] == second


def test_a_broken_certificate_at_sighup_keeps_the_old_one(folder):
    first = write_certificate(folder, "first")
    with tls_server(folder) as server:
        (folder / "tls.pem").write_text("no certificate")
        server.process.send_signal(signal.SIGHUP)
        for _ in range(50):
            assert served_certificate(server.port)[0] == first


def test_plain_http_on_the_tls_port_harms_nobody(folder):
    first = write_certificate(folder, "first")
    with tls_server(folder) as server:
        with socket.create_connection(("127.0.0.1", server.port), 10) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while plain.recv(4096):
                pass
        assert served_certificate(server.port)[0] == first


# --- backup and migration ----------------------------------------------------------------------------------------
def test_a_backup_of_a_running_server_is_restored_without_the_master_key_in_it(folder):
    (folder / "data").mkdir()
    with genauth.Server(data=folder / "data") as server:
        kept, lost = new_name(), new_name()
        server.sign_up(kept)
        server.command("backup", str(folder / "copy.db"))
        assert (folder / "data/master.key").read_text().strip().encode() not in (folder / "copy.db").read_bytes()
        server.sign_up(lost)
        done = server.command("restore", str(folder / "copy.db"), check=False)
        assert done.returncode != 0 and "in use" in done.stderr
        server.stop()
        server.command("restore", str(folder / "copy.db"))
        server.start()
        server.sign_in(kept)
        assert try_password(server, username=lost)["statusCode"] == 403


def test_a_dry_run_of_the_migration_changes_nothing(folder):
    server = genauth.Server(data=folder)
    said = server.command("migrate", "--dry-run").stdout
    assert "would apply" in said
    with server:
        server.stop()
        assert "Nothing to do" in server.command("migrate", "--dry-run").stdout
        server.start()


# --- keys --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_rotated_keys_leave_old_tokens_valid_and_stand_in_the_key_set(server, algorithm):
    def key_ids():
        return {key["kid"] for key in requests.get(f"{server.base}/{server.app_id}/oidc/.well-known/jwks.json",
                                                   timeout=10).json()["keys"]}

    name = new_name()
    old, before = server.person(name), key_ids()
    made = server.command("keys", "rotate", "--pool", server.pool_id, "--algorithm", algorithm).stdout
    assert_ok(server.get("get-profile", token=old))
    assert_ok(server.get("get-profile", token=server.sign_in(name)["access_token"]))
    assert before < key_ids() and made.split()[-1] in key_ids()


# --- the set-up link ---------------------------------------------------------------------------------------------
def test_the_set_up_link_works_once_and_looking_does_not_use_it_up(folder):
    with genauth.Server(data=folder) as server:
        link = server.facts["setupUrl"]
        token = re.search(r"token=(.+)", link).group(1)
        for _ in range(3):
            assert "<form" in requests.get(link, timeout=10).text
        setup = server.base + "/setup"
        assert "12 to 128" in requests.post(setup, data={"token": token, "password": "short"}, timeout=10).text
        good = {"token": token, "password": "a long enough password"}
        assert "no longer works" in requests.post(setup, data={**good, "token": token[:-1] + "x"}, timeout=10).text
        assert "You are set up" in requests.post(setup, data=good, timeout=10).text
        assert "no longer works" in requests.post(setup, data=good, timeout=10).text
        assert "no longer works" in requests.get(link, timeout=10).text


def test_init_prints_a_link_and_no_password(folder):
    with genauth.Server(data=folder) as server:
        said = server.command("init", "--email", "second@example.com").stdout
        assert "/setup?token=" in said and "password of second@example.com" in said


# --- settings by command -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("change,why", [("no_such=1", "no_such"), ("code_length=99", "code_length"),
                                        ("code_length", "NAME"),
                                        ("captcha_mode=often", "captcha_mode"), ("lock_enabled=maybe", "lock_enabled")])
def test_a_setting_of_a_pool_that_cannot_be_is_refused(server, change, why):
    done = server.command("pool", "update", server.pool_id, "--set", change, check=False)
    assert done.returncode == 1 and why in done.stderr


def test_an_unknown_pool_or_application_is_refused(server):
    assert server.command("pool", "update", "0" * 24, "--set", "code_length=6", check=False).returncode == 1
    assert server.command("application", "update", "0" * 24, "--status", "enabled", check=False).returncode == 1
    assert server.command("application", "update", server.app_id, "--status", "off", check=False).returncode == 1


def test_commands_print_what_there_is(server):
    assert server.pool_id in server.command("pool", "list").stdout
    said = server.command("doctor").stdout
    assert "store:" in said and ("database file: sound" in said) == (server.engine == "sqlite")


def test_doctor_finds_a_damaged_database_file(folder):
    with genauth.Server(data=folder) as server:
        server.stop()
        with contextlib.closing(sqlite3.connect(folder / "genauth.db")) as file:
            file.execute("pragma writable_schema=on")
            gone = file.execute("delete from sqlite_schema where type = 'index' and sql is not null and "
                                "name = (select max(name) from sqlite_schema where type = 'index' and sql is not null)")
            assert gone.rowcount == 1
            file.commit()
        assert "database file: DAMAGED" in server.command("doctor").stdout
