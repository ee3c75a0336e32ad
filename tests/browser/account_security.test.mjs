// The account centre: addresses, second factors, passkeys, linked accounts, consents, the copy of one's data and the
// end of the account, each driven in Chromium with its effect at a real server.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PASSWORD, managementOf, ok } from "../sdk/node/support.mjs";
import { totp } from "./hosted_scene.mjs";
import { enterCode, setApplication } from "./hosted_support.mjs";
import { advance, heading, home, press, said, scene, signIn, signedIn, somebody, stored,
  visit } from "./account_support.mjs";

const MINUTES_16 = 16 * 60_000;
let count = 0;
const newEmail = () => `centre${++count}@example.com`;
const newNumber = () => `138${20_000_000 + ++count}`;

let ahead = 0;
const serverTime = () => Date.now() + ahead;
async function later(ms) {
  ahead += ms;
  await advance(ms);
}

const codeField = (page, to) => page.getByLabel(`Code sent to ${to}`);

test("an e-mail address is added, replaced and removed, each with codes", async () => {
  const ada = await somebody();
  const [first, second] = [newEmail(), newEmail()];
  await visit(ada, "email", async (page) => {
    await page.getByLabel("E-mail address").fill("no address");
    await press(page, "Send code");
    await page.getByText("Enter an e-mail address").waitFor();
    await page.getByLabel("E-mail address").fill(first);
    await press(page, "Send code");
    await codeField(page, first).fill("000000");
    await press(page, "Save");
    await page.getByRole("alert").filter({ hasText: /code/i }).first().waitFor();
    await enterCode(scene.server, codeField(page, first), first);
    await press(page, "Save");
    await said(page, "Saved.");
    assert.equal((await stored(ada)).email, first);

    await later(61_000);
    await press(page, "Change");
    await page.getByLabel("New e-mail address").fill(second);
    await press(page, "Send code");
    await enterCode(scene.server, codeField(page, second), second);
    await enterCode(scene.server, codeField(page, first), first);
    assert.equal(await page.getByRole("status").filter({ hasText: "Saved." }).count(), 0); // no news any more
    await press(page, "Save");
    await said(page, "Saved.");
    assert.equal((await stored(ada)).email, second);

    await later(61_000);
    await press(page, "Remove");
    await press(page, "Send code");
    await enterCode(scene.server, codeField(page, second), second);
    await press(page, "Remove");
    await said(page, "Removed.");
    assert.ok(!(await stored(ada)).email);
  });
});

test("a phone number is added and replaced", async () => {
  const ada = await somebody();
  const [first, second] = [newNumber(), newNumber()];
  await visit(ada, "phone", async (page) => {
    await page.getByLabel("Phone number").fill(first);
    await press(page, "Send code");
    await enterCode(scene.server, codeField(page, `+86 ${first}`), `+86${first}`);
    await press(page, "Save");
    await said(page, "Saved.");
    assert.equal((await stored(ada)).phone, first);
    await later(61_000);
    await press(page, "Change");
    await page.getByLabel("New phone number").fill(`+86 ${second}`);
    await press(page, "Send code");
    await enterCode(scene.server, codeField(page, `+86 ${second}`), `+86${second}`);
    await enterCode(scene.server, codeField(page, `+86 ${first}`), `+86${first}`);
    assert.equal(await page.getByRole("status").filter({ hasText: "Saved." }).count(), 0); // no news any more
    await press(page, "Save");
    await said(page, "Saved.");
    assert.equal((await stored(ada)).phone, second);
  });
});

test("an address that nobody has shown yet gets a link", async () => {
  const ada = await somebody({ email: "unproved@example.com" });
  await visit(ada, "email", async (page) => {
    await press(page, "Send a link to verify it");
    await said(page, "We sent a link to your address.");
  });
});

test("an authenticator app is set up with its recovery code, and removed", async () => {
  const ada = await somebody();
  await visit(ada, "factors", async (page) => {
    await press(page, "Set up Authenticator app");
    await press(page, "Continue");
    await page.getByRole("img", { name: "QR code" }).waitFor();
    const secret = (await page.locator(".recovery").textContent()).replaceAll(" ", "");
    await page.getByLabel("Code", { exact: true }).fill(totp(secret, serverTime()));
    await press(page, "Confirm");
    await heading(page, "Second factors");
    await said(page, "The second factor is set up.");
    assert.match(await page.locator(".recovery").textContent(), /\w{4,}/);
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    assert.match(readFileSync(await (await saved).path(), "utf8"), /\w{4,}/);
    const first = await page.locator(".recovery").textContent();
    await press(page, "I have kept it");
    await press(page, "New recovery code Authenticator app");
    await page.getByRole("group").getByRole("button", { name: "New recovery code" }).click();
    await said(page, "You have a new recovery code.");
    const renewed = await page.locator(".recovery").textContent();
    assert.match(renewed, /^(\w{4}-){5}\w{4}$/);
    assert.notEqual(renewed, first);
    const again = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    assert.match(readFileSync(await (await again).path(), "utf8"), new RegExp(renewed));
    await press(page, "I have kept it");
    await press(page, "Remove Authenticator app");
    await page.getByRole("group").getByRole("button", { name: "Remove" }).click();
    await said(page, "Removed.");
    await page.getByText("No second factor is set up.").waitFor();
  }, { acceptDownloads: true });
  assert.ok(await signedIn(ada)); // by the password alone
});

test("a code by e-mail becomes a second factor", async () => {
  const ada = await somebody();
  const email = newEmail();
  await visit(ada, "factors", async (page) => {
    await press(page, "Set up Code by e-mail");
    await page.getByLabel("E-mail address").fill(email);
    await press(page, "Send code");
    await enterCode(scene.server, codeField(page, email), email);
    await press(page, "Confirm");
    await said(page, "The second factor is set up.");
  });
  const client = await signedIn(ada);
  assert.equal(client, null); // now it is asked for
});

test("step-up: what needs a recent sign-in leads through one, and what was typed is there again", async () => {
  const ada = await somebody({ city: "London" });
  await visit(ada, "profile", async (page) => {
    await page.getByLabel("City").fill("Turin");
    await later(MINUTES_16);
    await page.goto(`${home()}#passkeys`);
    await page.getByRole("link", { name: "Personal details" }).first().click();
    assert.equal(await page.getByLabel("City").inputValue(), "Turin");
    await page.reload(); // the page knows how old the sign-in is
    await page.getByRole("link", { name: "Personal details" }).first().click();
    await page.getByLabel("Nickname").fill("Countess");
    await page.goto(`${home()}#passkeys`);
    await page.getByText("This needs a sign-in of the last 15 minutes").waitFor();
    await press(page, "Sign in again");
    await heading(page, "Sign in");
    assert.equal(await page.getByLabel("User name, e-mail or phone").inputValue(), ada.username);
    await signIn(page, ada);
    await page.getByRole("button", { name: "Add a passkey" }).waitFor(); // back where one was
    await page.getByRole("link", { name: "Personal details" }).first().click();
    assert.equal(await page.getByLabel("Nickname").inputValue(), "Countess");
  });
});

test("step-up: the server refuses what the page took for recent, and the page leads on", async () => {
  const ada = await somebody();
  await visit(ada, "data", async (page) => {
    await page.getByRole("button", { name: "Download my data" }).waitFor();
    await later(MINUTES_16); // the page cannot know
    await press(page, "Download my data");
    await press(page, "Sign in again");
    await signIn(page, ada);
    const saved = page.waitForEvent("download");
    await press(page, "Download my data");
    const copy = JSON.parse(readFileSync(await (await saved).path(), "utf8"));
    assert.equal(copy.profile.username, ada.username);
    assert.ok(copy.signIns.length >= 2);
  }, { acceptDownloads: true });
});

test("a passkey is added, named, signs in, and is removed with a signal to the browser", async () => {
  const ada = await somebody();
  await visit(ada, "passkeys", async (page, context) => {
    const cdp = await context.newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2",
      transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true } });
    await page.evaluate(() => {
      globalThis.signals = [];
      for (const name of ["signalUnknownCredential", "signalAllAcceptedCredentials"])
        PublicKeyCredential[name] = async (what) => void globalThis.signals.push([name, what]);
    });
    await press(page, "Add a passkey");
    await said(page, "The passkey is added.");
    const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
    assert.equal(credentials.length, 1);
    await page.getByRole("button", { name: /^Rename/ }).click();
    await page.getByLabel("Name of the passkey").fill("My laptop");
    await press(page, "Save");
    await said(page, "Saved.");
    await page.getByText("My laptop").first().waitFor();
    await press(page, "Remove My laptop");
    await page.getByRole("group").getByRole("button", { name: "Remove" }).click();
    await said(page, "Removed.");
    await page.getByText("No passkey is set up.").waitFor();
    const signals = await page.evaluate(() => globalThis.signals);
    assert.deepEqual(signals.map(([name]) => name), ["signalUnknownCredential", "signalAllAcceptedCredentials"]);
    assert.deepEqual(signals[1][1].allAcceptedCredentialIds, []);
    assert.equal(Buffer.from(signals[1][1].userId, "base64url").toString(), ada.userId);
    assert.equal(Buffer.from(signals[0][1].credentialId, "base64url").toString("base64"), credentials[0].credentialId);
  });
});

// An OpenID Provider that is none of ours.
async function provider(t) {
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const child = spawn(process.execPath, [`${root}tests/standins/oidc_provider.mjs`, String(port),
    `${scene.server.base}/connections/oidc/callback`], { cwd: root, stdio: "ignore" });
  t.after(() => child.kill());
  const issuer = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200 && !(await fetch(`${issuer}/jwks`).catch(() => null))?.ok; ++tries) await sleep(100);
  return issuer;
}

test("an account of an identity source is linked and unlinked", async (t) => {
  const issuer = await provider(t);
  const management = managementOf(scene.server);
  const { id: extIdpId } = ok(await management.createExtIdp({ name: "Harbour", type: "oidc" }));
  const made = ok(await management.createExtIdpConn({ extIdpId, type: "oidc", identifier: "harbour",
    displayName: "Harbour", fields: { issuer, clientId: "basic",
      clientSecret: "secret-of-ours:with/odd characters" } }));
  ok(await management.changeExtIdpConnState({ id: made.id, enabled: true, appId: scene.server.facts.appId }));
  const ada = await somebody();
  const context = await scene.browser.newContext({ locale: "en-US", viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(home());
  await signIn(page, ada);
  await heading(page, /Welcome/);
  await page.goto(`${home()}#linked`);
  await page.getByRole("button", { name: /^Link / }).click();
  await page.waitForURL(`${issuer}/**`);
  await page.locator("input[name=login]").fill("ada-at-harbour");
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click(); // consent there
  await page.waitForURL(`${home()}**`);
  await page.getByText("ada-at-harbour").waitFor();
  assert.equal((await stored(ada, { withIdentities: true })).identities.length, 1);
  await page.getByRole("button", { name: /^Unlink/ }).click();
  await page.getByRole("group").getByRole("button", { name: "Unlink" }).click();
  await said(page, "The account is unlinked.");
  assert.equal((await stored(ada, { withIdentities: true })).identities.length, 0);
  await page.goto(`${home()}?error=anything&error_description=Send+your+password+to+eve#linked`);
  await page.getByText("The account was not linked").waitFor();
  assert.equal(await page.getByText("Send your password").count(), 0);
  await context.close();
});

test("a consent is taken back", async () => {
  const ada = await somebody();
  const { appId } = scene.server.facts;
  const callback = `${scene.server.base}/docs`;
  setApplication(scene.server, appId, { redirect_uris: [callback], show_authorization_page: true,
    token_auth_method: "none" });
  const asked = new URLSearchParams({ client_id: appId, redirect_uri: callback, response_type: "code", state: "s",
    nonce: "n",
    scope: "openid profile", code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
      code_challenge_method: "S256" });
  try {
    await visit(ada, "", async (page) => {
      await page.goto(`${scene.server.base}/oidc/auth?${asked}`);
      await press(page, "Allow");
      await page.waitForURL(`${callback}**`);
      await page.goto(`${home()}#apps`);
      await page.getByText("openid, profile").waitFor();
      await page.getByRole("button", { name: /^Take back/ }).first().click();
      await page.getByRole("group").getByRole("button", { name: "Take back" }).click();
      await heading(page, "Applications");
      await page.getByText("You have allowed no application anything.").waitFor();
      await page.goto(`${scene.server.base}/oidc/auth?${asked}`);
      await heading(page, /Allow .* to access your account/);
    });
  } finally {
    setApplication(scene.server, appId, { show_authorization_page: false, token_auth_method: "client_secret_post" });
  }
});

test("a picture is chosen, shown, and removed", async () => {
  const ada = await somebody();
  await visit(ada, "profile", async (page) => {
    // A picture as a browser makes one.
    const png = Buffer.from((await page.evaluate(() => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 64;
      canvas.getContext("2d").fillRect(0, 0, 32, 64);
      return canvas.toDataURL("image/png");
    })).split(",")[1], "base64");
    await page.locator("input[type=file]").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: png });
    await said(page, "Saved.");
    const shown = page.locator(".photo img");
    await shown.waitFor();
    assert.equal(await shown.evaluate((image) => image.naturalWidth), 320);
    assert.match((await stored(ada)).photo, /\/photos\//);
    const broken = { name: "x.png", mimeType: "image/png", buffer: Buffer.from("x") };
    await page.locator("input[type=file]").setInputFiles(broken);
    await page.getByRole("alert").filter({ hasText: "no picture that can be used" }).waitFor();
    await press(page, "Remove the picture");
    await page.locator(".photo .letter").waitFor();
    assert.ok(!(await stored(ada)).photo);
  });
});

test("an account is deleted with a code, and its person is out", async () => {
  const ada = await somebody({ email: newEmail() });
  const profile = await stored(ada);
  await visit(ada, "data", async (page) => {
    await press(page, "Delete the account");
    await press(page, "Send code");
    await enterCode(scene.server, codeField(page, profile.email), profile.email);
    await press(page, "Delete for good");
    await heading(page, "Sign in");
  });
  assert.equal(await signedIn(ada), null);
  const gone = await managementOf(scene.server).getUser({ userId: ada.userId });
  assert.equal(gone.statusCode, 404);
});

test("an account without addresses is deleted with its password", async () => {
  const ada = await somebody();
  await visit(ada, "data", async (page) => {
    await press(page, "Delete the account");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await press(page, "Delete for good");
    await heading(page, "Sign in");
  });
  assert.equal(await signedIn(ada), null);
});

test("a session that was ended elsewhere leads to the sign-in, not to an error", async () => {
  const ada = await somebody();
  await visit(ada, "history", async (page) => {
    const client = await signedIn(ada);
    ok(await client.updatePassword({ newPassword: "quite another one 7", oldPassword: PASSWORD }));
    await page.goto(`${home()}#sessions`);
    await heading(page, "Sign in");
  });
});

test("no answer of the server is told in words, with the number of the request where there is one", async () => {
  const ada = await somebody();
  await visit(ada, "", async (page) => {
    await page.route("**/api/v3/mysessions/list", (route) => route.abort());
    await page.route("**/api/v3/mydevices/list**", (route) => route.fulfill({ status: 200,
      contentType: "application/json",
      body: JSON.stringify({ statusCode: 500, message: "", requestId: "r-1" }) }));
    await page.goto(`${home()}#sessions`);
    await page.getByText("The server cannot be reached").waitFor();
    await page.getByText("Request r-1").waitFor();
    await page.unroute("**/api/v3/mysessions/list");
    await press(page.locator(".panel").first(), "Try again");
    await page.getByText("This browser").waitFor();
  }, { expects: /favicon|ERR_FAILED|Failed to load resource/ });
});

test("the language is chosen, kept, and spoken by the server too", async () => {
  const ada = await somebody();
  const titles = { 日本語: "デバイスとセッション", 简体中文: "设备与会话", 繁體中文: "裝置與工作階段" };
  for (const [name, title] of Object.entries(titles))
    await visit(ada, "sessions", async (page) => {
      await page.getByLabel("Language").selectOption({ label: name });
      await heading(page, title);
      await page.reload();
      await heading(page, title);
    });
});
