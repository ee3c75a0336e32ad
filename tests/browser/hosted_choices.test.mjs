// What people choose on the way at the hosted pages: a user name, a tenant, the account that they go on as. The company
// is another server, as in hosted_sources.test.mjs.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ok } from "../sdk/node/support.mjs";
import { Scene, byPassword, field, heading, press, sound } from "./hosted_scene.mjs";

let scene, company;
before(async () => {
  company = await Scene.start();
  scene = await Scene.start({ GENAUTH_EGRESS_ALLOW: "127.0.0.1,localhost,::1" });
  company.plain.redirect_uris = [`${scene.server.base}/connections/oidc/callback`];
  company.set({});
  const source = ok(await scene.management.createExtIdp({ name: "Engines", type: "oidc" }));
  const connection = ok(await scene.management.createExtIdpConn({ extIdpId: source.id, type: "oidc",
    identifier: "engines", displayName: "Engines", fields: { issuer: `${company.server.base}/oidc`,
      clientId: company.server.facts.appId, clientSecret: company.server.facts.appSecret,
      tokenEndpointAuthMethod: "client_secret_post" } }));
  ok(await scene.management.changeExtIdpConnState({ id: connection.id, appId: scene.server.facts.appId,
    enabled: true }));
});
after(async () => {
  await scene?.stop();
  await company?.stop();
});

function apply(content) {
  const path = join(scene.server.data, `choices-${Date.now()}.yaml`);
  writeFileSync(path, JSON.stringify({ pool: scene.server.facts.userPoolId, ...content }));
  execFileSync(process.env.GENAUTH_BINARY, ["apply", "-f", path, "--data", scene.server.data]);
}

test("somebody whose name is taken here chooses another one, also after a reload", async () => {
  const someone = await company.user({ preferredUsername: "countess" });
  await scene.user({ username: "countess" });
  await scene.with({ username_from_source: true }, { username_from_source: false }, () =>
    scene.signIn(async (page) => {
      await page.getByRole("link", { name: "Continue with Engines" }).click();
      await page.waitForURL(`${company.server.base}/**`);
      await byPassword(page, someone.username);
      await heading(page, "Choose a user name");
      await page.reload();
      await heading(page, "Choose a user name");
      await sound(page);
      await field(page, "User name").fill("countess");
      await press(page, "Save and continue");
      await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
      await field(page, "User name").fill("countess.too");
      await press(page, "Save and continue");
    }, { bypassCSP: true }));
});

test("a member of several tenants chooses one", async () => {
  const someone = await scene.user();
  apply({ tenants: ["Engines", "Looms"].map((name) => ({ code: name.toLowerCase(), name,
    members: [{ user: someone.username }] })) });
  await scene.with({ tenant_choice: true }, { tenant_choice: false }, async () => {
    const claims = await scene.signIn(async (page) => {
      await byPassword(page, someone.username);
      await heading(page, "Choose a tenant");
      await page.reload();
      await sound(page);
      await press(page, "Looms");
    }, { bypassCSP: true, parameters: { scope: "openid profile tenant_id" } });
    assert.ok(claims.tenant_id, JSON.stringify(claims));
  });
});

test("somebody goes on as a shared account, or as themselves", async () => {
  const someone = await scene.user();
  const desk = await scene.user({ name: "Front desk" });
  apply({ groups: [{ code: "desk", members: [someone.username] }],
    public_accounts: [{ user: desk.username, open_to: [{ group: "desk" }] }] });
  scene.pool({ account_switch: true });
  try {
    for (const [name, who] of [["Front desk Shared account", desk], [/Your own account/, someone]]) {
      const claims = await scene.signIn(async (page) => {
        await byPassword(page, someone.username);
        await heading(page, "Choose an account");
        await sound(page);
        await page.getByRole("button", { name }).click();
      }, { bypassCSP: true });
      assert.equal(claims.sub, who.userId);
    }
  } finally {
    scene.pool({ account_switch: false });
  }
});
