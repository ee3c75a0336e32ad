"""The request path: a fixed answer through the whole pipeline, and a user's own profile."""

import pathlib
import re
import tempfile

import genauth
import load
import measure
import peers

ROTATING = """
local tokens = {}
for line in io.lines("%s") do tokens[#tokens + 1] = line end
local next_token = 0
request = function()
  next_token = next_token %% #tokens + 1
  return wrk.format("GET", "/api/v3/get-profile", {["x-authing-app-id"] = "%s", ["authorization"] = tokens[next_token]})
end
"""

SIGN_INS = 10_000
LOTS = 2  # of tokens that nobody has seen yet


def country_list(server, table):
    url = server.base.replace("localhost", "127.0.0.1")
    body = genauth.requests.get(url + "/api/v3/get-country-list", timeout=10).content
    ours = measure.quietest([measure.Load([server.process.pid], url + "/api/v3/get-country-list") for _ in range(3)])
    port = genauth.free_port()
    with peers.nginx(port, len(body)) as pids:
        theirs = measure.quietest([measure.Load(pids, f"http://127.0.0.1:{port}/") for _ in range(3)])
    ratio = ours.micros / theirs.micros
    table.add("get-country-list, CPU per request", f"{ours.micros:.1f} us", f"nginx return 200: {theirs.micros:.1f} us",
              f"<= 1.3 x (is {ratio:.2f})", ratio <= 1.3)
    return ours


def small(server, table):
    """The same path with a small answer, where the path itself shows."""
    url = server.base.replace("localhost", "127.0.0.1")
    body = genauth.requests.get(url + "/api/v3/system", timeout=10).content
    ours = measure.quietest([measure.Load([server.process.pid], url + "/api/v3/system") for _ in range(3)])
    port = genauth.free_port()
    with peers.nginx(port, len(body)) as pids:
        theirs = measure.quietest([measure.Load(pids, f"http://127.0.0.1:{port}/") for _ in range(3)])
    table.add("system, CPU per request", f"{ours.micros:.1f} us", f"nginx return 200: {theirs.micros:.1f} us",
              f"(is {ours.micros / theirs.micros:.2f} x)")
    return ours


def profile(server, table, base):
    """get-profile: one token repeated, 10,000 different ones for the first time, and those in rotation."""
    url = server.base.replace("localhost", "127.0.0.1")
    token = server.person("bench")
    headers = [("x-authing-app-id", server.app_id), ("authorization", token)]
    path = url + "/api/v3/get-profile"
    repeated = measure.quietest(
        [measure.Load([server.process.pid], path, headers=headers) for _ in range(3)])
    ratio = repeated.micros / base.micros
    table.add("get-profile, same token, CPU per request", f"{repeated.micros:.1f} us",
              f"get-country-list: {base.micros:.1f} us", f"<= 3 x (is {ratio:.2f})",
              ratio <= 3 and repeated.errors == 0)
    measure.progress(f"signing in {SIGN_INS:,} times")
    with tempfile.TemporaryDirectory() as folder:
        made = [server.sign_in("bench")["access_token"] for _ in range(SIGN_INS)]
        first_use(server, table, base, [made[lot::LOTS] for lot in range(LOTS)])
        tokens = pathlib.Path(folder) / "tokens"
        tokens.write_text("\n".join(made))
        script = pathlib.Path(folder) / "rotate.lua"
        script.write_text(ROTATING % (tokens, server.app_id))
        rotated = measure.Load([server.process.pid], path, script=script, seconds=5)
    ratio = rotated.micros / base.micros
    table.add("get-profile, 10,000 tokens in rotation", f"{rotated.micros:.1f} us", "", f"<= 3 x (is {ratio:.2f})",
              ratio <= 3 and rotated.errors == 0)


def verifications(server):
    text = genauth.requests.get(f"http://127.0.0.1:{server.management_port}/metrics", timeout=10).text
    return int(re.search(r"^genauth_token_verifications_total (\d+)$", text, re.MULTILINE).group(1))


def first_use(server, table, base, lots):
    """Each token is new to the server, which has to verify its signature: counted, so that none was remembered."""
    signature = min(load.raw_micros("rs256-verify", 1) for _ in range(3))
    before = verifications(server)
    runs = []
    for lot in lots:
        asks = [load.request("GET", "/api/v3/get-profile",
                             headers=[("x-authing-app-id", server.app_id), ("authorization", token)]) for token in lot]
        runs.append(load.Load(server.port, asks, [server.process.pid], connections=64, once=True))
    verified = verifications(server) - before
    first, limit = measure.quietest(runs), 3 * base.micros + signature
    table.add("get-profile, each token for the first time", f"{first.micros:.1f} us",
              f"get-country-list: {base.micros:.1f} us, one RS256 verification: {signature:.1f} us",
              f"<= 3 x + verification = {limit:.1f} us (is {first.micros / limit:.2f} of it)",
              first.micros <= limit and first.errors == 0 and verified == sum(map(len, lots)))
