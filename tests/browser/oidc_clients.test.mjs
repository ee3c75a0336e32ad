// What relying parties can do beyond the plain code flow, with openid-client on their side, Chromium and a real server
// on the other: clients that sign, pushed and signed requests, signed answers, tokens bound to a key, devices.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { person } from "../sdk/node/support.mjs";
import { heading, launch, press, setApplication, typePassword, visit as visitIn } from "./hosted_support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const AXE = require.resolve("axe-core/axe.min.js");
const client = await import(require.resolve("openid-client"));
const jose = await import(require.resolve("jose"));

const PLAIN = { token_auth_method: "client_secret_post", require_pushed_authorization_requests: false,
  require_signed_request_object: false, dpop_bound_access_tokens: false, device_grant: true,
  token_exchange_grant: true };
let server, browser, relying, callback, keys, someone;
before(async () => {
  server = await Server.start();
  someone = await person(server);
  browser = await launch();
  relying = createServer((request, answer) => answer.end("<h1>Back at the application</h1>"));
  await new Promise((ready) => relying.listen(0, "127.0.0.1", ready));
  callback = `http://localhost:${relying.address().port}/callback`;
  keys = await jose.generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await jose.exportJWK(keys.publicKey)), kid: "k1", alg: "ES256", use: "sig" };
  set({ ...PLAIN, redirect_uris: [callback], jwks: JSON.stringify({ keys: [jwk] }) });
});
after(async () => {
  await browser?.close();
  relying?.close();
  await server?.stop();
});

const set = (settings) => setApplication(server, server.facts.appId, settings);

async function configuration(settings = {}, how) {
  set({ ...PLAIN, ...settings });
  return client.discovery(new URL(`${server.base}/oidc`), server.facts.appId, server.facts.appSecret,
    how ?? client.ClientSecretPost(server.facts.appSecret), { execute: [client.allowInsecureRequests] });
}

const signing = () => ({ key: keys.privateKey, kid: "k1" });
const visit = (work) => visitIn(browser, work, { bypassCSP: true }); // for axe

// `build` makes the address where the person goes; returns where the browser comes back to.
async function through(build, extra = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const expected = { pkceCodeVerifier: verifier, expectedState: client.randomState() };
  const address = await build({ redirect_uri: callback, scope: "openid profile offline_access", response_type: "code",
    state: expected.expectedState, code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256", ...extra });
  const back = await visit(async (page) => {
    await page.goto(address.href);
    await typePassword(page, someone.username);
    await page.waitForURL(`${callback}**`);
    return new URL(page.url());
  });
  return { back, expected };
}

test("a client that signs pushes a request, gets a signed answer, and tokens bound to its key", async () => {
  const config = await configuration({ token_auth_method: "private_key_jwt", dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true }, client.PrivateKeyJwt(signing()));
  client.useJwtResponseMode(config);
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
  const { back, expected } = await through(
    (parameters) => client.buildAuthorizationUrlWithPAR(config, parameters, { DPoP }));
  assert.deepEqual([...back.searchParams.keys()], ["response"]);
  const tokens = await client.authorizationCodeGrant(config, back, expected, undefined, { DPoP });
  assert.equal(tokens.token_type, "dpop");
  const sub = tokens.claims().sub;
  assert.equal((await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP })).sub, sub);
  await assert.rejects(client.fetchUserInfo(config, tokens.access_token, sub));
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
  assert.equal((await client.fetchUserInfo(config, renewed.access_token, sub, { DPoP })).sub, sub);
});

test("a signed request is taken by value, and its client's secret may sign too", async () => {
  const config = await configuration({ token_auth_method: "client_secret_jwt", require_signed_request_object: true },
    client.ClientSecretJwt(server.facts.appSecret));
  const { back, expected } = await through(
    (parameters) => client.buildAuthorizationUrlWithJAR(config, parameters, signing()));
  const tokens = await client.authorizationCodeGrant(config, back, expected);
  assert.ok(tokens.claims().sub);
});

test("a bound token serves the operations of signed-in people by its proof", async () => {
  const config = await configuration();
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair("RS256"));
  const { back, expected } = await through(async (parameters) => client.buildAuthorizationUrl(config, parameters));
  const { access_token: token } = await client.authorizationCodeGrant(config, back, expected, undefined, { DPoP });
  const answer = await client.fetchProtectedResource(config, token, new URL(`${server.base}/api/v3/get-profile`), "GET",
    null, undefined, { DPoP });
  assert.equal((await answer.json()).statusCode, 200);
});

test("a device shows a code, its person agrees in a browser, and it gets its tokens", async () => {
  const config = await configuration();
  const device = await client.initiateDeviceAuthorization(config, { scope: "openid profile" });
  await visit(async (page) => {
    await page.goto(device.verification_uri);
    await heading(page, "Connect a device");
    await page.addScriptTag({ path: AXE });
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)), []);
    await page.getByLabel("Code of the device").fill("BBBB-BBBB");
    await press(page, "Continue");
    await page.getByText("This code is not known").first().waitFor();
    await page.getByLabel("Code of the device").fill(device.user_code.toLowerCase());
    await press(page, "Continue");
    await typePassword(page, someone.username);
    await heading(page, /Allow .* to access your account/);
    await page.getByText(`It shows the code ${device.user_code}`).waitFor();
    await press(page, "Allow");
    await heading(page, "The device is connected");
  });
  const tokens = await client.pollDeviceAuthorizationGrant(config, device);
  assert.ok(tokens.claims().sub);
});

test("a refused device hears so, and the code in the address is compared first", async () => {
  const config = await configuration();
  const device = await client.initiateDeviceAuthorization(config, { scope: "openid" });
  await visit(async (page) => {
    await page.goto(device.verification_uri_complete);
    await page.getByText("Does the device show exactly this code?").waitFor();
    assert.equal(await page.getByLabel("Code of the device").inputValue(), device.user_code);
    await press(page, "Continue");
    await typePassword(page, someone.username);
    await press(page, "Do not allow");
    await heading(page, "The device was refused");
  });
  await assert.rejects(client.pollDeviceAuthorizationGrant(config, device), { error: "access_denied" });
});

test("a token is exchanged, and introspection signs its answer", async () => {
  const config = await configuration();
  const { back, expected } = await through(async (parameters) => client.buildAuthorizationUrl(config, parameters));
  const tokens = await client.authorizationCodeGrant(config, back, expected);
  const exchanged = await client.genericGrantRequest(config, "urn:ietf:params:oauth:grant-type:token-exchange", {
    subject_token: tokens.access_token, subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
    scope: "openid" });
  assert.equal(exchanged.issued_token_type, "urn:ietf:params:oauth:token-type:access_token");
  assert.equal((await client.tokenIntrospection(config, exchanged.access_token)).scope, "openid");
});
