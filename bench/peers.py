"""What our figures stand beside: nginx with a fixed answer, oidc-provider of npm (and glewlwyd, peer_glewlwyd.py)."""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile

import genauth
import measure

NGINX_CONF = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  keepalive_requests 100000000;
  server {{
    listen 127.0.0.1:{port};
    location / {{ default_type application/json; return 200 '{body}'; }}
  }}
}}
"""


@contextlib.contextmanager
def nginx(port, body_bytes):
    """nginx, one worker, access log on, answering `body_bytes` of text. Gives the pids."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="genauth-nginx-"))
    # nginx limits one parameter to 4 KB: a longer body is put together from variables.
    pieces, rest = [], body_bytes
    while rest > 0:
        pieces.append("x" * min(rest, 3500))
        rest -= len(pieces[-1])
    conf = NGINX_CONF.format(folder=folder, port=port, body="".join(f"$piece{i}" for i in range(len(pieces))))
    sets = "".join(f"    set $piece{i} '{piece}';\n" for i, piece in enumerate(pieces))
    conf = conf.replace("    location /", sets + "    location /", 1)
    (folder / "nginx.conf").write_text(conf)
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        measure.wait_for(lambda: listens(port))
        measure.pin(process.pid)
        yield measure.children(process.pid)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def oidc_provider(port, *account):
    """oidc-provider on Node, pinned like ours. `account` is a name and the hash of a password. Gives port and pids."""
    node = genauth.ROOT / "build/node_modules/.bin/node"
    script = pathlib.Path(__file__).with_name("peer_oidc.mjs")
    environment = {**os.environ, "NODE_ENV": "production"}
    process = subprocess.Popen([node, script, str(port), *account], cwd=genauth.ROOT, env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        measure.wait_for(lambda: listens(port), 30)
        measure.pin(process.pid)
        yield port, measure.children(process.pid)
    finally:
        process.terminate()
        process.wait(10)
