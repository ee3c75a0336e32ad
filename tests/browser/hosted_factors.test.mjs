// Second factors, their set-up, passkeys and QR codes through the hosted pages, on a real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clientOf, ok } from "../sdk/node/support.mjs";
import { ACCOUNT, PASSWORD, Scene, alerted, byPassword, field, heading, press, sound, totp } from "./hosted_scene.mjs";
import { enterCode } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

const withFactors = (factors, work) => scene.with({ mfa_factors: factors }, { mfa_factors: [] }, work);
const codeOf = async (page) => totp(await page.locator(".recovery").innerText());

// Somebody who set up an authenticator app on the way: its secret, and the recovery code that the page showed.
async function enrolled(someone) {
  let secret, recovery;
  await withFactors(["OTP"], () => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await heading(page, "Set up an authenticator app");
    await press(page, "Continue");
    secret = (await page.locator(".recovery").innerText()).replace(/\s/g, "");
    await sound(page);
    await field(page, "Code").fill(totp(secret));
    await press(page, "Confirm");
    await heading(page, "Your new recovery code");
    recovery = await page.locator(".recovery").innerText();
    const [saved] = await Promise.all([page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click()]);
    assert.equal(saved.suggestedFilename(), "recovery-code.txt");
    await press(page, "I have kept it");
  }, { bypassCSP: true }));
  return { secret, recovery };
}

test("an authenticator app is set up on the way, and asked for the next time, also after a reload", async () => {
  const someone = await scene.user();
  const { secret } = await enrolled(someone);
  const claims = await withFactors(["OTP"], () => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await heading(page, "Confirm it is you");
    await page.reload();
    await heading(page, "Confirm it is you");
    await field(page, "Code").fill("000000");
    await press(page, "Confirm");
    await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
    await field(page, "Code").fill(totp(secret, Date.now() + 30_000)); // the first code was spent when it was set up
    await press(page, "Confirm");
  }));
  assert.deepEqual(claims.amr, ["pwd", "otp"]);
});

test("a recovery code stands for a lost app, and its successor is shown", async () => {
  const someone = await scene.user();
  const { recovery } = await enrolled(someone);
  await withFactors(["OTP"], () => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await press(page, "Try another way");
    await press(page, "Recovery code");
    await field(page, "Recovery code").fill(recovery);
    await press(page, "Confirm");
    await heading(page, "Your new recovery code");
    assert.notEqual(await page.locator(".recovery").innerText(), recovery);
    await press(page, "I have kept it");
  }));
});

test("five wrong codes end the demand: the page says so at the beginning", async () => {
  const someone = await scene.user();
  await enrolled(someone);
  await withFactors(["OTP"], () => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    for (let tries = 0; tries < 6; tries += 1) {
      if (await page.getByRole("heading", { name: "Sign in", exact: true }).count()) break;
      await field(page, "Code").fill(`00000${tries}`);
      await press(page, "Confirm");
      await page.locator("button[aria-busy]").waitFor({ state: "detached" });
    }
    await heading(page, "Sign in");
    await alerted(page, "Sign in again");
    return false;
  }));
});

for (const [factor, label, address, sent] of [["SMS", "Phone number", "13700000077", "+8613700000077"],
  ["EMAIL", "E-mail", "second@example.com", "second@example.com"]])
  test(`codes by ${factor} are set up on the way, and asked for the next time`, async () => {
    const someone = await scene.user();
    await withFactors([factor], async () => {
      await scene.signIn(async (page) => {
        await byPassword(page, someone.username);
        await field(page, label).fill(address);
        await press(page, "Send code");
        await enterCode(scene.server, field(page, "Code"), sent);
        await press(page, "Confirm");
      });
      await scene.signIn(async (page) => {
        await byPassword(page, someone.username);
        await heading(page, "Confirm it is you");
        await press(page, "Send code");
        await field(page, "Code").waitFor();
        await page.reload();
        await enterCode(scene.server, field(page, "Code"), sent);
        await press(page, "Confirm");
      });
    });
  });

test("a browser that is remembered is not asked for a second factor again, and other people in it are", async () => {
  const someone = await scene.user();
  const { secret } = await enrolled(someone);
  await withFactors(["OTP"], () => scene.signIn(async (page, context, attempt) => {
    await byPassword(page, someone.username);
    await page.getByLabel("Do not ask again in this browser for 30 days").check();
    await field(page, "Code").fill(totp(secret, Date.now() + 30_000));
    await press(page, "Confirm");
    const first = await scene.arrived(page, attempt);
    assert.deepEqual(first.amr, ["pwd", "otp"]);
    const again = scene.begin({ prompt: "login" });
    await page.goto(again.address);
    await byPassword(page, someone.username);
    const second = await scene.arrived(page, again);
    assert.deepEqual(second.amr, ["pwd"]);
    // Another person in the same browser is asked.
    const other = await scene.user();
    const third = scene.begin({ prompt: "login" });
    await page.goto(third.address);
    await byPassword(page, other.username);
    await heading(page, "Set up an authenticator app");
    return false;
  }));
});

// An authenticator of the device, which says yes by itself.
async function authenticator(context, page) {
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal",
    hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
}

test("a passkey is a second factor that is set up on the way", async () => {
  const someone = await scene.user();
  await withFactors(["PASSKEY"], async () => {
    await scene.signIn(async (page, context, attempt) => {
      await authenticator(context, page);
      await byPassword(page, someone.username);
      await heading(page, "Set up a passkey");
      await press(page, "Continue");
      await scene.arrived(page, attempt);
      // The same browser again, asked to sign in: the passkey is shown this time.
      const again = scene.begin({ prompt: "login" });
      await page.goto(again.address);
      await byPassword(page, someone.username);
      await heading(page, "Confirm it is you");
      await press(page, "Confirm");
      await scene.arrived(page, again);
      return false;
    });
  });
});

test("a passkey is offered after a password, and signs in from then on among the accounts", async () => {
  const someone = await scene.user();
  await scene.signIn(async (page, context, attempt) => {
    await authenticator(context, page);
    await byPassword(page, someone.username);
    await heading(page, "Sign in faster next time");
    await sound(page);
    await press(page, "Add a passkey");
    await scene.arrived(page, attempt);
    const again = scene.begin({ prompt: "login" });
    await page.goto(again.address); // conditional UI: the authenticator of this test answers by itself
    const claims = await scene.arrived(page, again);
    assert.ok(claims.amr.includes("hwk") || claims.amr.includes("swk"), claims.amr);
    return false;
  }, { bypassCSP: true });
});

test("who does not want a passkey is not asked again on this device", async () => {
  const someone = await scene.user();
  await scene.signIn(async (page, context, attempt) => {
    await authenticator(context, page);
    await byPassword(page, someone.username);
    await heading(page, "Sign in faster next time");
    await press(page, "Not now");
    await scene.arrived(page, attempt);
    const again = scene.begin({ prompt: "login" });
    await page.goto(again.address);
    await byPassword(page, someone.username);
    await scene.arrived(page, again);
    return false;
  });
});

test("a QR code is scanned and confirmed by an app on the phone", async () => {
  const someone = await scene.user();
  const phone = clientOf(scene.server);
  const tokens = ok(await phone.signInByUsernamePassword({ username: someone.username, password: PASSWORD,
    options: { scope: "openid profile" } }));
  phone.setAccessToken(tokens.access_token);
  await scene.signIn(async (page) => {
    const [drawn] = await Promise.all([page.waitForResponse((answer) => answer.url().includes("/gene-qrcode")),
      press(page, "Scan a QR code")]);
    const { qrcodeId } = (await drawn.json()).data;
    await page.getByRole("img", { name: "QR code" }).waitFor();
    ok(await phone.changeQrCodeStatus({ qrcodeId, action: "SCAN" }));
    await page.getByText("Confirm on your phone").waitFor();
    ok(await phone.changeQrCodeStatus({ qrcodeId, action: "CONFIRM" }));
  });
});

test("a device is connected by its code", async () => {
  const someone = await scene.user();
  await scene.with({ device_grant: true }, { device_grant: false }, async () => {
    const { appId, appSecret } = scene.server.facts;
    const client = { client_id: appId, client_secret: appSecret };
    const waiting = await (await fetch(`${scene.server.base}/oidc/device/auth`, { method: "POST",
      body: new URLSearchParams({ ...client, scope: "openid" }) })).json();
    await scene.signIn(async (page) => {
      await page.goto(waiting.verification_uri);
      await field(page, "Code of the device").fill("WRNG-CODE");
      await press(page, "Continue");
      await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
      await field(page, "Code of the device").fill(waiting.user_code);
      await press(page, "Continue");
      await byPassword(page, someone.username);
      await page.getByText(waiting.user_code).waitFor();
      await press(page, "Allow");
      await heading(page, "The device is connected");
      return false;
    });
    const answer = await fetch(`${scene.server.base}/oidc/token`, { method: "POST", body: new URLSearchParams({
      ...client, grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: waiting.device_code }) });
    const tokens = await answer.json();
    assert.ok(tokens.access_token, JSON.stringify(tokens));
  });
});

test("an account that too many wrong passwords locked is opened by its owner, also after a reload", async () => {
  const email = "locked@example.com";
  await scene.user({ email });
  scene.pool({ self_unlock: true, lock_after_failures: 2, captcha_mode: "disable" });
  try {
    await scene.signIn(async (page) => {
      await field(page, ACCOUNT).fill(email);
      await press(page, "Continue");
      for (let tries = 0; tries < 4; tries += 1) {
        if (await page.getByRole("heading", { name: "Unlock your account" }).count()) break;
        await field(page, "Password").fill(`wrong ${tries}`);
        await press(page, "Sign in");
        await page.locator("button[aria-busy]").waitFor({ state: "detached" });
      }
      await heading(page, "Unlock your account");
      await page.reload();
      await heading(page, "Unlock your account");
      await press(page, "Send code");
      await enterCode(scene.server, field(page, "Code"), email);
      await press(page, "Unlock");
      await heading(page, "Sign in");
      await byPassword(page, email);
    });
  } finally {
    scene.pool({ self_unlock: false, lock_after_failures: 20, captcha_mode: "condition_set" });
  }
});

test("what an account lacks is asked for on the way, also after a reload, and may be left for later", async () => {
  const fields = [{ name: "company", required: true }];
  for (const skips of [false, true]) {
    const someone = await scene.user();
    const asked = { completion_places: ["login"], completion_fields: fields, completion_skippable: skips };
    const nothing = { completion_places: [], completion_fields: [], completion_skippable: false };
    await scene.with(asked, nothing, () => scene.signIn(async (page) => {
      await byPassword(page, someone.username);
      await heading(page, "Complete your account");
      await page.reload();
      await heading(page, "Complete your account");
      if (skips) return press(page, "Later");
      await page.locator("form input").first().fill("Engines");
      await press(page, "Save and continue");
    }));
  }
});
