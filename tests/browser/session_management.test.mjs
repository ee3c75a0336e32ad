// OpenID Connect Session Management 1.0 in Chromium: an application's page on the same site asks our frame.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { person } from "../sdk/node/support.mjs";
import { launch, setApplication, typePassword, visit as visitIn } from "./hosted_support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const client = await import(require.resolve("openid-client"));

let server, browser, relying, callback, config, metadata;
before(async () => {
  server = await Server.start();
  browser = await launch();
  relying = createServer((request, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<!doctype html><title>Application</title><h1>Back at the application</h1>");
  });
  await new Promise((ready) => relying.listen(0, "127.0.0.1", ready));
  callback = `http://localhost:${relying.address().port}/callback`;
  const { appId, appSecret } = server.facts;
  setApplication(server, appId, { redirect_uris: [callback], logout_redirect_uris: [callback] });
  config = await client.discovery(new URL(`${server.base}/oidc`), appId, appSecret,
    client.ClientSecretPost(appSecret), { execute: [client.allowInsecureRequests] });
  metadata = config.serverMetadata();
});
after(async () => {
  await browser?.close();
  relying?.close();
  await server?.stop();
});

const visit = (work, options) => visitIn(browser, work, options);

// To the callback, by way of the login page where somebody is to sign in.
async function authorize(page, someone, parameters = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  await page.goto(client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: "openid", state,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256",
    ...parameters }).href);
  if (someone) await typePassword(page, someone.username);
  await page.waitForURL(`${callback}**`);
  const url = new URL(page.url());
  const tokens = url.searchParams.has("error") ? undefined
    : await client.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: state });
  return { sessionState: url.searchParams.get("session_state"), error: url.searchParams.get("error"), tokens };
}

// What the frame says to a page of the application.
const ask = (page, message) => page.evaluate(async ([address, text]) => {
  const frame = document.createElement("iframe");
  const loaded = new Promise((ready) => frame.addEventListener("load", ready));
  frame.src = address;
  document.body.append(frame);
  await loaded;
  const answered = new Promise((ready) => addEventListener("message", ({ data, source, origin }) =>
    source === frame.contentWindow && ready([data, origin]), { once: true }));
  frame.contentWindow.postMessage(text, "*");
  const answer = await answered;
  frame.remove();
  return answer;
}, [metadata.check_session_iframe, message]);

const about = async (page, { sessionState }, appId = server.facts.appId) => {
  const [said, origin] = await ask(page, `${appId} ${sessionState}`);
  assert.equal(origin, server.base);
  return said;
};

async function signOut(page, { tokens }) {
  await page.goto(client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token,
    post_logout_redirect_uri: callback }).href);
  await page.waitForURL(`${callback}**`);
}

const stateCookie = async (context) => (await context.cookies(server.base))
  .find(({ name }) => name === `__Host-genauth-state-${server.facts.userPoolId}`);

test("the frame says unchanged while the session is there and changed once it has ended", async () => {
  const someone = await person(server);
  await visit(async (page, context) => {
    const first = await authorize(page, someone);
    assert.equal(await about(page, first), "unchanged");
    const again = await authorize(page, null, { prompt: "none" });
    assert.notEqual(again.sessionState, first.sessionState); // each answer has a salt of its own
    assert.equal(await about(page, again), "unchanged");
    assert.equal(await about(page, first), "unchanged");
    await signOut(page, first);
    assert.equal(await about(page, first), "changed");
    assert.equal(await stateCookie(context), undefined);
  });
});

test("the state is another one with every session and every person, and one that is empty without", async () => {
  const [someone, other] = [await person(server), await person(server)];
  await visit(async (page, context) => {
    const nobody = await authorize(page, null, { prompt: "none" });
    assert.equal(nobody.error, "login_required");
    assert.equal(await about(page, nobody), "unchanged");
    const first = await authorize(page, someone);
    const seen = (await stateCookie(context)).value;
    assert.equal(await about(page, nobody), "changed");
    const switched = await authorize(page, other, { prompt: "login" });
    assert.equal(await about(page, first), "changed");
    assert.equal(await about(page, switched), "unchanged");
    assert.notEqual((await stateCookie(context)).value, seen);
    await signOut(page, switched);
    const once_more = await authorize(page, someone);
    assert.notEqual((await stateCookie(context)).value, seen); // the same person, another session
    assert.equal(await about(page, first), "changed");
    assert.equal(await about(page, once_more), "unchanged");
  });
});

test("a session that ended elsewhere is noticed with the next request to the server", async () => {
  const someone = await person(server);
  await visit(async (page, context) => {
    const first = await authorize(page, someone);
    await context.clearCookies({ name: `__Host-genauth-session-${server.facts.userPoolId}` });
    const nobody = await authorize(page, null, { prompt: "none" });
    assert.equal(nobody.error, "login_required");
    assert.equal(await about(page, first), "changed");
    assert.equal(await about(page, nobody), "unchanged");
  });
});

test("the state is good for one client at one origin, and what is no question is an error", async () => {
  const someone = await person(server);
  await visit(async (page, context) => {
    const first = await authorize(page, someone);
    assert.equal(await about(page, first, "another-client"), "changed");
    for (const wrong of ["", server.facts.appId, `${server.facts.appId} nonsense`, `a b ${first.sessionState}`,
      { client: server.facts.appId }])
      assert.equal((await ask(page, wrong))[0], "error", JSON.stringify(wrong));
    const elsewhere = createServer((request, answer) => {
      answer.setHeader("content-type", "text/html");
      answer.end("<!doctype html><title>Elsewhere</title>");
    });
    await new Promise((ready) => elsewhere.listen(0, "127.0.0.1", ready));
    await page.goto(`http://localhost:${elsewhere.address().port}/`);
    assert.equal(await about(page, first), "changed");
    elsewhere.close();
    // Scripts see the state and nothing else; it is neither the person's id nor the session's.
    const cookies = await context.cookies(server.base);
    const visible = cookies.filter(({ httpOnly }) => !httpOnly);
    assert.deepEqual(visible.map(({ name }) => name), [`__Host-genauth-state-${server.facts.userPoolId}`]);
    const [{ value, sameSite, secure }] = visible;
    assert.deepEqual([sameSite, secure], ["None", true]);
    const session = cookies.find(({ name }) => name.startsWith("__Host-genauth-session-")).value;
    for (const secret of [first.tokens.claims().sub, first.tokens.claims().sid, ...session.split(".")])
      assert.ok(!value.includes(secret));
  });
});
