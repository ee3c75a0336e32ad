// QR codes, push sign-in, fast pass, devices and their limit through the official Node SDK.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { textIn } from "./picture.mjs";
import { Server } from "./server.mjs";
import { clientOf, managementOf, ok, person, refused } from "./support.mjs";

let server, management;
before(async () => {
  server = await Server.start();
  management = managementOf(server);
});
after(() => server.stop());

test("a QR code signs the page in", async () => {
  const { client } = await person(server);
  const page = clientOf(server);
  const { qrcodeId, url } = ok(await page.geneQrCode({ type: "MOBILE_APP" }));
  const picture = await fetch(url);
  assert.equal(picture.headers.get("content-type"), "image/png");
  const read = JSON.parse(textIn(Buffer.from(await picture.arrayBuffer())));
  assert.deepEqual([read.scene, read.appId, read.expiresIn], ["APP_AUTH", server.facts.appId, 120]);
  assert.equal(read.qrcodeId, qrcodeId.split(".")[0]);  // and so without the secret behind the dot
  for (const action of ["SCAN", "CONFIRM"]) assert.ok(ok(await client.setQrCodeStatus({ qrcodeId, action })).success);
  const { ticket } = ok(await page.getQrCodeStatus({ qrcodeId }));
  const { appId, appSecret } = server.facts;
  const traded = { ticket, client_id: appId, client_secret: appSecret };
  assert.ok(ok(await page.exchangeTokenSetWithQrCodeTicket(traded)).access_token);
  refused(await page.exchangeTokenSetWithQrCodeTicket(traded), 400, undefined);
});

test("a push signs the page in", async () => {
  const { client, username } = await person(server);
  const page = clientOf(server);
  const { pushCodeId } = ok(await page.signInByPush({ account: username }));
  assert.ok(ok(await client.setPushCodeStatus({ pushCodeId, action: "CONFIRM" })).success);
  assert.ok(ok(await page.checkPushCodeStatus({ pushCodeId })).tokenSet.access_token);
});

test("a person sees and forgets devices", async () => {
  const { client } = await person(server);
  const [first] = ok(await client.list({ page: 1, limit: 10 }));
  assert.equal(first.online, true);
  assert.equal((await client.unbind({ deviceId: first.device.deviceId })).statusCode, 200);
  refused(await client.list({}), 401, 2021);
});

test("an administrator limits devices", async () => {
  const { appId } = server.facts;
  const rule = { rule: "condition:device", deviceRule: { maxOnlineDevices: 2 } };
  assert.equal(ok(await management.updateRuleSettings(rule)).rule, rule.rule);
  assert.equal(ok(await management.getRuleSettings()).deviceRule.maxOnlineDevices, 2);
  assert.ok(ok(await management.saveInvitationPolicies({ appIds: [appId] })).success);
  assert.equal(ok(await management.getAllValidScopeSettings())[0].appId, appId);
  assert.ok(ok(await management.remove({ appId })).success);
  assert.ok(ok(await management.findAppLists({ keyword: "e" })).every((app) => app.appId));
  assert.deepEqual(ok(await management.getAllWhiteListSettings()), []);
  ok(await management.updateRuleSettings({ rule: "disable" }));
});

test("an administrator lists who may register with an application", async () => {
  const { appId } = server.facts;
  const entry = { appId, type: "EMAIL", list: ["guest@example.com"] };
  ok(await management.addWhitelistOfApp(entry));
  assert.equal(ok(await management.listWhitelistsOfApp({ appId, type: "EMAIL" })).value, "guest@example.com");
  assert.ok(ok(await management.deleteWhitelistOfApp(entry)).success);
});

test("an administrator kicks a user", async () => {
  const { client } = await person(server);
  const { userId } = ok(await client.getProfile({}));
  assert.ok(ok(await management.kickUsers({ appIds: [server.facts.appId], userId })).success);
  refused(await client.getProfile({}), 401, 2021);
});
