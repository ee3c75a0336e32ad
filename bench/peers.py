"""What our figures stand beside: nginx with a fixed answer, raw signatures."""

import contextlib
import pathlib
import shutil
import socket
import subprocess
import tempfile

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
        measure.wait_for(lambda: _listens(port))
        measure.pin(process.pid)
        yield measure.children(process.pid)
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def rs256_micros(verify=False):
    """CPU microseconds of one RSA-2048 signature (or verification) with SHA-256, by openssl speed."""
    output = subprocess.run(["taskset", "-c", measure.SERVER_CPU, "openssl", "speed", "-seconds", "2", "rsa2048"],
                            check=True, capture_output=True, text=True).stdout
    line = next(line for line in output.splitlines() if line.startswith("rsa 2048"))
    sign, check = (float(word.rstrip("s")) for word in line.split()[3:5])
    return (check if verify else sign) * 1e6
