// Every sign-up and sign-in of the SDK, and the calls a signed-in person makes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import * as encrypt from "./encrypt.mjs";
import { Server } from "./server.mjs";
import { clientOf, emailCode, managementOf, ok, PASSWORD, person, refused, smsCode, stranger } from "./support.mjs";

let server, client, known;
before(async () => {
  server = await Server.start();
  client = clientOf(server);
  known = { username: "everything", email: "everything@example.com", phone: "13700000001" };
  ok(await managementOf(server).createUser({ ...known, phoneCountryCode: "+86", password: PASSWORD,
    emailVerified: true, phoneVerified: true }));
});
after(() => server.stop());

test("signs up by username and password", async () => {
  const { username } = stranger();
  const profile = { nickname: "Nick", gender: "F", birthdate: "1990-01-31" };
  const user = ok(await client.signUpByUsernamePassword({ username, password: PASSWORD, profile }));
  assert.deepEqual([user.username, user.nickname, user.gender], [username, "Nick", "F"]);
  refused(await client.signUpByUsernamePassword({ username, password: PASSWORD }), 409, 2034);
});

test("signs up by e-mail and password", async () => {
  const { email } = stranger();
  const user = ok(await client.signUpByEmailPassword({ email, password: PASSWORD }));
  assert.deepEqual([user.email, user.emailVerified], [email, false]);
});

test("signs up by e-mail and code", async () => {
  const { email } = stranger();
  const passCode = await emailCode(server, client, "CHANNEL_REGISTER", email);
  const user = ok(await client.signUpByEmailCode({ email, passCode }));
  assert.deepEqual([user.email, user.emailVerified], [email, true]);
});

test("signs up by phone and code", async () => {
  const { phone } = stranger();
  const passCode = await smsCode(server, client, "CHANNEL_REGISTER", phone);
  const user = ok(await client.signUpByPhoneCode({ phone, passCode }));
  assert.deepEqual([user.phone, user.phoneVerified], [phone, true]);
});

for (const [kind, name] of [["Username", "username"], ["Email", "email"], ["Phone", "phone"],
  ["Account", "username"], ["Account", "email"], ["Account", "phone"]]) {
  test(`signs in by password: ${kind} with the ${name}`, async () => {
    const method = `signInBy${kind}Password`;
    const asked = { [kind.toLowerCase()]: known[name], password: PASSWORD };
    const tokens = ok(await client[method]({ ...asked, options: { scope: "openid profile" } }));
    assert.equal(tokens.token_type, "Bearer");
    assert.ok(tokens.expire_in > 0);
    const asPerson = clientOf(server, { accessToken: tokens.access_token });
    assert.equal(ok(await asPerson.getProfile({})).username, "everything");
    refused(await client[method]({ ...asked, password: "wrong" }), 403, 2333);
  });
}

test("signs in by codes", async () => {
  const passCode = await smsCode(server, client, "CHANNEL_LOGIN", known.phone);
  ok(await client.signInByPhonePassCode({ phone: known.phone, passCode }));
  refused(await client.signInByPhonePassCode({ phone: known.phone, passCode }), 400, 2001);
  ok(await client.signInByEmailPassCode({
    email: known.email, passCode: await emailCode(server, client, "CHANNEL_LOGIN", known.email) }));
});

test("autoRegister makes the account at the first sign-in", async () => {
  const { phone, email } = stranger();
  const options = { autoRegister: true };
  ok(await client.signInByPhonePassCode({
    phone, passCode: await smsCode(server, client, "CHANNEL_LOGIN", phone), options }));
  ok(await client.signInByEmailPassCode({
    email, passCode: await emailCode(server, client, "CHANNEL_LOGIN", email), options }));
});

for (const kind of ["rsa", "sm2"]) {
  test(`takes passwords encrypted as the browser packages do: ${kind}`, async () => {
    const { username } = stranger();
    const key = (await client.getSystemInfo())[kind].publicKey;
    const options = { passwordEncryptType: kind };
    const hidden = (password) => encrypt[kind](key, password);
    ok(await client.signUpByUsernamePassword({ username, password: hidden(PASSWORD), options }));
    ok(await client.signInByUsernamePassword({ username, password: hidden(PASSWORD), options }));
    ok(await client.signInByUsernamePassword({ username, password: PASSWORD }));
    refused(await client.signInByUsernamePassword({ username, password: hidden("wrong"), options }), 403, 2333);
  });
}

test("signs in again while signed in: the SDK then sends the user's token along", async () => {
  const { client, username } = await person(server);
  ok(await client.signInByUsernamePassword({ username, password: PASSWORD }));
});

test("directories that are not there are refused cleanly", async () => {
  for (const method of ["signInByLDAP", "signInByAD"]) {
    const answer = await client[method]({ sAMAccountName: "cn", password: PASSWORD });
    assert.notEqual(answer.statusCode, 200);
    assert.ok(answer.message && answer.requestId);
  }
});

test("updates the profile", async () => {
  const { client } = await person(server);
  const changed = { name: "张三", nickname: "三", gender: "M", birthdate: "1991-02-03", city: "北京" };
  ok(await client.updateProfile(changed));
  const profile = ok(await client.getProfile({ withCustomData: true, withIdentities: true, withDepartmentIds: true }));
  for (const [key, value] of Object.entries(changed)) assert.equal(profile[key], value);
  assert.deepEqual([profile.customData, profile.identities, profile.departmentIds], [{}, [], []]);
});

test("pre-check-code does not spend the code", async () => {
  const { client, phone, email } = await person(server);
  const passCode = await smsCode(server, client, "CHANNEL_BIND_PHONE", phone);
  const smsCodePayload = { phone, passCode, channel: "CHANNEL_BIND_PHONE" };
  const check = async () => ok(await client.preCheckCode({ codeType: "SMS", smsCodePayload })).isValid;
  assert.deepEqual([await check(), await check()], [true, true]);
  ok(await client.bindPhone({ passCode, phoneNumber: phone }));
  assert.equal(await check(), false);
  const emailCodePayload = { email, channel: "CHANNEL_REGISTER",
    passCode: await emailCode(server, client, "CHANNEL_REGISTER", email) };
  assert.equal(ok(await client.preCheckCode({ codeType: "EMAIL", emailCodePayload })).isValid, true);
});

test("tells system facts and countries, draws a captcha", async () => {
  const system = await client.getSystemInfo();
  assert.ok(!("statusCode" in system) && system.rsa && system.sm2 && system.version && system.publicIps);
  assert.ok(ok(await client.getCountryList()).length > 200);
  assert.match(ok(await client.geneCatchaCodeAndToken()).captchaCodeSvg, /^<svg/);
});
