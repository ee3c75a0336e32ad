"""A private Apache with mod_auth_openidc in front of one protected folder: a relying party as administrators set it up.

  with Apache(issuer, client_id, client_secret) as site: requests.get(site.base + "/protected/")
"""

import pathlib
import secrets
import shutil
import subprocess
import tempfile
import time

from databases import answers, die_with_parent
from ports import free_port

APACHE, MODULES = "/usr/sbin/apache2", pathlib.Path("/usr/lib/apache2/modules")
CONFIGURATION = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
Mutex file:{folder} default
ErrorLog {folder}/error.log
LogLevel warn auth_openidc:info
DocumentRoot {folder}/www
User {user}
Group {group}
StartServers 1
{modules}
OIDCProviderMetadataURL {issuer}/.well-known/openid-configuration
OIDCClientID {client_id}
OIDCClientSecret {client_secret}
OIDCProviderTokenEndpointAuth client_secret_post
OIDCRedirectURI {base}/protected/callback
OIDCDefaultLoggedOutURL {base}/bye.html
OIDCCryptoPassphrase {passphrase}
OIDCScope "openid profile username"
OIDCPKCEMethod S256
OIDCRemoteUserClaim username
OIDCCacheType file
OIDCCacheDir {folder}/cache
<Location /protected>
  AuthType openid-connect
  Require valid-user
  Header always set X-User expr=%{{REMOTE_USER}}
  Header always set X-Sub %{{OIDC_CLAIM_sub}}e
</Location>
"""
MODULE_NAMES = ("mpm_event", "authn_core", "authz_core", "authz_user", "dir", "headers", "env", "auth_openidc")


def run(folder, port, log):
    """The Apache of FOLDER/apache.conf, which answers at the port when this returns."""
    process = subprocess.Popen([APACHE, "-f", folder / "apache.conf", "-DFOREGROUND"], preexec_fn=die_with_parent,
                               stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 20
    while not answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"Apache did not start: {process.stderr.read()}{log()}")
        time.sleep(0.05)
    return process


def stop(process, folder):
    process.terminate()
    process.wait(20)
    shutil.rmtree(folder, ignore_errors=True)


def log_in(folder):
    file = folder / "error.log"
    return file.read_text() if file.exists() else ""


class Apache:
    def __init__(self, issuer, client_id, client_secret):
        self.port = free_port()
        self.base = f"http://localhost:{self.port}"
        self.callback = f"{self.base}/protected/callback"
        self.issuer, self.client_id, self.client_secret = issuer, client_id, client_secret

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-apache-"))
        self.folder.chmod(0o755)
        for name in ("www/protected", "cache"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "cache").chmod(0o777)
        (self.folder / "www/protected/index.html").write_text("the protected page")
        (self.folder / "www/bye.html").write_text("signed out")
        modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in MODULE_NAMES)
        (self.folder / "apache.conf").write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, base=self.base, modules=modules, user="www-data", group="www-data",
            issuer=self.issuer, client_id=self.client_id, client_secret=self.client_secret,
            passphrase=secrets.token_hex(16)))
        self.process = run(self.folder, self.port, self.log)
        return self

    def __exit__(self, *_):
        stop(self.process, self.folder)

    def log(self):
        return log_in(self.folder)
