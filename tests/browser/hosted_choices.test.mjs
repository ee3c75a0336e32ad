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

test("somebody in no tenant makes one, another joins it by its code, and a third goes on without", async () => {
  const [founder, second, third] = [await scene.user(), await scene.user(), await scene.user()];
  const page = { create_tenant: true, join_tenant: true };
  const way = { bypassCSP: true, parameters: { scope: "openid profile tenant_id" } };
  await scene.with({ tenant_choice: true, login_page: page }, { tenant_choice: false, login_page: {} }, async () => {
    const first = await scene.signIn(async (at) => {
      await byPassword(at, founder.username);
      await heading(at, "Choose a tenant");
      await sound(at);
      await press(at, "Create a tenant");
      await sound(at);
      await press(at, "Create");
      await at.getByRole("alert").filter({ hasText: "Please fill this in" }).waitFor();
      await field(at, "Name of the tenant").fill("Difference Engines");
      await press(at, "Create");
    }, way);
    assert.ok(first.tenant_id, JSON.stringify(first));
    let code = "";
    await scene.signIn(async (at) => {
      await byPassword(at, founder.username);
      const line = await at.getByText(/^Code for joining: /).textContent();
      code = line.split(": ")[1];
      await at.getByRole("button", { name: /Difference Engines/ }).click();
    }, way);
    const joined = await scene.signIn(async (at) => {
      await byPassword(at, second.username);
      await press(at, "Join a tenant");
      await sound(at);
      await field(at, "Code of the tenant").fill("no such code");
      await press(at, "Join");
      await at.getByRole("alert").filter({ hasText: "has this code" }).waitFor();
      await field(at, "Code of the tenant").fill(code);
      await press(at, "Join");
    }, way);
    assert.equal(joined.tenant_id, first.tenant_id);
    const alone = await scene.signIn(async (at) => {
      await byPassword(at, third.username);
      await press(at, "Go on without a tenant");
    }, way);
    assert.ok(!alone.tenant_id, JSON.stringify(alone));
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
