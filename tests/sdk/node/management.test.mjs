// The management client, whose every request is signed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { clientOf, managementOf, ok, PASSWORD, refused } from "./support.mjs";

let server, management;
let count = 0;
before(async () => {
  server = await Server.start();
  management = managementOf(server);
});
after(() => server.stop());

async function newUser() {
  count += 1;
  return ok(await management.createUser({ username: `managed${count}`, email: `managed${count}@example.com`,
    phone: String(13600000000 + count), phoneCountryCode: "+86", password: PASSWORD, name: "李四", gender: "F",
    emailVerified: true }));
}

test("creates a user who can sign in", async () => {
  const user = await newUser();
  assert.deepEqual([user.name, user.gender, user.emailVerified], ["李四", "F", true]);
  ok(await clientOf(server).signInByUsernamePassword({ username: user.username, password: PASSWORD }));
});

test("gets a user by each kind of id", async () => {
  const user = await newUser();
  for (const [userIdType, member] of [["user_id", "userId"], ["username", "username"], ["email", "email"],
    ["phone", "phone"]]) {
    const found = ok(await management.getUser({ userId: user[member], userIdType, withIdentities: true }));
    assert.deepEqual([found.userId, found.identities], [user.userId, []]);
  }
});

test("signs what is not plain ASCII, and what a query must escape", async () => {
  const username = "a b+c&d=e%20/张三?#[]";
  refused(await management.getUser({ userId: username, userIdType: "username" }), 404, 2004);
  const page = ok(await management.listUsers({ keywords: '张三 "\\ \t\u2028<>&=?', options: { withCustomData: true } }));
  assert.equal(page.totalCount, 0);
});

test("updates a user", async () => {
  const { userId } = await newUser();
  const changed = ok(await management.updateUser({ userId, nickname: "Four", city: "上海", status: "Suspended" }));
  assert.deepEqual([changed.nickname, changed.city, changed.status], ["Four", "上海", "Suspended"]);
});

test("lists users both ways", async () => {
  const user = await newUser();
  const page = ok(await management.listUsersLegacy({ page: 1, limit: 50, withCustomData: true }));
  assert.ok(page.list.some((row) => row.userId === user.userId));
  const found = ok(await management.listUsers({ keywords: user.username,
    options: { pagination: { page: 1, limit: 10 }, sort: [{ field: "createdAt", order: "desc" }] } }));
  assert.ok(found.list.some((row) => row.userId === user.userId));
  const filtered = ok(await management.listUsers({
    advancedFilter: [{ field: "phone", operator: "EQUAL", value: user.phone }] }));
  assert.deepEqual(filtered.list.map((row) => row.userId), [user.userId]);
});

test("batches; the query carries userIds[]=", async () => {
  const names = ["batch1", "batch2", "batch3"];
  const users = ok(await management.createUsersBatch({ list: names.map((username) => ({ username })) }));
  const userIds = users.map((user) => user.userId);
  const found = ok(await management.getUserBatch({ userIds }));
  assert.deepEqual(found.map((user) => user.username).sort(), names);
  ok(await management.deleteUsersBatch({ userIds }));
  assert.deepEqual(ok(await management.getUserBatch({ userIds })), []);
});

test("tells whether a user exists", async () => {
  const { username, email, phone } = await newUser();
  for (const asked of [{ username }, { email }, { phone }]) {
    assert.equal(ok(await management.isUserExists(asked)).exists, true);
  }
  assert.equal(ok(await management.isUserExists({ username: "nobody.at.all" })).exists, false);
});

test("access keys from creation to deletion", async () => {
  const { userId } = await newUser();
  const [key] = ok(await management.createAccessKey({ type: "userpool", userId }));
  const { accessKeyId, accessKeySecret } = key;
  const withKey = managementOf(server, { accessKeyId, accessKeySecret });
  ok(await withKey.listUsersLegacy({}));
  assert.equal(ok(await management.getAccessKeyList({ userId })).length, 1);
  // Without any filter the SDK signs "path?", with a dangling question mark.
  assert.ok(ok(await management.getAccessKeyList({})).length > 1);
  assert.equal(ok(await management.getAccessKey({ userId, accessKeyId }))[0].accessKeyId, accessKeyId);
  ok(await management.updateAccessKey({ accessKeyId, enable: false }));
  assert.equal((await withKey.listUsersLegacy({})).statusCode, 401);
  ok(await management.updateAccessKey({ accessKeyId, enable: true }));
  ok(await management.deleteAccessKey({ accessKeyId }));
  assert.equal((await management.getAccessKey({ userId, accessKeyId })).statusCode, 404);
});

test("refuses a wrong secret and an unknown key", async () => {
  refused(await managementOf(server, { accessKeySecret: "0".repeat(32) }).listUsersLegacy({}), 401, 1300);
  refused(await managementOf(server, { accessKeyId: "0".repeat(24) }).listUsersLegacy({}), 401, undefined);
});
