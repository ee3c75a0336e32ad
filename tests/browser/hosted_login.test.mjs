// Signing in through the hosted pages, as relying parties see it: openid-client on their side, Chromium and a real
// server on the other.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { managementOf, ok, person } from "../sdk/node/support.mjs";
import {
  enterCode, heading, launch, press, setApplication, typePassword, visit as visitIn,
} from "./hosted_support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const AXE = require.resolve("axe-core/axe.min.js");
const client = await import(require.resolve("openid-client"));

let server, browser, relying, callback, config;
before(async () => {
  server = await Server.start();
  browser = await launch();
  relying = createServer((request, answer) => answer.end("<h1>Back at the application</h1>"));
  await new Promise((ready) => relying.listen(0, "127.0.0.1", ready));
  callback = `http://localhost:${relying.address().port}/callback`;
  set({ redirect_uris: [callback], logout_redirect_uris: [callback] });
  config = await client.discovery(new URL(`${server.base}/oidc`), server.facts.appId, server.facts.appSecret,
    client.ClientSecretPost(server.facts.appSecret), { execute: [client.allowInsecureRequests] });
});
after(async () => {
  await browser?.close();
  relying?.close();
  await server?.stop();
});

const set = (settings) => setApplication(server, server.facts.appId, settings);

// One sign-in as openid-client begins it: where to go, and what to do with where the browser comes back to.
async function begin(parameters = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const expected = { pkceCodeVerifier: verifier, expectedState: client.randomState(),
    expectedNonce: client.randomNonce() };
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: "openid profile offline_access",
    state: expected.expectedState,
    nonce: expected.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...parameters,
  });
  return { address: address.href, finish: (url) => client.authorizationCodeGrant(config, new URL(url), expected) };
}

const visit = (work, options) => visitIn(browser, work, options);
const arrived = (page) => page.waitForURL(`${callback}**`).then(() => page.url());

test("openid-client signs a person in by password, renews, and finds the session the second time", async () => {
  const someone = await person(server);
  await visit(async (page) => {
    const first = await begin();
    await page.goto(first.address);
    await typePassword(page, someone.username);
    const tokens = await first.finish(await arrived(page));
    const claims = tokens.claims();
    assert.equal(claims.iss, `${server.base}/oidc`);
    const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.equal(info.sub, claims.sub);
    const renewed = await client.refreshTokenGrant(config, tokens.refresh_token);
    assert.ok(renewed.access_token);

    const second = await begin({ prompt: "none" });
    await page.goto(second.address);
    const again = await second.finish(await arrived(page));
    assert.equal(again.claims().sid, claims.sid);
  });
});

test("a code by text message signs in", async () => {
  const number = "13900001234";
  const someone = await person(server);
  const management = managementOf(server);
  const { data } = await management.getUser({ userId: someone.username, userIdType: "username" });
  ok(await management.updateUser({ userId: data.userId, phone: number, phoneCountryCode: "+86" }));
  await visit(async (page) => {
    const attempt = await begin();
    await page.goto(attempt.address);
    await page.getByLabel("User name, e-mail or phone").fill(number);
    await press(page, "Continue");
    await press(page, "Sign in with a code");
    await enterCode(server, page.getByLabel("Code", { exact: true }), `+86${number}`);
    await press(page, "Sign in");
    const tokens = await attempt.finish(await arrived(page));
    assert.deepEqual(tokens.claims().amr, ["otp"]);
  });
});

test("a wrong password stays on the page and says so", async () => {
  await visit(async (page) => {
    const attempt = await begin();
    await page.goto(attempt.address);
    await page.getByLabel("User name, e-mail or phone").fill("nobody-here");
    await press(page, "Continue");
    await page.getByLabel("Password", { exact: true }).fill("wrong password");
    await press(page, "Sign in");
    await page.getByRole("alert").first().waitFor();
    assert.match(page.url(), /\/login\/[0-9a-f]{24}/);
  });
});

test("consent names the application, and what was allowed reaches it", async () => {
  const someone = await person(server);
  set({ redirect_uris: [callback], show_authorization_page: true });
  try {
    await visit(async (page) => {
      const attempt = await begin();
      await page.goto(attempt.address);
      await typePassword(page, someone.username);
      await heading(page, /Allow .* to access your account/);
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)), []);
      await press(page, "Allow");
      const tokens = await attempt.finish(await arrived(page));
      assert.ok(tokens.refresh_token);
    }, { bypassCSP: true });
  } finally {
    set({ redirect_uris: [callback], show_authorization_page: false });
  }
});

test("login CSRF: the page of another browser's interaction shows nothing of it and leads back", async () => {
  const attempt = await begin();
  let address;
  await visit(async (page) => {
    await page.goto(attempt.address);
    await heading(page, "Sign in");
    address = page.url();
  });
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.getByLabel("User name, e-mail or phone").count(), 0);
  await context.close();
});
