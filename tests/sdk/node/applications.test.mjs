// Applications, and who may enter them, with the official Node SDK.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { clientOf, managementOf, ok, PASSWORD, person, refused } from "./support.mjs";

let server, management, someone;
before(async () => {
  server = await Server.start();
  management = managementOf(server);
  someone = await person(server);
});
after(() => server.stop());

let count = 0;
async function application(settings = {}) {
  count += 1;
  const made = ok(await management.createApplication({ appName: `From Node ${count}`, ...settings }));
  return { ...made, secret: ok(await management.getApplicationSecret({ appId: made.appId })).secret };
}

function signIn({ appId, secret }) {
  return clientOf(server, { appId, appSecret: secret })
    .signInByUsernamePassword({ username: someone.username, password: PASSWORD });
}

test("an application from creation to deletion", async () => {
  const app = await application({ appType: "web", redirectUris: ["https://app.example.com/callback"] });
  const { appId } = app;
  assert.deepEqual(ok(await management.getApplication({ appId })).redirectUris, ["https://app.example.com/callback"]);
  ok(await management.updateApplication({ appId, appName: "Renamed", ssoEnabled: false,
    oidcConfig: { id_token_expire: 600 }, loginConfig: { showAuthorizationPage: true } }));
  const shown = ok(await management.getApplication({ appId }));
  assert.deepEqual([shown.appName, shown.ssoEnabled, shown.oidcConfig.id_token_expire], ["Renamed", false, 600]);
  assert.equal(ok(await management.getApplicationSimpleInfo({ appId })).appName, "Renamed");
  for (const listed of [await management.listApplications({ keywords: "Renamed" }),
    await management.listApplicationSimpleInfo({ keywords: "Renamed" })])
    assert.deepEqual(ok(listed).list.map((each) => each.appId), [appId]);
  assert.equal(ok(await management.getVerifyConfigApp({ keywords: "Renamed" })).appId, appId);
  assert.equal(ok(await management.checkDomainAvailable({ domain: shown.appIdentifier })).available, false);
  ok(await signIn(app));
  assert.equal(ok(await management.listApplicationActiveUsers({ appId })).totalCount, 1);
  const { secret } = ok(await management.refreshApplicationSecret({ appId }));
  assert.equal((await signIn(app)).statusCode, 401);
  ok(await signIn({ appId, secret }));
  ok(await management.deleteApplication({ appId }));
  refused(await management.getApplication({ appId }), 404, 2011);
});

test("what cannot work is refused by its name", async () => {
  const answer = await management.createApplication({ appName: "x", redirectUris: ["http://app.example.com/"] });
  assert.equal(answer.statusCode, 400);
  assert.match(answer.message, /redirectUris\.0/);
});

test("a login page", async () => {
  const { appId } = await application();
  const update = { tabMethodsSortConfig: {}, qrCodeSortConfig: {}, ssoPageCustomizationSettings: {},
    passwordTabConfig: { enabledLoginMethods: [] }, verifyCodeTabConfig: {}, config: { global: {} },
    enableCreateTenant: false, createTenantScenes: [], enableJoinTenant: false, joinTenantScenes: [],
    enableVerifyDomain: false, enableAutoConnectTenantApp: false, verifyDomainScenes: [] };
  ok(await management.updateLoginPageConfig({ appId, update }));
  assert.deepEqual(ok(await management.getApplication({ appId })).loginConfig.enabledBasicLoginMethods,
    ["PHONE_CODE", "EMAIL_CODE", "SELF_BUILT_APP_QRCODE"]);
});

test("who may enter", async () => {
  const app = await application();
  const { appId } = app;
  const { userId } = ok(await management.getUser({ userId: someone.username, userIdType: "username" }));
  ok(await management.updateApplicationPermissionStrategy({ appId, permissionStrategy: "DENY_ALL" }));
  assert.equal(ok(await management.getApplicationPermissionStrategy({ appId })).permissionStrategy, "DENY_ALL");
  refused(await signIn(app), 403, 1576);
  const about = { targetType: "USER", targetIdentifier: [userId] };
  ok(await management.authorizeApplicationAccess({ appId, list: [{ ...about, effect: "ALLOW" }] }));
  ok(await signIn(app));
  const [rule] = ok(await management.listAuthApplication({ appId })).list;
  assert.deepEqual([rule.targetId, rule.effect, rule.enabled], [userId, "ALLOW", true]);
  const asked = { targetId: userId, targetType: "USER" };
  assert.equal(ok(await management.detailAuthSubject({ ...asked, appId })).authType, "SELF");
  assert.deepEqual(ok(await management.listAuthSubject(asked)).list.map((each) => each.appId), [appId]);
  ok(await management.enabledAuth({ id: rule.id, enabled: false }));
  refused(await signIn(app), 403, 1576);
  ok(await management.deleteAuth(rule.id));
  assert.equal(ok(await management.listAuthApplication({ appId })).totalCount, 0);
  ok(await management.authorizeApplicationAccess({ appId, list: [{ ...about, effect: "DENY" }] }));
  ok(await management.revokeApplicationAccess({ appId, list: [about] }));
  assert.equal(ok(await management.listAuthApplication({ appId })).totalCount, 0);
});
