"""Signing in by code, beside its signatures; and what people read about themselves, beside get-profile: somebody with
three tenants, five roles, four groups, two departments, four resources and twenty sign-ins."""

import genauth
import load
import measure
from directory import apply

PEOPLE, ROUNDS, TURNS = 600, 3, 8
SIGNATURES = 2  # access token and ID token
SETTINGS = {
    "GENAUTH_WORKERS_LOOPS": "1",
    # Every counter is kept, none is reached: one client address asks for everything.
    "GENAUTH_RATE_MESSAGE_PER_MINUTE": "1000000", "GENAUTH_CODES_ADDRESS_PER_DAY": "1000000",
}
MINE = ("get-my-login-history", "get-my-logged-in-apps", "get-my-accessible-apps", "get-my-tenant-list",
        "get-my-role-list", "get-my-group-list", "get-my-department-list", "get-my-authorized-resources")


def number(a_round, index):
    return str(13_800_000_000 + a_round * 1_000_000 + index)


def passcode_sign_ins(server, a_round):
    """Server CPU of signing in by SMS, once for each of many people; sending the codes is no part of it."""
    for start in range(0, PEOPLE, 50):
        people = [{"phone": number(a_round, index), "phoneCountryCode": "+86", "phoneVerified": True,
                   "status": "Activated"} for index in range(start, start + 50)]
        made = server.manage("POST", "create-users-batch", {"list": people})
        assert made["statusCode"] == 200, made
    app = [("x-authing-app-id", server.app_id)]
    sends = [load.request("POST", "/api/v3/send-sms", {"channel": "CHANNEL_LOGIN", "phoneCountryCode": "+86",
                                                       "phoneNumber": number(a_round, index)}, app)
             for index in range(PEOPLE)]
    load.Load(server.port, sends, connections=16, once=True)
    codes = {message["to"]: message["code"] for message in server.messages(limit=PEOPLE)}
    asks = [load.request("POST", "/api/v3/signin", {
        "connection": "PASSCODE", **server.client(), "options": {"scope": "openid profile"},
        "passCodePayload": {"phone": number(a_round, index), "passCode": codes["+86" + number(a_round, index)]}}, app)
        for index in range(PEOPLE)]
    return load.Load(server.port, asks, [server.process.pid], connections=32, once=True)


def by_code(table, engine):
    with genauth.fresh_database(engine) as database, genauth.Server(database=database, settings=SETTINGS) as server:
        measure.pin(server.process.pid)
        signatures, ours = [], []
        for a_round in range(ROUNDS):
            signatures.append(load.raw_micros("rs256", 2))
            ours.append(passcode_sign_ins(server, a_round))
    us, least = measure.quietest(ours), SIGNATURES * min(signatures)
    table.add(f"sign-in by SMS code, CPU, {engine}", f"{us.micros:.0f} us",
              f"its {SIGNATURES} signatures: {least:.0f} us",
              f"<= 1.6 x (is {us.micros / least:.2f})", us.micros <= 1.6 * least and us.errors == 0)


def belong(server, name):
    """Memberships and rights as an employee has them: half of the roles by way of groups and departments."""
    one_of = [{"user": name}]
    apply(server, {
        "tenants": [{"code": f"t{i}", "name": f"Tenant {i}", "members": one_of} for i in range(3)],
        "groups": [{"code": f"g{i}", "name": f"Group {i}", "members": [name]} for i in range(4)],
        "organizations": [{"code": "acme", "name": "Acme", "departments": [
            {"code": "sales", "name": "Sales"},
            {"code": "north", "name": "North", "parent": "sales", "members": one_of},
            {"code": "south", "name": "South", "parent": "sales", "members": one_of}]}],
        "roles": [{"code": f"r{i}", "name": f"Role {i}"} for i in range(5)],
        "assignments": [{"role": "r0", "to": {"user": name}}, {"role": "r1", "to": {"user": name}},
                        {"role": "r2", "to": {"group": "g0"}}, {"role": "r3", "to": {"group": "g1"}},
                        {"role": "r4", "to": {"department": "acme/sales"}}],
        "resources": [{"code": f"api{i}", "type": "API", "actions": [{"name": "read"}, {"name": "write"}]}
                      for i in range(4)],
        "grants": [{"to": {"user": name}, "resource": "api0"}, {"to": {"group": "g2"}, "resource": "api1"},
                   {"to": {"role": "r2"}, "resource": "api2"}, {"to": {"role": "r4"}, "resource": "api3"}]})


def member(server):
    """The token of one who is shown all of that."""
    server.sign_up("bench")
    belong(server, "bench")
    tokens = [server.sign_in("bench")["access_token"] for _ in range(20)]
    wanted = {"login-history": 20, "logged-in-apps": 1, "accessible-apps": 1, "tenant-list": 3, "role-list": 5,
              "group-list": 4, "department-list": 2, "authorized-resources": 4}
    for path, count in wanted.items():
        data = server.get(f"get-my-{path}", token=tokens[-1])["data"]
        assert (len(data) if isinstance(data, list) else data["totalCount"]) == count, (path, data)
    return tokens[-1]


def own_data(table):
    with genauth.Server(settings=SETTINGS) as server:
        measure.pin(server.process.pid)
        url = server.base.replace("localhost", "127.0.0.1") + "/api/v3/"
        headers = [("x-authing-app-id", server.app_id), ("authorization", member(server))]

        # In turns, since a machine that others use too is fast at one time and slow at another.
        paths = ("get-profile", *MINE)
        runs = {path: [] for path in paths}
        for _ in range(TURNS):
            for path in paths:
                runs[path].append(measure.Load([server.process.pid], url + path, headers=headers, seconds=1))
        profile = measure.quietest(runs["get-profile"])
        for path in MINE:
            run = measure.quietest(runs[path])
            ratio = run.micros / profile.micros
            table.add(f"{path}, CPU per request", f"{run.micros:.1f} us", f"get-profile: {profile.micros:.1f} us",
                      f"<= 1.5 x (is {ratio:.2f})", ratio <= 1.5 and run.errors == 0)


def factors(table):
    for engine in genauth.engines():
        by_code(table, engine)
    own_data(table)
