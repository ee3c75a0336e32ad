// Second factors with the SDK: set up, listed, checked, removed; what administrators demand.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { managementOf, ok, PASSWORD, person, refused } from "./support.mjs";

let server, management;
before(async () => {
  server = await Server.start();
  management = managementOf(server);
});
after(() => server.stop());

// What an authenticator app shows that has read the QR code.
function codeOf(uri, steps = 0) {
  const digits = uri.match(/secret=([A-Z2-7]+)/)[1];
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...digits].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function enrollOtp(client) {
  const begun = ok(await client.sendEnrollFactorRequest({ factorType: "OTP", profile: {} }));
  const uri = begun.otpData.qrCodeUri;
  ok(await client.enrollFactor({ factorType: "OTP", enrollmentToken: begun.enrollmentToken,
    enrollmentData: { passCode: codeOf(uri) } }));
  return uri;
}

test("sets up, checks and removes an authenticator", async () => {
  const { client, username } = await person(server);
  const uri = await enrollOtp(client);
  const [factor] = ok(await client.listEnrolledFactors());
  assert.deepEqual(ok(await client.getFactor({ factorId: factor.factorId })), factor);
  assert.deepEqual(ok(await client.mfaOtpVerify({ totp: codeOf(uri, 1) })), { verified: true });
  assert.deepEqual(ok(await client.listFactorsToEnroll()), [{ factorType: "SMS" }, { factorType: "EMAIL" }]);
  refused(await client.signInByUsernamePassword({ username, password: PASSWORD }), 303, 1635);
  ok(await client.resetFactor({ factorId: factor.factorId }));
  assert.deepEqual(ok(await client.listEnrolledFactors()), []);
});

test("administrators demand of all, in an application, and of one user", async () => {
  const { client, username } = await person(server);
  const { userId } = ok(await client.getProfile({}));
  const enabledFactors = ["EMAIL"];
  assert.deepEqual(ok(await management.updateGlobalMfaSettings({ enabledFactors })), { enabledFactors });
  refused(await client.signInByUsernamePassword({ username, password: PASSWORD }), 303, 1636);
  assert.deepEqual(ok(await management.closeGlobalMfaSettings({ disableFactors: ["EMAIL"] })).enabledFactors, []);
  assert.deepEqual(ok(await management.getGlobalMfaSettings()).enabledFactors, []);
  const { appId } = server.facts;
  assert.deepEqual(ok(await management.updateApplicationMfaSettings({ appId, enabledFactors })), { enabledFactors });
  ok(await management.updateApplicationMfaSettings({ appId, disabledFactors: enabledFactors }));
  const applicationMfa = [{ mfaPolicy: "OTP", status: 1, sort: 1 }];
  ok(await management.setUsersMfaStatus({ userId, mfaTriggerData: { mfaToken: "-", applicationMfa } }));
  assert.equal(ok(await management.getUserMfaStatus({ userId })).applicationMfa[0].mfaPolicy, "OTP");
  assert.ok(ok(await management.getMfaTriggerData({ appId, userId })).mfaToken);
  assert.equal(ok(await management.getUserMfaInfo({ userId })).totpStatus, "DISABLED");
});
