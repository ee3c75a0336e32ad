// What this product is first for: a person adds a phone number to the account, and takes it off again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { clientOf, ok, person, refused, smsCode } from "./support.mjs";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

async function phoneIn(client) {
  const profile = ok(await client.getProfile({}));
  return [profile.phone, profile.phoneCountryCode, profile.phoneVerified];
}

test("binds a phone and unbinds it", async () => {
  const { client, phone } = await person(server);
  assert.deepEqual(await phoneIn(client), [undefined, undefined, false]);
  const passCode = await smsCode(server, client, "CHANNEL_BIND_PHONE", phone);
  ok(await client.bindPhone({ passCode, phoneNumber: phone }));
  assert.deepEqual(await phoneIn(client), [phone, "+86", true]);

  refused(await client.bindPhone({ passCode, phoneNumber: phone }), 422, 2226);
  ok(await client.unbindPhone({ passCode: await smsCode(server, client, "CHANNEL_UNBIND_PHONE", phone) }));
  assert.deepEqual(await phoneIn(client), [undefined, undefined, false]);
});

test("refuses a wrong code and leaves the right one valid", async () => {
  const { client, phone } = await person(server);
  const passCode = await smsCode(server, client, "CHANNEL_BIND_PHONE", phone);
  const wrong = passCode === "000000" ? "111111" : "000000";
  refused(await client.bindPhone({ passCode: wrong, phoneNumber: phone }), 400, 2001);
  ok(await client.bindPhone({ passCode, phoneNumber: phone, phoneCountryCode: "+86" }));
});

test("refuses callers who are not signed in, with an envelope and not with an exception", async () => {
  refused(await clientOf(server).bindPhone({ passCode: "123456", phoneNumber: "13800138000" }), 401, 2020);
});
