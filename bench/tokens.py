"""client_credentials: a token against the one signature in it, and against oidc-provider."""

import genauth
import load
import measure
import peers

ROUNDS = 3


def client_credentials(table):
    with genauth.Server(settings={"GENAUTH_WORKERS_LOOPS": "1"}) as server, \
            peers.oidc_provider(genauth.free_port()) as (peer, peer_pids):
        measure.pin(server.process.pid)
        credentials = "grant_type=client_credentials&client_id={}&client_secret={}"
        ask = load.request("POST", "/oidc/token", credentials.format(server.key_id, server.key_secret))
        ask_peer = load.request("POST", "/token", credentials.format("bench", "bench-secret"))
        raw, ours, theirs = [], [], []
        for _ in range(ROUNDS):
            raw.append(load.raw_micros("rs256", 2))
            ours.append(load.Load(server.port, [ask], [server.process.pid], connections=64, seconds=3))
            theirs.append(load.Load(peer, [ask_peer], peer_pids, connections=64, seconds=3))
    signature, us, them = min(raw), measure.quietest(ours), measure.quietest(theirs)
    ratio = us.micros / signature
    table.add("client_credentials, CPU per token", f"{us.micros:.0f} us", f"one RS256 signature: {signature:.0f} us",
              f"<= 1.25 x (is {ratio:.2f})", ratio <= 1.25 and us.errors == 0)
    table.add("the same by oidc-provider (npm)", f"{them.micros:.0f} us",
              f"ours: {us.micros:.0f} us", f"({them.micros / us.micros:.1f} x ours)",
              None if them.errors == 0 else False)
