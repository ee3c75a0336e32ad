// Profile and account security through the official Node SDK; validate-password is not in the others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { emailCode, ok, PASSWORD, person } from "./support.mjs";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

test("says whether it is the user's password", async () => {
  const { client, username } = await person(server);
  assert.deepEqual(ok(await client.validatePassword({ username, password: PASSWORD })), { valid: true });
  assert.deepEqual(ok(await client.validatePassword({ username, password: "not it" })), { valid: false });
});

test("binds an address and changes the password", async () => {
  const { client, email } = await person(server);
  ok(await client.bindEmail({ email, passCode: await emailCode(server, client, "CHANNEL_BIND_EMAIL", email) }));
  assert.equal(ok(await client.getProfile({})).email, email);
  ok(await client.updatePassword({ newPassword: "mu9 Kettle of Fish", oldPassword: PASSWORD }));
});
