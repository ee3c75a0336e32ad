// Passkeys in a real browser: headless Chromium with virtual authenticators (CDP domain WebAuthn), and a real server.
// Pages send what the browser itself makes of credentials (toJSON), untouched.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { ok, person, refused } from "../sdk/node/support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const { chromium } = require("playwright-core");

const PHONE = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
  isUserVerified: true, automaticPresenceSimulation: true };
const TOUCH_KEY = { protocol: "ctap2", transport: "usb", hasResidentKey: false, hasUserVerification: false,
  automaticPresenceSimulation: true };
const OLD_KEY = { protocol: "u2f", transport: "usb", automaticPresenceSimulation: true };

let server, browser;
before(async () => {
  server = await Server.start();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"] });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// A browser of its own with one authenticator, on a page of `origin`.
async function visit(authenticator, origin = server.base, bypassCSP = true) {
  const context = await browser.newContext({ bypassCSP });
  const page = await context.newPage();
  await page.goto(`${origin}/docs`);
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: authenticator });
  const call = (method, path, body, token) => page.evaluate(async ([base, appId, ...rest]) => {
    const [verb, where, sent, accessToken] = rest;
    const headers = { "x-authing-app-id": appId, "x-authing-lang": "en-US", "content-type": "application/json" };
    if (accessToken) headers.authorization = accessToken;
    const body = sent && JSON.stringify(sent);
    return (await fetch(`${base}/api/v3/${where}`, { method: verb, headers, body })).json();
  }, [server.base, server.facts.appId, method, path, body, token]);
  const create = (options) => page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(json);
    return (await navigator.credentials.create({ publicKey })).toJSON();
  }, options);
  const get = (options) => page.evaluate(async (json) => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(json);
    return (await navigator.credentials.get({ publicKey })).toJSON();
  }, options);
  const credentials = async () =>
    (await cdp.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
  return { context, page, cdp, authenticatorId, call, create, get, credentials };
}

async function register(visitor, someone, wish = {}) {
  const token = someone.tokens.access_token;
  const started = ok(await visitor.call("POST", "webauthn/registration/initialize", wish, token));
  const credential = await visitor.create(started.registrationOptions);
  return ok(await visitor.call("POST", "webauthn/registration/finalize",
    { ticket: started.ticket, credential, name: "Browser" }, token));
}

async function signIn(visitor, account) {
  const started = ok(await visitor.call("POST", "webauthn/login/initialize", account ? { account } : {}));
  const credential = await visitor.get(started.authenticationOptions);
  return visitor.call("POST", "webauthn/login/finalize", { ticket: started.ticket, credential });
}

async function usernameOf(visitor, tokens) {
  return ok(await visitor.call("GET", "get-profile", undefined, tokens.access_token)).username;
}

test("registers a discoverable passkey and signs in without a name", async () => {
  const someone = await person(server);
  const visitor = await visit(PHONE);
  const passkey = await register(visitor, someone, { residentKey: "required" });
  assert.deepEqual([passkey.rpId, passkey.userVerified, passkey.transports], ["localhost", true, ["internal"]]);
  const tokens = ok(await signIn(visitor));
  assert.equal(await usernameOf(visitor, tokens), someone.username);
  const [stored] = await visitor.credentials();
  assert.equal(Buffer.from(stored.userHandle, "base64").toString(), passkey.userId);
  await visitor.context.close();
});

test("signs in by name with a key that keeps nothing and verifies nobody", async () => {
  const someone = await person(server);
  const visitor = await visit(TOUCH_KEY);
  const passkey = await register(visitor, someone, { residentKey: "discouraged" });
  assert.deepEqual([passkey.userVerified, passkey.transports], [false, ["usb"]]);
  const tokens = ok(await signIn(visitor, someone.username));
  assert.equal(await usernameOf(visitor, tokens), someone.username);
  await visitor.context.close();
});

test("a key from before FIDO2 signs in by name", async () => {
  const someone = await person(server);
  const visitor = await visit(OLD_KEY);
  await register(visitor, someone, { residentKey: "discouraged" });
  const tokens = ok(await signIn(visitor, someone.username));
  assert.equal(await usernameOf(visitor, tokens), someone.username);
  await visitor.context.close();
});

test("the browser's authenticators say who made them when they are asked", async () => {
  set("pool", server.facts.userPoolId, 'passkey_attestation="direct"');
  for (const [authenticator, format] of [[PHONE, "packed"], [TOUCH_KEY, "packed"], [OLD_KEY, "fido-u2f"]]) {
    const visitor = await visit(authenticator);
    const passkey = await register(visitor, await person(server), { residentKey: "discouraged" });
    assert.deepEqual([passkey.attestationFormat, passkey.attestationTrusted], [format, false]);
    assert.match(passkey.attestationType, /^(basic|self)$/);
    await visitor.context.close();
  }
  set("pool", server.facts.userPoolId, 'passkey_attestation="none"');
});

test("the browser itself refuses an authenticator that the account has already", async () => {
  const someone = await person(server);
  const visitor = await visit(PHONE);
  await register(visitor, someone);
  await assert.rejects(register(visitor, someone), /InvalidStateError|already registered/i);
  await visitor.context.close();
});

test("a copy whose counter stayed behind is refused", async () => {
  const someone = await person(server);
  const visitor = await visit(PHONE);
  await register(visitor, someone);
  ok(await signIn(visitor));
  const [credential] = await visitor.credentials();
  const { authenticatorId, cdp } = visitor;
  await cdp.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credential.credentialId });
  await cdp.send("WebAuthn.addCredential", { authenticatorId, credential: { ...credential, signCount: 0 } });
  const answer = await signIn(visitor);
  refused(answer, 403);
  assert.match(answer.message, /counter/);
  await visitor.context.close();
});

test("without the person's consent there is no passkey", async () => {
  const someone = await person(server);
  const visitor = await visit({ ...PHONE, isUserVerified: false });
  set("pool", server.facts.userPoolId, 'passkey_user_verification="required"');
  await assert.rejects(register(visitor, someone), /NotAllowedError/);
  set("pool", server.facts.userPoolId, 'passkey_user_verification="preferred"');
  await visitor.context.close();
});

test("a page of another origin needs the application's permission", async () => {
  const pages = createServer((_, response) => response.setHeader("content-type", "text/html").end("<p>Shop"));
  await new Promise((resolve) => pages.listen(0, "127.0.0.1", resolve));
  const origin = `http://localhost:${pages.address().port}`;
  const someone = await person(server);
  set("application", server.facts.appId, `allowed_origins=${JSON.stringify([origin])}`);
  const visitor = await visit(PHONE, origin);
  await register(visitor, someone);
  const started = ok(await visitor.call("POST", "webauthn/login/initialize", {}));
  const credential = await visitor.get(started.authenticationOptions);
  const body = { ticket: started.ticket, credential };
  assert.equal(await usernameOf(visitor, ok(await visitor.call("POST", "webauthn/login/finalize", body))),
    someone.username);
  // The same page after the permission is gone: asked by a server of its own, so that CORS does not hide the answer.
  const asked = await (await fetch(`${server.base}/api/v3/webauthn/login/initialize`, { method: "POST",
    headers: { "x-authing-app-id": server.facts.appId } })).json();
  set("application", server.facts.appId, "allowed_origins=[]");
  const later = await (await fetch(`${server.base}/api/v3/webauthn/login/initialize`, { method: "POST",
    headers: { "x-authing-app-id": server.facts.appId } })).json();
  for (const [opened, status] of [[asked, 200], [later, 403]]) {
    const made = await visitor.get(ok(opened).authenticationOptions);
    const answer = await (await fetch(`${server.base}/api/v3/webauthn/login/finalize`, { method: "POST",
      headers: { "x-authing-app-id": server.facts.appId, "content-type": "application/json" },
      body: JSON.stringify({ ticket: opened.data.ticket, credential: made }) })).json();
    assert.equal(answer.statusCode, status);
  }
  await visitor.context.close();
  pages.close();
});

test("the page's example runs as it stands in the guide", async () => {
  const guide = readFileSync(new URL("../../docs/guide/passkeys.md", import.meta.url), "utf8");
  const example = /^```js browser\n(.*?)^```$/ms.exec(guide)[1];
  const { appId, appSecret } = server.facts;
  const script = example.replace('APP_ID = "…"', `APP_ID = "${appId}"`)
    .replace('APP_SECRET = "…"', `APP_SECRET = "${appSecret}"`);
  const visitor = await visit(PHONE, server.base, false);
  const told = [];
  visitor.page.on("console", (line) => told.push(line.text()));
  await visitor.page.evaluate(`(async () => {${script}})()`);
  assert.match(told.at(-1), /^signed in with a passkey: ey/);
  await visitor.context.close();
});

function set(noun, id, change) {
  execFileSync(process.env.GENAUTH_BINARY, [noun, "update", id, "--set", change, "--data", server.data, "--dev"]);
}
