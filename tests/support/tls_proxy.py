"""A private Apache that ends TLS in front of a server and asks clients for certificates, as
docs/guide/oidc-certificates.md sets it up.

  with TlsProxy(server, authority) as proxy: requests.get(proxy.base, cert=…, verify=proxy.ca)
"""

import pathlib
import shutil
import subprocess
import tempfile
import time

from apache import APACHE, MODULES
from certificates import write_certificate
from databases import answers, die_with_parent
from ports import free_port

CONFIGURATION = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
Mutex file:{folder} default
ErrorLog {folder}/error.log
User www-data
Group www-data
StartServers 1
{modules}
SSLEngine on
SSLCertificateFile {folder}/tls.pem
SSLCertificateKeyFile {folder}/tls.key
SSLCACertificateFile {folder}/authority.pem
SSLVerifyClient optional_no_ca
RequestHeader set X-Client-Cert "%{{SSL_CLIENT_CERT}}s"
RequestHeader set X-Client-Verify "%{{SSL_CLIENT_VERIFY}}s"
RequestHeader set X-Forwarded-Proto https
ProxyPreserveHost on
ProxyPass / http://127.0.0.1:{upstream}/
"""
MODULE_NAMES = ("mpm_event", "authz_core", "headers", "ssl", "socache_shmcb", "proxy", "proxy_http")


class TlsProxy:
    def __init__(self, upstream, authority, port=None):
        self.upstream, self.authority, self.port = upstream, authority, port or free_port()
        self.base = f"https://localhost:{self.port}"

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-proxy-"))
        self.folder.chmod(0o755)
        write_certificate(self.folder, "proxy")
        self.ca = str(self.folder / "tls.pem")
        (self.folder / "authority.pem").write_text(self.authority.pem)
        modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in MODULE_NAMES)
        (self.folder / "apache.conf").write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, upstream=self.upstream, modules=modules))
        self.process = subprocess.Popen([APACHE, "-f", self.folder / "apache.conf", "-DFOREGROUND"],
                                        preexec_fn=die_with_parent, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 20
        while not answers(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Apache did not start: {self.process.stderr.read()}{self.log()}")
            time.sleep(0.05)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self):
        file = self.folder / "error.log"
        return file.read_text() if file.exists() else ""
