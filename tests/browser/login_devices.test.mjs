// Ways in with a device, through the login pages: passkeys of a virtual authenticator, and QR codes for a phone.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { DONE, LOGIN, MFA, alerted, arrived, heading, ok, press, refuse, server, visit } from "./login_support.mjs";

const OPTIONS = { ticket: "t-1", authenticationOptions: { challenge: "AAAA", rpId: "localhost", timeout: 60_000,
  userVerification: "preferred", allowCredentials: [] } };
const PASSKEYS = { ...LOGIN, methods: ["PASSWORD", "PASSKEY"] };
const PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3C/svg%3E";

// An authenticator with one passkey of this site. Whoever does not consent is asked and says no.
async function withPasskey(page, consents) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2",
    transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: consents,
    automaticPresenceSimulation: true } });
  const privateKey = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
    .export({ type: "pkcs8", format: "der" }).toString("base64");
  await cdp.send("WebAuthn.addCredential", { authenticatorId, credential: { credentialId: "AQID", rpId: "localhost",
    isResidentCredential: true, privateKey, userHandle: "YWRh", signCount: 1 } });
}

test("passkeys are offered among the accounts that the browser fills in", async () => {
  server.reset(PASSKEYS, { "passkey-options": () => ok(OPTIONS), passkey: () => ok(DONE) });
  await visit(async (page) => {
    await withPasskey(page, true);
    await page.goto(server.page());
    await arrived(page);
    const [{ ticket, credential }] = server.sent("passkey");
    assert.deepEqual([ticket, credential.type, credential.id], ["t-1", "public-key", "AQID"]);
  }, { address: `${server.base}/app` });
});

test("signs in with a passkey by the button; one that is refused is said", async () => {
  server.reset(PASSKEYS, { "passkey-options": () => ok(OPTIONS),
    passkey: () => refuse(403, "This passkey is unknown") });
  await visit(async (page) => {
    await page.evaluate(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
    await withPasskey(page, true);
    await press(page, "Sign in with a passkey");
    await alerted(page, "This passkey is unknown");
    server.actions.passkey = () => ok(DONE);
    await press(page, "Sign in with a passkey");
    await arrived(page);
  });
});

test("without the person's consent there is no sign-in with a passkey", async () => {
  const options = { ...OPTIONS, authenticationOptions: { ...OPTIONS.authenticationOptions,
    userVerification: "required" } };
  server.reset(PASSKEYS, { "passkey-options": () => ok(options), passkey: () => ok(DONE) });
  await visit(async (page) => {
    await withPasskey(page, false);
    await press(page, "Sign in with a passkey");
    await alerted(page, "No passkey was used");
    assert.equal(server.sent("passkey").length, 0);
  });
});

test("a passkey is a second factor", async () => {
  server.reset({ ...MFA, demand: { ...MFA.demand, data: { applicationMfa: [{ mfaPolicy: "PASSKEY", status: 1 }] } } },
    { "mfa-send": () => ok(OPTIONS), mfa: () => ok(DONE) });
  await visit(async (page) => {
    await withPasskey(page, true);
    await press(page, "Confirm");
    await arrived(page);
    const [{ factor, ticket, credential }] = server.sent("mfa");
    assert.deepEqual([factor, ticket, credential.id], ["PASSKEY", "t-1", "AQID"]);
  });
});

test("a QR code is shown, asked about, and replaced when it was refused", async () => {
  const answers = ["PENDING", "SCANNED", "CANCELLED", "AUTHORIZED"];
  let drawn = 0;
  server.reset({ ...LOGIN, methods: ["PASSWORD", "QRCODE"] }, {
    qrcode: () => ok({ qrcodeId: `code-${drawn += 1}`, url: PICTURE, expiresIn: 120 }),
    "qrcode-status": () => {
      const status = answers.shift();
      return ok({ status, ...(status === "AUTHORIZED" && { ticket: "t-2" }) });
    },
    exchange: () => ok(DONE),
  });
  await visit(async (page) => {
    await press(page, "Scan a QR code");
    await heading(page, "Scan to sign in");
    await page.getByRole("img", { name: "QR code" }).waitFor();
    await page.getByText("Confirm on your phone").waitFor();
    await page.getByText("refused on the phone").waitFor();
    await press(page, "Show another code");
    await arrived(page);
    assert.deepEqual(server.sent("qrcode-status").map((body) => body.qrcodeId),
      ["code-1", "code-1", "code-1", "code-2"]);
  });
});

test("a QR code's picture from elsewhere is not loaded", async () => {
  server.reset({ ...LOGIN, methods: ["PASSWORD", "QRCODE"] }, { "qrcode-status": () => ok({ status: "PENDING" }),
    qrcode: () => ok({ qrcodeId: "code", url: "https://elsewhere.example/qr.png", expiresIn: 120 }) });
  await visit(async (page) => {
    await press(page, "Scan a QR code");
    await heading(page, "Scan to sign in");
    await page.waitForResponse((response) => response.url().includes("/get-qrcode-status"));
    assert.equal(await page.locator("img").count(), 0);
  });
});
