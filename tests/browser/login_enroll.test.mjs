// A second factor that is set up on the way, because it is demanded and there is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DONE, MFA, alerted, arrived, heading, ok, press, refuse, server, visit } from "./login_support.mjs";

const PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3C/svg%3E";
const nothingYet = (...factors) => ({ ...MFA, demand: { ...MFA.demand, data: { mayEnroll: true,
  applicationMfa: factors.map((mfaPolicy) => ({ mfaPolicy, status: 1 })) } } });

test("an authenticator app is set up on the way, by picture or by key, and the recovery code is shown", async () => {
  server.reset(nothingYet("OTP", "SMS"), {
    "mfa-enroll": () => ok({ secret: "JBSWY3DPEHPK3PXP", qrcode_data_url: PICTURE, recovery_code: "1f3a-66b0" }),
    "mfa-enrolled": ({ code }) => code === "123456" ? ok(DONE) : refuse(400, "wrong", 6001),
  });
  await visit(async (page) => {
    await heading(page, "Protect your account");
    await press(page, "Authenticator app");
    await press(page, "Continue");
    await page.getByRole("img", { name: "QR code" }).waitFor();
    await page.getByText("JBSW Y3DP EHPK 3PXP").waitFor();
    await page.getByLabel("Code").fill("000000");
    await press(page, "Confirm");
    await alerted(page, "wrong");
    await page.getByLabel("Code").fill("123456");
    await press(page, "Confirm");
    await page.getByText("1f3a-66b0").waitFor();
    await press(page, "I have kept it");
    await arrived(page);
  });
});

test("a number is set up on the way, and must be a number", async () => {
  server.reset(nothingYet("SMS"), { "mfa-send": () => ok(null), mfa: () => ok(DONE) });
  await visit(async (page) => {
    await page.getByLabel("Phone number").fill("ada@example.com");
    await press(page, "Send code");
    await alerted(page, "Enter an e-mail address or a phone number");
    await page.getByLabel("Phone number").fill("138 0013 8000");
    await press(page, "Send code");
    await page.getByLabel("Code").fill("123456");
    await press(page, "Confirm");
    await arrived(page);
    assert.deepEqual(server.sent("mfa-send"), [{ factor: "SMS", to: "13800138000", phoneCountryCode: "+86" }]);
    assert.deepEqual(server.sent("mfa"),
      [{ factor: "SMS", code: "123456", to: "13800138000", phoneCountryCode: "+86" }]);
  });
});
