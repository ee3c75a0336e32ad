// Every passkey call of the SDK. Those that it sends without a body, or with the braces of the path, get a clean error.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { clientOf, ok, person, refused } from "./support.mjs";

let server, someone;
before(async () => {
  server = await Server.start();
  someone = await person(server);
});
after(() => server.stop());

const b64 = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();
const head = (major, n) => Buffer.from(n < 24 ? [major << 5 | n] : n < 256 ? [major << 5 | 24, n]
  : [major << 5 | 25, n >> 8, n & 255]);

// CBOR of integers, texts, buffers and maps.
function cbor(value) {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, value.length), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])]);
}

// A passkey on P-256 and the browser around it.
class Passkey {
  id = crypto.randomBytes(16);
  keys = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  clientData(type, challenge) {
    const facts = { type: `webauthn.${type}`, challenge, origin: server.base, crossOrigin: false };
    return Buffer.from(JSON.stringify(facts));
  }
  data(rpId, flags, more = Buffer.alloc(0)) {
    return Buffer.concat([sha256(rpId), Buffer.from([flags, 0, 0, 0, 0]), more]);
  }
  answer(response) {
    return { id: b64(this.id), rawId: b64(this.id), type: "public-key", response };
  }
  create(options) {
    const { x, y } = this.keys.publicKey.export({ format: "jwk" });
    const key = cbor(new Map([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")]]));
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    const authData = this.data(options.rp.id, 0x45, attested);
    this.userHandle = options.user.id;
    return this.answer({ clientDataJSON: b64(this.clientData("create", options.challenge)),
      attestationObject: b64(cbor(new Map([["fmt", "none"], ["attStmt", new Map()], ["authData", authData]]))) });
  }
  get(options) {
    const clientData = this.clientData("get", options.challenge);
    const authenticatorData = this.data(options.rpId, 0x05);
    const signature = crypto.sign("sha256", Buffer.concat([authenticatorData, sha256(clientData)]),
      this.keys.privateKey);
    return this.answer({ clientDataJSON: b64(clientData), authenticatorData: b64(authenticatorData),
      signature: b64(signature), userHandle: this.userHandle });
  }
}

async function registered() {
  const passkey = new Passkey();
  const { registrationOptions, ticket } = ok(await someone.client.initRegisterOptions());
  const registrationCredential = passkey.create(registrationOptions);
  assert.equal(ok(await someone.client.verifyRegister({ ticket, registrationCredential })).verified, true);
  return passkey;
}

test("registers a passkey and signs in with it", async () => {
  const passkey = await registered();
  const client = clientOf(server);
  const { authenticationOptions, ticket } = ok(await client.initAuthenticationOptions());
  const authenticationCredential = passkey.get(authenticationOptions);
  const answer = ok(await client.verifyAuthentication({ ticket, authenticationCredential }));
  assert.equal(answer.verified, true);
  client.setAccessToken(answer.tokenSet.access_token);
  assert.equal(ok(await client.getProfile({})).username, someone.username);
});

test("signs in over the newer calls", async () => {
  const passkey = await registered();
  const client = clientOf(server);
  const { authenticationOptions, ticket } = ok(await client.webAuthnLoginInitalize());
  const tokens = ok(await client.webAuthnLoginFinalize({ ticket, credential: passkey.get(authenticationOptions) }));
  assert.equal(tokens.token_type, "Bearer");
});

test("lists passkeys", async () => {
  const passkey = await registered();
  const page = await someone.client.listCredentialsByPage({});
  assert.ok(page.totalCount > 0 && page.list.some((row) => row.credentialId === b64(passkey.id)));
  const list = ok(await someone.client.listWebAuthnCredentials({ page: 1, limit: 50 }));
  assert.equal(list.totalCount, page.totalCount);
  const { userId } = ok(await someone.client.getProfile({}));
  const own = ok(await someone.client.listWebAuthnPersonCredentials({ userId, appId: server.facts.appId }));
  assert.equal(own.totalCount, page.totalCount);
});

test("checks and removes passkeys by the members that the SDK has no types for", async () => {
  const other = await person(server);
  const answer = ok(await other.client.checkValidCredentialsByCredIds({ credentialIds: ["AAAA"] }));
  assert.deepEqual(answer, [{ credentialId: "AAAA", valid: false }]);
  assert.equal(ok(await other.client.removeAllCredentials({ authenticatorCode: "face" })).success, true);
});

test("starts a registration; what is sent without a body cannot be finished", async () => {
  const { registrationOptions, ticket } = ok(await someone.client.webAuthnRegisterInitalize());
  assert.ok(registrationOptions.challenge && ticket);
  refused(await someone.client.webAuthnRegisterFinalize(), 400);
});

test("sets a passkey up as a second factor and asks for it", async () => {
  const other = await person(server);
  refused(await other.client.webAuthnMfaVerifyInitalize(), 404);
  const { registrationOptions } = ok(await other.client.webAuthnMfaBindInitialize());
  assert.equal(registrationOptions.authenticatorSelection.residentKey, "discouraged");
  await registered();
  assert.ok(ok(await someone.client.webAuthnMfaVerifyInitalize()).authenticationOptions.allowCredentials.length > 0);
});

test("administration without a body is refused cleanly, and without a management credential altogether", async () => {
  const { access_token: accessToken } = await managementToken();
  const admin = clientOf(server, { accessToken });
  refused(await admin.webAuthnAdminInitialize(), 400);
  refused(await admin.webAuthnAdminRegisterFinalize(), 400);
  refused(await someone.client.webAuthnAdminInitialize(), 401, 2021);
});

test("paths with their braces are refused cleanly", async () => {
  const { access_token: accessToken } = await managementToken();
  const admin = clientOf(server, { accessToken });
  const row = { credentialId: "AAAA", credentialID: "AAAA", userId: "x", appId: "y", name: "z" };
  for (const call of [someone.client.updateWebAuthnCredential(row), someone.client.deleteWebAuthnCredential(row),
    someone.client.removeCredential(row), admin.updateWebAuthnAdminCredential(row),
    admin.deleteWebAuthnAdminCredential(row)]) {
    const answer = await call;
    assert.equal(answer.statusCode, 400);
    assert.match(answer.message, /\{\w+\}/);
  }
});

async function managementToken() {
  const { accessKeyId, accessKeySecret } = server.facts;
  const answer = await fetch(`${server.base}/api/v3/get-management-token`, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify({ accessKeyId, accessKeySecret }),
  });
  return ok(await answer.json());
}
