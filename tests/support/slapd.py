"""A private slapd on free ports of loopback, in a folder of its own, with a certificate of its own authority.

  with Slapd() as directory: directory.add("ann", "secret", mail="ann@example.org"); directory.ldaps, directory.ca
  with ActiveDirectory() as ad: the same protocol and TLS, but a Python program decides and speaks as AD does
"""

import base64
import contextlib
import pathlib
import shutil
import signal
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
import uuid

from databases import answers, die_with_parent
from ports import free_port

SLAPD = "/usr/sbin/slapd"
SUFFIX = "dc=example,dc=org"
ADMIN = f"cn=admin,{SUFFIX}"
SEARCHER, SEARCHER_PASSWORD = f"cn=searcher,{SUFFIX}", "searcher's password"
AD_SUFFIX = "dc=corp,dc=example,dc=com"
AD_SEARCHER = f"cn=genauth,{AD_SUFFIX}"

HEAD = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload {backend}
pidfile {folder}/slapd.pid
threads 2
"""
TLS = """
TLSCertificateFile {folder}/server.crt
TLSCertificateKeyFile {folder}/server.key
"""
DIRECTORY = """
database mdb
suffix "{suffix}"
rootdn "{admin}"
rootpw admin
directory {folder}/db
access to attrs=userPassword by anonymous auth by * none
access to dn.base="{suffix}" by * read
access to * by dn.base="{searcher}" read by self read by * none
"""
AD_SCHEMA = """
attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.656 NAME 'userPrincipalName' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.782 NAME 'objectCategory' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.2 NAME 'objectGUID' EQUALITY octetStringMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.5.9 NAME 'user' SUP inetOrgPerson STRUCTURAL
  MAY ( sAMAccountName $ userPrincipalName $ objectCategory $ objectGUID ) )
"""
AD = """
database sock
suffix "{suffix}"
socketpath {folder}/ad.sock
"""


def certificate(folder, stem="server", name="IP:127.0.0.1"):
    """A self-signed certificate for `name`; the text of it."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "2", "-subj", "/CN=directory", "-addext", f"subjectAltName={name}",
                    "-keyout", f"{folder}/{stem}.key", "-out", f"{folder}/{stem}.crt"], check=True, capture_output=True)
    return (folder / f"{stem}.crt").read_text()


class Slapd:
    """`name` is what the certificate is for; tls=False: a server without any."""

    backend, body, suffix = "back_mdb", DIRECTORY, SUFFIX

    def __init__(self, name="IP:127.0.0.1", tls=True):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-slapd-"))
        self.ca = certificate(self.folder, name=name)
        self.tls = tls
        self.port, self.tls_port = free_port(), free_port()
        self.ldap, self.ldaps = f"ldap://127.0.0.1:{self.port}", f"ldaps://127.0.0.1:{self.tls_port}"

    def configuration(self):
        text = HEAD + (TLS if self.tls else "") + self.body
        return text.format(folder=self.folder, backend=self.backend, suffix=self.suffix, admin=ADMIN,
                           searcher=SEARCHER)

    def __enter__(self):
        (self.folder / "db").mkdir()
        (self.folder / "slapd.conf").write_text(self.configuration())
        self.fill()
        urls = self.ldap + (" " + self.ldaps if self.tls else "")
        with open(self.folder / "log", "wb") as log:
            self.process = subprocess.Popen(  # pylint: disable=consider-using-with
                [SLAPD, "-d", "0", "-f", str(self.folder / "slapd.conf"), "-h", urls], stdout=log, stderr=log,
                preexec_fn=die_with_parent)
        deadline = time.monotonic() + 30
        while not answers(self.port):
            assert self.process.poll() is None and time.monotonic() < deadline, (self.folder / "log").read_text()
            time.sleep(0.02)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def fill(self):
        start = (f"dn: {SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n\n"
                 f"dn: {SEARCHER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\n"
                 f"cn: searcher\nuserPassword: {SEARCHER_PASSWORD}\n\n"
                 f"dn: ou=people,{SUFFIX}\nobjectClass: organizationalUnit\nou: people\n")
        subprocess.run([SLAPD, "-T", "add", "-f", str(self.folder / "slapd.conf")], input=start, text=True, check=True)

    def change(self, ldif):
        env = {"LDAPTLS_CACERT": str(self.folder / "server.crt"), "PATH": "/usr/bin"}
        subprocess.run(["ldapmodify", "-x", "-H", self.ldaps, "-D", ADMIN, "-w", "admin"], input=ldif, text=True,
                       check=True, capture_output=True, env=env)

    def add(self, uid, password, unit=f"ou=people,{SUFFIX}", **more):
        facts = {"cn": uid, "sn": "Example", **more}
        lines = [f"dn: uid={uid},{unit}", "changetype: add", "objectClass: inetOrgPerson"]
        lines += [f"{name}: {value}" for name, value in {"uid": uid, **facts, "userPassword": password}.items()]
        self.change("\n".join(lines) + "\n")

    def fields(self, **more):
        """Settings of a connection to it."""
        return {"ldapUrl": self.ldaps, "bindDn": SEARCHER, "bindPassword": SEARCHER_PASSWORD, "baseDn": SUFFIX,
                "caCertificate": self.ca, **more}


class ActiveDirectory(Slapd):
    """Accounts are {name: {"password", "guid", "trouble" (a sub-code), …attributes}}; `binds` is what was tried."""

    backend, suffix = "back_sock", AD_SUFFIX
    body = AD_SCHEMA + AD

    def __enter__(self):
        self.accounts, self.binds, self.searches = {}, [], []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                lines = [line.decode().rstrip("\n") for line in iter(self.rfile.readline, b"\n") if line]
                if not lines:
                    return
                asked = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
                answer = {"BIND": outer.bind, "SEARCH": outer.search}.get(lines[0])
                if answer:
                    self.wfile.write(answer(asked).encode())

        self.server = socketserver.ThreadingUnixStreamServer(str(self.folder / "ad.sock"), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return super().__enter__()

    def __exit__(self, *arguments):
        super().__exit__(*arguments)
        self.server.shutdown()
        self.server.server_close()

    def fill(self):
        pass

    def add(self, uid, password, unit="", **more):
        self.accounts[uid] = {"password": password, "guid": uuid.uuid4(), "trouble": None, **more}

    def dn(self, name):
        return f"cn={name},ou=staff,{AD_SUFFIX}"

    def bind(self, asked):
        self.binds.append((asked.get("dn", ""), asked.get("cred", "")))
        if (asked["dn"], asked.get("cred")) == (AD_SEARCHER, SEARCHER_PASSWORD):
            return "RESULT\ncode: 0\n"
        account = next((each for name, each in self.accounts.items() if self.dn(name) == asked["dn"]), None)
        code = "525"
        if account:
            code = account["trouble"] if account["password"] == asked.get("cred") else "52e"
        if code is None:
            return "RESULT\ncode: 0\n"
        return ("RESULT\ncode: 49\ninfo: 80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, "
                f"data {code}, v4563\n")

    def search(self, asked):
        self.searches.append(asked["filter"])
        found = []
        for name, account in self.accounts.items():
            if f"(sAMAccountName={name})".lower() not in asked["filter"].lower():
                continue
            guid = base64.b64encode(account["guid"].bytes_le).decode()
            found.append(f"dn: {self.dn(name)}\nobjectClass: user\ncn: {name}\nsn: Example\n"
                         f"sAMAccountName: {name}\nobjectGUID:: {guid}\nmail: {account.get('mail', name + '@x.org')}\n")
        return "\n".join([*found, "RESULT\ncode: 0\n"])

    def fields(self, **more):
        return {"ldapUrl": self.ldaps, "bindDn": AD_SEARCHER, "bindPassword": SEARCHER_PASSWORD, "baseDn": AD_SUFFIX,
                "caCertificate": self.ca, **more}


@contextlib.contextmanager
def silent(say=b""):
    """A port where somebody listens and says nothing, or one byte at a time; yields (port, accepted sockets)."""
    listener = socket.create_server(("127.0.0.1", 0))
    accepted, over = [], threading.Event()

    def serve():
        while not over.is_set():
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            accepted.append(peer)
            threading.Thread(target=drip, args=(peer,), daemon=True).start()

    def drip(peer):
        with contextlib.suppress(OSError):
            while say and not over.wait(0.1):
                peer.sendall(say)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1], accepted
    finally:
        over.set()
        listener.close()
        for peer in accepted:
            peer.close()
