"""What the operator does to a whole installation: new master keys, the move to PostgreSQL, looking for harm."""

import contextlib
import subprocess
import time

import genauth
import pytest
import requests
from scenes import assert_ok, new_name, sql
from signing import Signer, date_in

postgres_only = pytest.mark.skipif("postgres" not in genauth.engines(), reason="needs the tests' PostgreSQL")


@contextlib.contextmanager
def installation(engine, **more):
    with genauth.fresh_database(engine) as url, genauth.Server(database=url, **more) as server:
        yield server


def wait_for(condition, seconds=40):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert condition()


# --- the master key -----------------------------------------------------------------------------------------
OLD, NEW = "0f" * 8 + "a1b2c3d4" * 6, "1e" * 8 + "b5c6d7e8" * 6


@pytest.mark.parametrize("running", [False, True])
@pytest.mark.parametrize("engine", genauth.engines())
def test_reseal_frees_the_data_of_the_old_master_key(engine, running):
    with installation(engine, settings={"GENAUTH_SECRETS_MASTER_KEY": OLD}) as server:
        name = new_name("before")
        server.sign_up(name)
        refresh = server.sign_in(name, scope="openid offline_access")["refresh_token"]
        server.stop()
        server.settings["GENAUTH_SECRETS_MASTER_KEY"] = NEW
        assert server.command("pool", "list", check=False).returncode == 1  # the new key alone opens nothing
        server.settings["GENAUTH_SECRETS_PREVIOUS_MASTER_KEY"] = OLD
        if running:
            server.start()
        done = server.command("keys", "reseal")
        assert "applications.secret: 1 of 1 sealed again" in done.stderr
        assert "secrets.previous_master_key is needed no longer" in done.stdout
        assert server.command("keys", "reseal").stdout.startswith("0 values")  # ended in the middle, it goes on
        server.stop() if running else None
        del server.settings["GENAUTH_SECRETS_PREVIOUS_MASTER_KEY"]
        server.start()
        assert server.sign_in(name)["access_token"]
        assert_ok(Signer(server).call("POST", "list-users", {}))
        renewed = requests.post(server.base + "/oidc/token", data={**server.client(), "grant_type": "refresh_token",
                                                                  "refresh_token": refresh}, timeout=10)
        assert renewed.status_code == 200, renewed.text
        assert "unbroken" in server.command("doctor").stdout
        server.stop()
        server.settings["GENAUTH_SECRETS_MASTER_KEY"] = OLD
        assert server.command("pool", "list", check=False).returncode == 1


# --- the audit trail ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("engine", genauth.engines())
def test_doctor_finds_a_changed_audit_event(engine):
    with installation(engine) as server:
        server.person(new_name("audited"))
        wait_for(lambda: sql(server, "select count(*) from audit_events where seal is null") == "0")
        assert "unbroken" in server.command("doctor").stdout
        sql(server, "update audit_events set client_ip = '203.0.113.9'")
        said = server.command("doctor").stdout
        assert "it or its events were changed" in said and "BROKEN" in said


# --- readiness ----------------------------------------------------------------------------------------------
@postgres_only
def test_a_process_that_cannot_read_the_change_log_is_not_ready():
    with installation("postgres") as server:
        port = f"http://127.0.0.1:{server.management_port}"
        assert requests.get(port + "/readyz", timeout=5).status_code == 200
        assert "\ngenauth_caches_trusted 1\n" in requests.get(port + "/metrics", timeout=5).text
        holder = subprocess.Popen(["psql", "-qX", server.database, "-c",
                                   "begin; lock table change_log in access exclusive mode; select pg_sleep(60)"],
                                  stdout=subprocess.DEVNULL)
        try:
            wait_for(lambda: requests.get(port + "/readyz", timeout=5).status_code == 503, 20)
            assert requests.get(port + "/readyz", timeout=5).text == "the change log cannot be read\n"
            assert requests.get(port + "/livez", timeout=5).status_code == 200
            assert "\ngenauth_caches_trusted 0\n" in requests.get(port + "/metrics", timeout=5).text
            assert server.sign_up(new_name("untrusted"))  # slower, and right
        finally:
            sql(server, "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)%' "
                        "and pid <> pg_backend_pid()")
            holder.wait(10)
        wait_for(lambda: requests.get(port + "/readyz", timeout=5).status_code == 200, 20)


# --- the move to PostgreSQL ---------------------------------------------------------------------------------
def counts(server):
    if server.database:
        tables = sql(server, "select table_name from information_schema.tables where table_schema = 'public'")
    else:
        tables = sql(server, "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'")
    each = sql(server, " union all ".join(f"select '{name}', count(*) from {name}" for name in tables.split()))
    return dict(line.split("|") for line in each.splitlines())


@postgres_only
def test_an_embedded_installation_moves_to_postgresql_without_loss():
    with installation("sqlite") as server, genauth.fresh_database("postgres") as url:
        people = [new_name("moved") for _ in range(3)]
        for name in people:
            server.sign_up(name, "the old password")
        tokens = server.sign_in(people[0], "the old password", scope="openid offline_access")
        assert_ok(server.send_sms("CHANNEL_BIND_PHONE", "13800138000", token=tokens["access_token"]))
        code = server.last_code("+8613800138000")
        server.management_token()
        for kind in ("running", "stopped"):
            done = server.command("migrate", "--to", url, check=kind == "stopped")
            if kind == "running":
                assert done.returncode == 1 and "in use by another genauth process" in done.stderr
                server.stop()
        before = counts(server)
        assert int(before["users"]) >= 3 and int(before["sessions"]) >= 1 and int(before["codes"]) == 1
        assert "numbers and digests agree" in done.stdout and "100 %" in done.stderr
        server.database = url
        assert counts(server) == before
        again = server.command("migrate", "--to", url, check=False)  # by now this data is PostgreSQL's
        assert again.returncode == 1 and "only an embedded database" in again.stderr
        server.start()
        assert server.sign_in(people[1], "the old password")["access_token"]
        bound = server.post("bind-phone", {"phoneNumber": "13800138000", "passCode": code},
                            token=tokens["access_token"])
        assert bound["statusCode"] == 200, bound
        assert server.get("get-profile", token=tokens["access_token"])["data"]["phone"] == "13800138000"
        # Nonces did not move: what is dated in the second of the start, or before it, is refused.
        assert_ok(Signer(server).call("POST", "list-users", {}, {"date": date_in(1)}))
        server.command("keys", "rotate", "--pool", server.pool_id)  # the change log counts on
        assert "unbroken" in server.command("doctor").stdout


@postgres_only
def test_a_move_into_a_database_that_holds_something_is_refused_and_changes_nothing():
    with installation("sqlite") as server, genauth.fresh_database("postgres") as url:
        server.stop()
        subprocess.run(["psql", "-qX", url, "-c", "create table notes (id bigint)"], check=True)
        done = server.command("migrate", "--to", url, check=False)
        assert done.returncode == 1 and "not empty: it has the table notes" in done.stderr
        listed = "select string_agg(table_name, ',') from information_schema.tables where table_schema = 'public'"
        assert subprocess.run(["psql", "-qAtX", url, "-c", listed], check=True, capture_output=True,
                              text=True).stdout.strip() == "notes"


@postgres_only
@pytest.mark.parametrize("change,why", [
    ("delete from schema_migrations where number = (select max(number) from schema_migrations)", "older schema"),
    ("insert into schema_migrations values (9999, 'later', 'x', 1)", "newer program")])
def test_a_move_of_another_schema_is_refused(change, why):
    with installation("sqlite") as server, genauth.fresh_database("postgres") as url:
        server.stop()
        sql(server, change)
        done = server.command("migrate", "--to", url, check=False)
        assert done.returncode == 1 and why in done.stderr
