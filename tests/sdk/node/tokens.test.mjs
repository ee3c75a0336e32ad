// Token calls, and the SDK's own verification of what the server signs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { clientOf, person } from "./support.mjs";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

test("the SDK verifies access and id token by the JWKS", async () => {
  const { client, tokens } = await person(server);
  const access = await client.parseAccessToken(tokens.access_token);
  assert.deepEqual([access.aud, access.iss], [server.facts.appId, `${server.base}/oidc`]);
  const id = await client.parseIDToken(tokens.id_token);
  assert.deepEqual([id.aud, id.sub], [server.facts.appId, access.sub]);
});

test("the SDK refuses an altered token", async () => {
  const { client, tokens } = await person(server);
  const [head, payload, signature] = tokens.access_token.split(".");
  const altered = (signature[0] === "A" ? "B" : "A") + signature.slice(1);
  await assert.rejects(client.parseAccessToken(`${head}.${payload}.${altered}`), /signature verification failed/);
});

// With the token set on the client, the SDK replaces every Authorization header by the bare token.
for (const signedIn of [false, true]) {
  for (const [method, tokenPlace] of [["GET", "query"], ["GET", "header"], ["POST", "header"], ["POST", "body"]]) {
    test(`userinfo by ${method}, token in the ${tokenPlace}, ${signedIn ? "" : "not "}signed in`, async () => {
      const { client, tokens, username } = await person(server);
      const asking = signedIn ? client : clientOf(server);
      const info = await asking.getUserInfoByAccessToken(tokens.access_token, { method, tokenPlace });
      assert.equal(info.username, username);
    });
  }
}

test("refreshes, introspects and revokes", async () => {
  const { tokens } = await person(server);
  const client = clientOf(server);
  const fresh = await client.getNewAccessTokenByRefreshToken(tokens.refresh_token);
  assert.equal(fresh.token_type, "Bearer");
  assert.ok(fresh.expires_in > 0);
  assert.ok((await client.parseAccessToken(fresh.access_token)).sub);
  const seen = await client.introspectToken(fresh.access_token);
  assert.deepEqual([seen.active, seen.client_id], [true, server.facts.appId]);
  await client.revokeToken(fresh.access_token);
  assert.deepEqual(await client.introspectToken(fresh.access_token), { active: false });
});

test("refreshes while signed in: the SDK then sends the user's token along", async () => {
  const { client, tokens } = await person(server);
  assert.ok((await client.getNewAccessTokenByRefreshToken(tokens.refresh_token)).access_token);
  assert.equal((await client.introspectToken(tokens.access_token)).active, true);
});

test("a revoked refresh token gives an OAuth error", async () => {
  const { client, tokens } = await person(server);
  await client.revokeToken(tokens.refresh_token);
  await assert.rejects(client.getNewAccessTokenByRefreshToken(tokens.refresh_token),
    (error) => error.response.status === 400 && error.response.data.error === "invalid_grant");
});

test("client credentials give a machine its token", async () => {
  const { accessKeyId: accessKey, accessKeySecret: accessSecret } = server.facts;
  const client = clientOf(server);
  const answer = await client.getAccessTokenByClientCredentials("user:read", { accessKey, accessSecret });
  assert.equal((await client.parseAccessToken(answer.access_token)).sub, accessKey);
  // With client_secret_basic the SDK adds a Basic header for the application; the body names the key.
  const basic = clientOf(server, { tokenEndPointAuthMethod: "client_secret_basic" });
  assert.ok((await basic.getAccessTokenByClientCredentials("user:read", { accessKey, accessSecret })).access_token);
  await assert.rejects(
    client.getAccessTokenByClientCredentials("user:read", { accessKey, accessSecret: "0".repeat(32) }),
    (error) => error.response.status === 401 && error.response.data.error === "invalid_client");
});
