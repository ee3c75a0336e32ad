// GET /cas/session in Chromium: what a page of the application's own host hears, and that no other page does.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { person } from "../sdk/node/support.mjs";
import { launch, press, setApplication, typePassword, visit as visitIn } from "./hosted_support.mjs";

let server, browser, elsewhere, callback;
before(async () => {
  server = await Server.start();
  browser = await launch();
  elsewhere = createServer((request, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<!doctype html><title>Application</title><link rel=icon href=data:,><h1>Application</h1>");
  });
  await new Promise((ready) => elsewhere.listen(0, "127.0.0.1", ready));
  callback = `http://localhost:${elsewhere.address().port}/callback`;
  // Even an origin that may read other answers of the application hears nothing of the session.
  setApplication(server, server.facts.appId, { redirect_uris: [callback],
    allowed_origins: [new URL(callback).origin] });
});
after(async () => {
  await browser?.close();
  elsewhere?.close();
  await server?.stop();
});

const visit = (work, options) => visitIn(browser, work, options);
const address = () => `${server.base}/${server.facts.appId}/cas/session`;

async function signIn(page, someone) {
  const { appId } = server.facts;
  const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"; // RFC 7636, appendix B: nobody redeems the code
  await page.goto(`${server.base}/oidc/auth?${new URLSearchParams({ client_id: appId, redirect_uri: callback,
    response_type: "code", scope: "openid", state: "s", code_challenge: challenge, code_challenge_method: "S256" })}`);
  await typePassword(page, someone.username);
  await page.waitForURL(`${callback}**`);
}

// What a script of the page hears: the parsed answer, or "nothing" where the browser keeps it from the script.
const ask = (page, options = {}) => page.evaluate(([url, init]) =>
  fetch(url, init).then((answer) => answer.json(), () => "nothing"), [address(), options]);

test("a page of the server's own origin hears who is signed in, until the session ends", async () => {
  const someone = await person(server);
  await visit(async (page) => {
    await page.goto(`${server.base}/oidc/.well-known/openid-configuration`);
    assert.deepEqual(await ask(page), { session: null, userInfo: null });
    await signIn(page, someone);
    await page.goto(`${server.base}/oidc/.well-known/openid-configuration`);
    const heard = await ask(page);
    assert.equal(heard.session.appId, server.facts.appId);
    assert.equal(heard.userInfo.username, someone.username);
    await page.goto(`${server.base}/oidc/session/end`);
    await press(page, "Sign out");
    await page.getByText("You are signed out").waitFor();
    await page.goto(`${server.base}/oidc/.well-known/openid-configuration`);
    assert.deepEqual(await ask(page), { session: null, userInfo: null });
  }, { expects: /favicon|Failed to load resource/ }); // pages of ours that are no login page have no picture
});

test("no page of another port or site hears anything, by script, element or frame", async () => {
  const someone = await person(server);
  await visit(async (page) => {
    await signIn(page, someone); // now at localhost on another port: the same site, so the cookies come along
    for (const site of [callback, callback.replace("localhost", "127.0.0.1")]) {
      await page.goto(site);
      for (const options of [{}, { credentials: "include" }, { mode: "cors", credentials: "same-origin" }])
        assert.equal(await ask(page, options), "nothing", `${site} ${JSON.stringify(options)}`);
      const opaque = await page.evaluate((url) => fetch(url, { mode: "no-cors", credentials: "include" })
        .then(async (answer) => [answer.type, await answer.text()], () => ["refused", ""]), address());
      assert.ok(["opaque", "refused"].includes(opaque[0]) && opaque[1] === "", opaque);
      const loads = (name) => page.evaluate(([url, tag]) => new Promise((done) => {
        const element = document.createElement(tag);
        element.onload = () => done("loaded");
        element.onerror = () => done("refused");
        element.src = url;
        document.body.append(element);
      }), [address(), name]);
      assert.equal(await loads("script"), "refused");
      assert.equal(await loads("img"), "refused");
    }
    // Where the person goes there by hand the browser says so, and shows it to them alone.
    await page.goto(address());
    assert.match(await page.textContent("body"), new RegExp(someone.username));
  }, { expects: /favicon|CORS|ERR_FAILED|ERR_BLOCKED|Failed to load resource/ });
});
