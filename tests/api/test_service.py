"""The program as packaging/genauth.service runs it with the configuration of docs/guide/running.md: an account of its
own that cannot read what belongs to root, the master key as a credential; and root's commands beside it."""

import contextlib
import os
import pathlib
import re
import secrets
import shutil
import subprocess
import tempfile
import time

import genauth
import pytest
import requests
from certificates import write_certificate

ACCOUNT, KEY_GROUP = 61184, 61190  # ids that no account of a machine has
UNIT = (genauth.ROOT / "packaging/genauth.service").read_text(encoding="utf-8")
GUIDE = (genauth.ROOT / "docs/guide/running.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a program under another account")


class Service:
    def __init__(self, folder):
        self.program, self.etc, self.state, self.credentials = (
            folder / name for name in ("genauth", "etc", "state", "credentials"))
        self.data = self.state / "genauth"
        shutil.copy(genauth.BINARY, self.program)
        for path, owner, mode in ((folder, 0, 0o755), (self.etc, 0, 0o755), (self.state, 0, 0o755),
                                  (self.data, ACCOUNT, 0o700), (self.credentials, ACCOUNT, 0o500)):
            path.mkdir(exist_ok=True)
            os.chown(path, owner, owner)
            path.chmod(mode)
        self.config = self.etc / "genauth.yaml"
        sample = re.search(r"```yaml\n(server:.*?)```", GUIDE, re.S).group(1)
        self.config.write_text(sample.replace("/etc/genauth", str(self.etc))
                               .replace("/var/lib/genauth", str(self.data)))
        write_certificate(self.etc, "service")
        self.own(self.etc / "tls.pem", self.etc / "chain.pem", 0, 0, 0o644)
        self.own(self.etc / "tls.key", self.etc / "key.pem", 0, KEY_GROUP, 0o640)
        (folder / "key").write_text(secrets.token_hex(32) + "\n")
        shutil.copy(folder / "key", self.credentials / "master_key")
        self.own(folder / "key", self.etc / "master_key", 0, 0, 0o400)
        os.chown(self.credentials / "master_key", ACCOUNT, ACCOUNT)
        self.port = genauth.free_port()

    @staticmethod
    def own(made, path, owner, group, mode):
        made.rename(path)
        os.chown(path, owner, group)
        path.chmod(mode)

    def environment(self):
        lines = dict(re.findall(r"^Environment=(\w+)=(.*)$", UNIT, re.M))
        assert lines, "the unit sets no environment"
        return {name: value.replace("%S", str(self.state)).replace("%d", str(self.credentials))
                for name, value in lines.items()}

    @contextlib.contextmanager
    def running(self, groups=(KEY_GROUP,)):
        process = subprocess.Popen(
            [self.program, "serve", "--config", self.config, "--listen", f"127.0.0.1:{genauth.free_port()}",
             "--management-listen", f"127.0.0.1:{self.port}"], env=self.environment(), user=ACCOUNT, group=ACCOUNT,
            extra_groups=groups, umask=0o077, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            while process.poll() is None:
                with contextlib.suppress(requests.ConnectionError):
                    if requests.get(f"http://127.0.0.1:{self.port}/readyz", timeout=2).ok:
                        break
                time.sleep(0.02)
            yield process
        finally:
            process.terminate()
            self.said = process.communicate(timeout=30)[0]

    def as_root(self, *words):
        done = subprocess.run([self.program, *words, "--config", self.config], capture_output=True, text=True,
                              timeout=60, check=False, env={})
        assert done.returncode == 0, done.stderr
        return done.stdout

    def owners(self):
        return {path.name: path.stat().st_uid for path in self.data.iterdir()}


@pytest.fixture(name="service")
def service_in_a_folder():
    with tempfile.TemporaryDirectory(prefix="genauth-service-") as path:
        yield Service(pathlib.Path(path))


def test_starts_under_its_own_account_with_the_guides_configuration(service):
    with service.running() as process:
        assert process.poll() is None
        assert "master key fits" in service.as_root("doctor")
    assert process.returncode == 0, service.said


def test_the_key_of_tls_needs_the_group_that_the_guide_gives(service):
    with service.running(groups=()) as process:
        pass
    assert process.returncode not in (0, -15) and "key.pem" in service.said


def test_what_root_restores_and_makes_belongs_to_the_services_account(service):
    with service.running():
        service.as_root("backup", str(service.data / "copy.db"))
    (service.data / "copy.db").rename(service.etc / "copy.db")
    os.chown(service.etc / "copy.db", 0, 0)
    (service.etc / "copy.db").chmod(0o644)
    service.as_root("restore", str(service.etc / "copy.db"))
    restored = (service.data / "genauth.db").stat()
    assert (restored.st_uid, restored.st_gid, restored.st_mode & 0o777) == (ACCOUNT, ACCOUNT, 0o600)
    for path in service.data.glob("nonces.db*"):
        path.unlink()
    service.as_root("pool", "list")  # makes that file anew
    assert set(service.owners().values()) == {ACCOUNT} and "nonces.db" in service.owners()
    with service.running() as process:
        assert process.poll() is None
    assert process.returncode == 0, service.said


def test_root_neither_gives_away_nor_overwrites_what_a_link_in_the_folder_leads_to(service):
    with service.running():
        pass
    secret = service.etc / "master_key"
    (service.data / "soft").symlink_to(secret)
    os.link(secret, service.data / "hard")
    service.as_root("backup", str(service.etc / "copy.db"))
    (service.data / "genauth.db.new").symlink_to(secret)
    key = secret.read_bytes()
    service.as_root("restore", str(service.etc / "copy.db"))
    assert secret.stat().st_uid == 0 and secret.read_bytes() == key
    assert not (service.data / "genauth.db").is_symlink()


def test_a_restart_loses_no_nonces_and_the_unit_lets_it_see_the_boot_id(service):
    for _ in range(2):
        with service.running():
            pass
    assert "serve.ready" in service.said and "nonces.lost" not in service.said
    assert "ProcSubset=" not in UNIT  # it hides /proc/sys, and with it what tells one boot from another
