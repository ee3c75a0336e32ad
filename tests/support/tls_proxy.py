"""A private Apache that ends TLS in front of a server and asks clients for certificates, as
docs/guide/oidc-certificates.md sets it up.

  with TlsProxy(server, authority) as proxy: requests.get(proxy.base, cert=…, verify=proxy.ca)
"""

import pathlib
import tempfile

from apache import MODULES, log_in, run, stop
from certificates import write_certificate
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
        self.process = run(self.folder, self.port, self.log)
        return self

    def __exit__(self, *_):
        stop(self.process, self.folder)

    def log(self):
        return log_in(self.folder)
