// Signed requests: the other brand, replays (by a second process too), and what was altered on the way.
import assert from "node:assert/strict";
import diagnostics from "node:diagnostics_channel";
import { after, before, test } from "node:test";
import { Database, Server } from "./server.mjs";
import { send, sign } from "./signed.mjs";
import { managementOf, ok, refused } from "./support.mjs";

const REPLAYED = 1306;
const CLOCK_SKEW = 1305;
let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

test("the GenAuth brand: the same calls with x-genauth-* headers and its own scheme word", async () => {
  const call = (...request) => send(server, sign(server, ...request)).then(ok);
  const user = await call("POST", "/api/v3/create-user", { username: "brand", name: "张三", options: {} });
  const asked = { userId: user.userId, userIdType: "user_id", withCustomData: false };
  assert.equal((await call("GET", "/api/v3/get-user", asked)).name, "张三");
  const found = await call("GET", "/api/v3/get-user-batch", { userIds: [user.userId, "0".repeat(24)] });
  assert.equal(found.length, 1);
  const listed = await call("POST", "/api/v3/list-users", { keywords: "brand",
    options: { pagination: { page: 1, limit: 10 } } });
  assert.equal(listed.list[0].userId, user.userId);
  assert.equal((await call("POST", "/api/v3/update-user", { userId: user.userId, city: "北京" })).city, "北京");
  assert.equal((await call("POST", "/api/v3/is-user-exists", { username: "brand" })).exists, true);
  assert.ok((await call("GET", "/api/v3/list-access-key")).length > 0);
  await call("POST", "/api/v3/delete-users-batch", { userIds: [user.userId] });
});

for (const brand of ["genauth", "authing"]) {
  test(`refuses a replay: ${brand}`, async () => {
    const request = sign(server, "GET", "/api/v3/list-users", { page: 1, limit: 10 }, { brand });
    ok(await send(server, request));
    refused(await send(server, request), 401, REPLAYED);
  });
}

test("refuses a replay of what the SDK itself sent", async () => {
  const seen = [];
  const listen = ({ request }) =>
    seen.push({ method: request.method, path: request.path, headers: request.getHeaders() });
  diagnostics.subscribe("http.client.request.start", listen);
  ok(await managementOf(server).listUsersLegacy({ page: 1, limit: 10 }));
  diagnostics.unsubscribe("http.client.request.start", listen);
  const [request] = seen;
  for (const name of ["host", "connection", "accept-encoding"]) delete request.headers[name];
  assert.match(request.headers.authorization, /^authing /);
  refused(await send(server, request), 401, REPLAYED);
});

test("refuses what was altered after signing", async () => {
  const fresh = () => sign(server, "POST", "/api/v3/is-user-exists", { username: "somebody" });
  ok(await send(server, fresh()));
  const alterations = [
    (request) => (request.body = JSON.stringify({ username: "somebody else" })),
    (request) => (request.headers["x-genauth-signature-nonce"] = "0".repeat(32)),
    (request) => (request.headers.date = new Date(Date.now() + 1000).toUTCString()),
    (request) => (request.headers["x-genauth-lang"] = "zh-CN"),
    (request) => (request.headers["x-genauth-tenant-id"] = "0".repeat(24)),
    (request) => (request.headers.authorization = request.headers.authorization.replace("GenAuth", "authing")),
    (request) => (request.path = "/api/v3/list-users"),
  ];
  for (const alter of alterations) {
    const request = fresh();
    alter(request);
    assert.equal((await send(server, request)).statusCode, 401, String(alter));
  }
});

test("refuses a date that is five minutes off", async () => {
  for (const offMs of [-301_000, 301_000]) {
    const at = new Date(Date.now() + offMs);
    refused(await send(server, sign(server, "GET", "/api/v3/list-users", { page: 1 }, { at })), 401, CLOCK_SKEW);
  }
});

test("a second process on the same PostgreSQL refuses the replay",
  { skip: !process.env.GENAUTH_TEST_POSTGRES && "needs PostgreSQL, which script/test starts" }, async () => {
    const database = new Database();
    const processes = [];
    try {
      processes.push(await Server.start({ database: database.url }));
      processes.push(await Server.start({ database: database.url, data: processes[0].secondFolder() }));
      const [first, second] = processes;
      const request = sign(first, "GET", "/api/v3/list-users", { page: 1, limit: 10 });
      ok(await send(first, request));
      refused(await send(second, request), 401, REPLAYED);
      ok(await send(second, sign(first, "GET", "/api/v3/list-users", { page: 1, limit: 10 })));
    } finally {
      for (const process of processes.reverse()) await process.stop();
      database.drop();
    }
  });
