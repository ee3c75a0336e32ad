// Signing in at the hosted pages with accounts from elsewhere. The company is another GenAuth, a server of its own with
// pages of its own; both are real.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok } from "../sdk/node/support.mjs";
import { connectDirectory } from "./directory.mjs";
import { ACCOUNT, PASSWORD, Scene, alerted, byPassword, field, heading, press, sound } from "./hosted_scene.mjs";
import { enterCode } from "./hosted_support.mjs";

let scene, company, connection;
before(async () => {
  company = await Scene.start();
  scene = await Scene.start({ GENAUTH_EGRESS_ALLOW: "127.0.0.1,localhost,::1" });
  company.plain.redirect_uris = [`${scene.server.base}/connections/oidc/callback`];
  company.set({});
  const source = ok(await scene.management.createExtIdp({ name: "Engines", type: "oidc" }));
  connection = ok(await scene.management.createExtIdpConn({ extIdpId: source.id, type: "oidc", identifier: "engines",
    displayName: "Engines", fields: fields() }));
  ok(await scene.management.changeExtIdpConnState({ id: connection.id, appId: scene.server.facts.appId,
    enabled: true }));
});
after(async () => {
  await scene?.stop();
  await company?.stop();
});

const fields = (more = {}) => ({ issuer: `${company.server.base}/oidc`, clientId: company.server.facts.appId,
  clientSecret: company.server.facts.appSecret, tokenEndpointAuthMethod: "client_secret_post",
  authoritativeDomains: ["engines.example"], ...more });
const change = async (more) => ok(await scene.management.updateExtIdpConn({ id: connection.id, displayName: "Engines",
  fields: fields(more) }));

// Signs in at the company's own pages, which stand on the other server.
async function atCompany(page, someone) {
  await page.waitForURL(`${company.server.base}/**`);
  await byPassword(page, someone.username);
}

test("a button leads to the company and back, signed in; the next time it is marked", async () => {
  const someone = await company.user({ name: "Ann Engines" });
  await scene.signIn(async (page, context, attempt) => {
    await page.getByRole("link", { name: "Continue with Engines" }).click();
    await atCompany(page, someone);
    const first = await scene.arrived(page, attempt);
    const again = scene.begin({ prompt: "login" });
    await page.goto(again.address);
    await page.getByRole("link", { name: "Continue with Engines" }).getByText("Last used").waitFor();
    await page.getByRole("link", { name: "Continue with Engines" }).click(); // still signed in there
    const second = await scene.arrived(page, again);
    assert.equal(first.sub, second.sub);
    return false;
  });
});

test("people of the company's e-mail domain go to its sign-in when they have named themselves", async () => {
  const someone = await company.user();
  await scene.signIn(async (page) => {
    await field(page, ACCOUNT).fill("somebody@Engines.Example");
    await press(page, "Continue");
    await atCompany(page, someone);
  });
});

test("whoever gives up there is told here, and can take another way", async () => {
  const someone = await scene.user();
  await company.with({ show_authorization_page: true }, { show_authorization_page: false }, async () => {
    const other = await company.user();
    await scene.signIn(async (page) => {
      await page.getByRole("link", { name: "Continue with Engines" }).click();
      await atCompany(page, other);
      await press(page, "Do not allow");
      await page.waitForURL(`${scene.server.base}/**`);
      await heading(page, "Sign in");
      await alerted(page, /\w/);
      await byPassword(page, someone.username);
    });
  });
});

test("a newcomer is asked whose account this is to be, also after a reload: a new one", async () => {
  await change({ associationMode: "challenge" });
  const someone = await company.user({ name: "Nora Newcomer" });
  await scene.signIn(async (page) => {
    await page.getByRole("link", { name: "Continue with Engines" }).click();
    await atCompany(page, someone);
    await heading(page, "Are you new here?");
    await page.reload();
    await heading(page, "Are you new here?");
    await sound(page);
    await press(page, "Make a new account");
  }, { bypassCSP: true });
  await change();
});

test("…or one that is here, proved by its password or by a code", async () => {
  await change({ associationMode: "challenge" });
  for (const way of ["password", "code"]) {
    const [there, here] = [await company.user(), await scene.user({ email: `linked-${way}@example.com` })];
    const claims = await scene.signIn(async (page) => {
      await page.getByRole("link", { name: "Continue with Engines" }).click();
      await atCompany(page, there);
      await press(page, `Connect an account by ${way === "code" ? "a code" : "its password"}`);
      if (way === "password") {
        await field(page, ACCOUNT).fill(here.username);
        await field(page, "Password").fill("wrong");
        await press(page, "Connect");
        await alerted(page, /\w/);
        await field(page, "Password").fill(PASSWORD);
      } else {
        await field(page, "E-mail or phone number").fill(`linked-${way}@example.com`);
        await press(page, "Send code");
        await enterCode(scene.server, field(page, "Code"), `linked-${way}@example.com`);
      }
      await press(page, "Connect");
    });
    assert.equal(claims.sub, here.userId);
  }
  await change();
});

test("a second factor of this server stands behind the company's sign-in", async () => {
  const someone = await company.user();
  await scene.with({ mfa_factors: ["EMAIL"] }, { mfa_factors: [] }, () => scene.signIn(async (page) => {
    await page.getByRole("link", { name: "Continue with Engines" }).click();
    await atCompany(page, someone);
    await field(page, "E-mail").fill("behind@example.com");
    await press(page, "Send code");
    await enterCode(scene.server, field(page, "Code"), "behind@example.com");
    await press(page, "Confirm");
  }));
});

test("the address of a source opens nothing in another browser", async () => {
  let address;
  await scene.signIn(async (page) => {
    address = await page.getByRole("link", { name: "Continue with Engines" }).getAttribute("href");
    return false;
  });
  const answer = await fetch(scene.server.base + address, { redirect: "manual" });
  assert.equal(answer.status, 303);
  assert.match(answer.headers.get("location"), /\/login\/[0-9a-f]{24}$/);
});

test("an application that shows no companies shows none", async () => {
  const branding = { enterprise_connections: false };
  await scene.with({ branding }, { branding: {} }, () => scene.signIn(async (page) => {
    await field(page, ACCOUNT).waitFor();
    assert.equal(await page.getByRole("link", { name: /Engines/ }).count(), 0);
    return false;
  }));
});

test("a directory's name and password are typed here, with the picture code that the pool asks for", async () => {
  const dora = { name: "dora", password: "dora's password" };
  const stop = await connectDirectory(scene.server, dora);
  scene.pool({ captcha_mode: "always_enable" });
  try {
    const claims = await scene.signIn(async (page) => {
      const typed = page.getByLabel("Characters in the picture");
      const drawn = async () => {
        const answer = page.waitForResponse(/get-captcha-code/);
        await press(page, "Sign in");
        return (await (await answer).json()).data.captchaToken;
      };
      await press(page, "Continue with Staff");
      await field(page, "User name").fill(dora.name);
      await field(page, "Password").fill(dora.password);
      await drawn();
      await typed.fill("wrong");
      const token = await drawn();
      await alerted(page, /\w/);
      await typed.fill(await scene.server.lastCode(token));
      await press(page, "Sign in");
    });
    const { identities } = ok(await scene.management.getUser({ userId: claims.sub, withIdentities: true }));
    assert.deepEqual(identities.map(({ userIdInIdp, type }) => [Boolean(userIdInIdp), type]), [[true, "entryUUID"]]);
  } finally {
    scene.pool({ captcha_mode: "condition_set" });
    await stop();
  }
});
