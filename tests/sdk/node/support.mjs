// The official Node SDK, unmodified, and what its tests share.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../build/", import.meta.url)); // script/setup --test installs there
export const { AuthenticationClient, ManagementClient } = require("authing-node-sdk");

export const PASSWORD = "correct horse battery";
let count = 0;

// The data of an answer that must be a success.
export function ok(answer) {
  assert.equal(answer.statusCode, 200, JSON.stringify(answer));
  return answer.data;
}

export function refused(answer, statusCode, apiCode) {
  assert.deepEqual([answer.statusCode, answer.apiCode], [statusCode, apiCode], JSON.stringify(answer));
}

export function clientOf(server, options = {}) {
  const { appId, appSecret } = server.facts;
  return new AuthenticationClient({ appId, appSecret, appHost: server.base, ...options });
}

export function managementOf(server, options = {}) {
  const { accessKeyId, accessKeySecret } = server.facts;
  return new ManagementClient({ accessKeyId, accessKeySecret, host: server.base, ...options });
}

// Names nobody else has.
export function stranger() {
  count += 1;
  return { username: `person${count}`, email: `person${count}@example.com`, phone: String(13900000000 + count) };
}

// A new account, signed in with the SDK.
export async function person(server, scope = "openid profile username email phone offline_access") {
  const client = clientOf(server);
  const names = stranger();
  ok(await client.signUpByUsernamePassword({ username: names.username, password: PASSWORD }));
  const tokens = ok(await client.signInByUsernamePassword({
    username: names.username, password: PASSWORD, options: { scope },
  }));
  client.setAccessToken(tokens.access_token);
  return { ...names, client, tokens };
}

export async function smsCode(server, client, channel, phoneNumber) {
  ok(await client.sendSms({ channel, phoneNumber, phoneCountryCode: "+86" }));
  return server.lastCode(`+86${phoneNumber}`);
}

export async function emailCode(server, client, channel, email) {
  ok(await client.sendEmail({ channel, email }));
  return server.lastCode(email);
}
