// oidc-client-ts in Chromium: a program that lives in the browser, on another origin than GenAuth, with no secret.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { person } from "../sdk/node/support.mjs";
import { launch, setApplication, typePassword, visit } from "./hosted_support.mjs";

const LIBRARY = readFileSync(new URL("../../build/node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js",
  import.meta.url));

let server, browser, site, origin;
before(async () => {
  server = await Server.start();
  browser = await launch();
  site = createServer((request, answer) => {
    const isLibrary = request.url === "/oidc-client-ts.js";
    answer.setHeader("content-type", isLibrary ? "text/javascript" : "text/html");
    answer.end(isLibrary ? LIBRARY : "<!doctype html><title>app</title><script src='/oidc-client-ts.js'></script>");
  });
  await new Promise((ready) => site.listen(0, "127.0.0.1", ready));
  origin = `http://localhost:${site.address().port}`;
  setApplication(server, server.facts.appId, { token_auth_method: "none", redirect_uris: [`${origin}/callback`],
    logout_redirect_uris: [`${origin}/bye`] });
});
after(async () => {
  await browser?.close();
  site?.close();
  await server?.stop();
});

// Runs in the page: `manager` is the library's, `work` gets it.
const inPage = (page, work, more = {}) => page.evaluate(([settings, text]) => {
  const manager = new globalThis.oidc.UserManager({ ...settings,
    userStore: new globalThis.oidc.WebStorageStateStore({ store: globalThis.localStorage }) });
  return new Function("manager", `return (${text})(manager)`)(manager);
}, [{ authority: `${server.base}/${server.facts.appId}/oidc`, client_id: server.facts.appId,
  redirect_uri: `${origin}/callback`, post_logout_redirect_uri: `${origin}/bye`,
  scope: "openid profile username offline_access", loadUserInfo: true, automaticSilentRenew: false, ...more },
String(work)]);

async function signIn(page, someone) {
  await page.goto(origin);
  await inPage(page, (manager) => void manager.signinRedirect({ state: { from: "here" } }));
  await page.waitForURL("**/login/**");
  await typePassword(page, someone.username);
  await page.waitForURL(`${origin}/callback**`);
  return inPage(page, async (manager) => {
    const user = await manager.signinRedirectCallback();
    return { profile: user.profile, state: user.state, refresh: user.refresh_token, access: user.access_token };
  });
}

test("a single-page application signs in, reads userinfo, renews and signs out", async () => {
  const someone = await person(server);
  await visit(browser, async (page) => {
    const user = await signIn(page, someone);
    assert.equal(user.profile.username, someone.username);
    assert.deepEqual(user.state, { from: "here" });

    const renewed = await inPage(page, async (manager) => {
      const user = await manager.signinSilent(); // by the refresh token, which is good for one use
      return { refresh: user.refresh_token, access: user.access_token, sid: user.profile.sid };
    });
    assert.notEqual(renewed.refresh, user.refresh);
    assert.notEqual(renewed.access, user.access);
    assert.equal(renewed.sid, user.profile.sid);

    await inPage(page, (manager) => void manager.signoutRedirect());
    await page.waitForURL(`${origin}/bye**`);
    await inPage(page, (manager) => void manager.signinRedirect({ prompt: "none" }));
    await page.waitForURL(`${origin}/callback**`);
    const refused = await inPage(page, (manager) => manager.signinRedirectCallback().catch((error) => error.error));
    assert.equal(refused, "login_required");
  });
});

test("it revokes its tokens, and they are of no use any more", async () => {
  const someone = await person(server);
  await visit(browser, async (page) => {
    const user = await signIn(page, someone);
    await inPage(page, (manager) => manager.revokeTokens(["access_token", "refresh_token"]));
    const answer = await fetch(`${server.base}/${server.facts.appId}/oidc/me`,
      { headers: { authorization: `Bearer ${user.access}` } });
    assert.equal(answer.status, 401);
  });
});

test("a page of an origin that the application does not name reads nothing", async () => {
  await visit(browser, async (page) => {
    await page.goto(origin.replace("localhost", "127.0.0.1"));
    const outcome = await page.evaluate((url) => fetch(url, { method: "POST", body: new URLSearchParams({
      grant_type: "refresh_token", refresh_token: "x" }) }).then(() => "read", () => "refused"),
    `${server.base}/${server.facts.appId}/oidc/token`);
    assert.equal(outcome, "refused");
    const issuer = await page.evaluate((url) => fetch(url).then((answer) => answer.json()).then((all) => all.issuer),
      `${server.base}/${server.facts.appId}/oidc/.well-known/openid-configuration`);
    assert.equal(issuer, `${server.base}/${server.facts.appId}/oidc`);
  }, { expects: /CORS policy|ERR_FAILED/ });
});
