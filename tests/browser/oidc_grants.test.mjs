// Every response type and the remaining grants, through openid-client (oidc_clients and hosted_login have the code, its
// renewal, devices and token exchange). Version 6 has given up the response types with an access token; version 5,
// which verifies more of an answer than any other client, has all of them.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { PASSWORD, person } from "../sdk/node/support.mjs";
import { launch, setApplication, typePassword, visit } from "./hosted_support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const client = await import(require.resolve("openid-client"));
const { Issuer, generators } = require("openid-client-5");

let server, browser, relying, callback, someone, posted;
before(async () => {
  server = await Server.start();
  browser = await launch();
  relying = createServer((request, answer) => {
    let body = "";
    request.on("data", (part) => { body += part; });
    request.on("end", () => {
      if (request.method === "POST") posted = body;
      answer.end("<h1>Back at the application</h1>");
    });
  });
  await new Promise((ready) => relying.listen(0, "127.0.0.1", ready));
  callback = `http://localhost:${relying.address().port}/callback`;
  setApplication(server, server.facts.appId, { redirect_uris: [callback], implicit_grant: true, hybrid_grant: true,
    password_grant: true, account_token_grant: true, ciba_grant: true });
  someone = await person(server);
});
after(async () => {
  await browser?.close();
  relying?.close();
  await server?.stop();
});

async function relyingParty(responseType) {
  const issuer = await Issuer.discover(`${server.base}/oidc`);
  assert.ok(issuer.metadata.response_types_supported.includes(responseType));
  return new issuer.Client({ client_id: server.facts.appId, client_secret: server.facts.appSecret,
    redirect_uris: [callback], response_types: [responseType], token_endpoint_auth_method: "client_secret_post" });
}

// What the application gets, by the way that the answer should take.
async function answerOf(page, address, way) {
  posted = undefined;
  await page.goto(address);
  if (page.url().includes("/login/")) await typePassword(page, someone.username);
  await page.waitForURL(`${callback}**`);
  const { search, hash } = new URL(page.url());
  const came = { query: search.slice(1), fragment: hash.slice(1), form_post: posted ?? "" };
  for (const [name, text] of Object.entries(came)) assert.equal(text !== "", name === way, `${name} ${text}`);
  return Object.fromEntries(new URLSearchParams(came[way]));
}

const TYPES = ["code", "id_token", "id_token token", "code id_token", "code token", "code id_token token"];

for (const responseType of TYPES) {
  test(`openid-client takes the answers to ${responseType}, by every way back`, async () => {
    const rp = await relyingParty(responseType);
    const usual = responseType === "code" ? "query" : "fragment";
    await visit(browser, async (page) => {
      for (const mode of [undefined, "fragment", "form_post"]) {
        const verifier = generators.codeVerifier();
        const checks = { response_type: responseType, state: generators.state(), nonce: generators.nonce() };
        const pkce = responseType.includes("code")
          ? { code_challenge: generators.codeChallenge(verifier), code_challenge_method: "S256" } : {};
        const address = rp.authorizationUrl({ scope: "openid profile", response_type: responseType,
          ...(mode ? { response_mode: mode } : {}), state: checks.state, nonce: checks.nonce, ...pkce });
        const params = await answerOf(page, address, mode ?? usual);
        for (const part of ["code", "id_token", "access_token"])
          assert.equal(part in params, responseType.split(" ").includes(part.replace("access_", "")), part);
        const tokens = await rp.callback(callback, params,
          { ...checks, ...(pkce.code_challenge ? { code_verifier: verifier } : {}) });
        assert.equal(tokens.claims().nonce, checks.nonce);
        if (!tokens.access_token) continue;
        assert.equal((await rp.userinfo(tokens)).sub, tokens.claims().sub);
      }
    });
  });
}

test("openid-client takes the answers to token and to none", async () => {
  await visit(browser, async (page) => {
    const state = generators.state();
    const alone = await relyingParty("token");
    const url = alone.authorizationUrl({ scope: "openid profile", response_type: "token", state });
    const params = await answerOf(page, url, "fragment");
    const tokens = await alone.oauthCallback(callback, params, { state, response_type: "token" });
    assert.ok((await alone.userinfo(tokens.access_token)).sub);
    const nothing = await relyingParty("none");
    const asked = nothing.authorizationUrl({ scope: "openid", response_type: "none", state });
    const none = await answerOf(page, asked, "query");
    assert.deepEqual(Object.keys(none).filter((name) => /code|token/.test(name)), []);
    await nothing.callback(callback, none, { state, response_type: "none" });
  });
});

const configuration = (id, secret) => client.discovery(new URL(`${server.base}/oidc`), id, secret,
  client.ClientSecretPost(secret), { execute: [client.allowInsecureRequests] });

test("openid-client's version 6 takes its two response types with an ID token", async () => {
  const { appId, appSecret } = server.facts;
  await visit(browser, async (page) => {
    for (const [use, responseType] of [[client.useIdTokenResponseType, "id_token"],
      [client.useCodeIdTokenResponseType, "code id_token"]]) {
      const config = await configuration(appId, appSecret);
      use(config);
      const verifier = client.randomPKCECodeVerifier();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const pkce = responseType === "id_token" ? {}
        : { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" };
      await page.goto(client.buildAuthorizationUrl(config,
        { redirect_uri: callback, scope: "openid profile", state, nonce, ...pkce }).href);
      if (page.url().includes("/login/")) await typePassword(page, someone.username);
      await page.waitForURL(`${callback}**`);
      const back = new URL(page.url());
      const claims = responseType === "id_token"
        ? await client.implicitAuthentication(config, back, nonce, { expectedState: state })
        : (await client.authorizationCodeGrant(config, back,
          { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce })).claims();
      assert.equal(claims.nonce, nonce);
    }
  });
});

test("a machine, a password and the grant of old", async () => {
  const { appId, appSecret, accessKeyId, accessKeySecret } = server.facts;
  const machine = await client.clientCredentialsGrant(await configuration(accessKeyId, accessKeySecret),
    { scope: "book:read" });
  assert.equal(machine.rejected_scope, "book:read");
  const config = await configuration(appId, appSecret);
  const first = await client.genericGrantRequest(config, "password",
    { username: someone.username, password: PASSWORD, scope: "openid profile" });
  assert.ok(first.claims().sub);
  await assert.rejects(client.genericGrantRequest(config, "password",
    { username: someone.username, password: "wrong password", scope: "openid" }), { error: "invalid_grant" });
  for (const name of ["http://genauth.ai/oidc/grant_type/genauth_token",
    "http://authing.cn/oidc/grant_type/authing_token"]) {
    const again = await client.genericGrantRequest(config, name, { token: first.access_token, scope: "openid email" });
    assert.equal((await client.fetchUserInfo(config, again.access_token, first.claims().sub)).sub, first.claims().sub);
  }
});

test("a client asks in the background, its person agrees on the phone", async () => {
  const config = await configuration(server.facts.appId, server.facts.appSecret);
  const asked = await client.initiateBackchannelAuthentication(config,
    { scope: "openid profile offline_access", login_hint: someone.username, binding_message: "Till 4" });
  const call = async (path, body) => {
    const answer = await fetch(`${server.base}/api/v3/${path}`, { method: body ? "POST" : "GET",
      headers: { authorization: someone.tokens.access_token, "x-authing-app-id": server.facts.appId,
        "content-type": "application/json" }, body: body && JSON.stringify(body) });
    return (await answer.json()).data;
  };
  const { push } = await call("get-pending-push");
  assert.equal(push.bindingMessage, "Till 4");
  await call("set-pushcode-status", { pushCodeId: push.pushCodeId, action: "CONFIRM", number: asked.match_number });
  const tokens = await client.pollBackchannelAuthenticationGrant(config, asked);
  assert.equal((await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)).sub, tokens.claims().sub);
  assert.ok((await client.refreshTokenGrant(config, tokens.refresh_token)).access_token);
});
