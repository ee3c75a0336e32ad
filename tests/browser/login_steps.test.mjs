// What may stand between the proof and the application: second factor, consent, a new password, and so on; and making
// an account.
import assert from "node:assert/strict";
import { test } from "node:test";
import { COMPLETE, CONSENT, DONE, LOGIN, MFA, RESET, SELECT, STRANGER, alerted, arrived, heading, ok, press, refuse,
  server, toPassword, visit } from "./login_support.mjs";

test("second factor: the application's order, a code that is sent, and the way by the recovery code", async () => {
  server.reset(MFA, { "mfa-send": () => ok(null), mfa: ({ factor, code }) => factor === "RECOVERY"
    ? ok({ ...DONE, recoveryCode: "1f3a-66b0-9c41" }) : refuse(400, `wrong: ${code}`, 6001) });
  await visit(async (page) => {
    await heading(page, "Confirm it is you");
    await page.getByText("authenticator app shows").waitFor();
    await page.getByLabel("Code").fill("123 456");
    await press(page, "Confirm");
    await alerted(page, "wrong: 123456");
    await press(page, "Try another way");
    await heading(page, "How do you want to confirm it is you?");
    assert.deepEqual(await page.locator(".choices").getByRole("button").allTextContents(),
      ["Authenticator app", "Code by text message", "Recovery code"]);
    await press(page, "Code by text message");
    await page.getByText("We will send a code to 138****0000.").waitFor();
    assert.equal(server.sent("mfa-send").length, 0);
    await press(page, "Send code");
    await page.getByText("We sent a code to 138****0000.").waitFor();
    await press(page, "Try another way");
    await press(page, "Recovery code");
    await page.getByLabel("Recovery code").fill("aaaa-bbbb");
    await press(page, "Confirm");
    await heading(page, "Your new recovery code");
    await page.getByText("1f3a-66b0-9c41").waitFor();
    assert.match(page.url(), /\/login\/abc$/);
    await press(page, "I have kept it");
    await arrived(page);
    assert.deepEqual(server.sent("mfa").map((body) => body.factor), ["OTP", "RECOVERY"]);
  });
});

test("a second factor that nobody has here is said, with ways out", async () => {
  server.reset({ ...MFA, demand: { ...MFA.demand, data: { applicationMfa: [{ mfaPolicy: "FACE", status: 1 }] } } },
    { select: () => ok(LOGIN) });
  await visit(async (page) => {
    await page.getByText("no second factor that works here").waitFor();
    await press(page, "Use another account");
    await heading(page, "Sign in");
    assert.deepEqual(server.sent("select"), [{ other: true }]); // the server forgets what it had demanded
  });
});

test("consent names what is asked for; a picture from elsewhere is not loaded", async () => {
  server.reset(CONSENT, { consent: () => ok(DONE) });
  await visit(async (page) => {
    await heading(page, "Allow Harbour to access your account?");
    assert.deepEqual(await page.locator(".scopes li").allTextContents(), ["See your name and picture", "files"]);
    await page.getByText("harbour.example").waitFor();
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.getByText("Unverified").count(), 0);
    await press(page, "Allow");
    await arrived(page);
  });
});

test("consent phishing by a dynamic client: an unverified client is called by its host, on every page", async () => {
  server.reset(STRANGER, { deny: () => ok(DONE) });
  await visit(async (page) => {
    await heading(page, "Allow evil.example to access your account?");
    await page.getByText("Unverified application").waitFor();
    await page.getByText("It calls itself “Your Bank”. Nobody has checked who runs it.").waitFor();
    assert.equal(await page.locator(".brand").textContent(), "Eevil.example");
    assert.equal(await page.title(), "Allow evil.example to access your account? · evil.example");
    await press(page, "Do not allow");
    await arrived(page);
    assert.deepEqual(server.sent("deny"), [{}]);
  });
  server.reset({ ...LOGIN, application: STRANGER.application });
  await visit(async (page) => {
    await page.getByText("to continue to evil.example").waitFor();
    assert.equal(await page.getByText("Your Bank").count(), 0);
  });
});

test("chooses among accounts, or another", async () => {
  server.reset(SELECT, { select: (body) => ok(body.other ? LOGIN : DONE) });
  await visit(async (page) => {
    await page.getByRole("button", { name: "bea" }).click();
    await arrived(page);
    server.state = SELECT;
    await page.goto(server.page());
    await page.getByRole("button", { name: "Use another account" }).click();
    await heading(page, "Sign in");
    assert.deepEqual(server.sent("select"), [{ other: false }, { other: true }]);
  });
});

test("a new password: the server's rules, advice on strength, and a sign-in with it", async () => {
  server.reset(RESET, { "new-password": ({ password }) =>
    password === "password" ? refuse(400, "This password is among the first that anybody would guess") : ok(null) });
  await visit(async (page) => {
    await page.getByText("must be changed").waitFor();
    const password = page.getByLabel("New password", { exact: true });
    assert.equal(await password.getAttribute("autocomplete"), "new-password");
    await password.fill("password");
    await page.getByText("Easy to guess").waitFor();
    await press(page, "Save and continue");
    await alerted(page, "among the first that anybody would guess");
    await password.fill("seven lamps beside the Harbour 7");
    await page.getByText("Strong", { exact: true }).waitFor();
    server.state = LOGIN;
    await press(page, "Save and continue");
    await heading(page, "Sign in");
    assert.equal(server.sent("new-password")[1].passwordResetToken, "t-1");
  });
});

test("a forgotten password: a code, then a new one", async () => {
  const forgot = () => {
    server.state = RESET; // the server remembers who has proved the address
    return ok({ passwordResetToken: "t-1" });
  };
  server.reset(LOGIN, { "forgot-send": () => ok(null), forgot, "new-password": () => ok(null),
    password: () => ok(DONE) });
  await visit(async (page) => {
    await toPassword(page);
    await press(page, "Forgot your password?");
    await heading(page, "Reset your password");
    assert.equal(await page.getByLabel("E-mail or phone number").inputValue(), "ada@example.com");
    await press(page, "Send code");
    await page.getByLabel("Code").fill("123456");
    await press(page, "Continue");
    await page.getByLabel("New password", { exact: true }).fill("seven lamps");
    await press(page, "Save and continue");
    await arrived(page);
    assert.deepEqual(server.sent("forgot")[0].emailPassCodePayload, { email: "ada@example.com", passCode: "123456" });
    assert.deepEqual(server.sent("new-password"), [{ passwordResetToken: "t-1", password: "seven lamps" }]);
    assert.deepEqual(server.sent("password"), [{ account: "ada@example.com", password: "seven lamps" }]);
  });
});

test("makes an account with a code", async () => {
  server.reset(LOGIN, { "send-code": () => ok(null), register: () => ok(DONE) });
  await visit(async (page) => {
    await press(page, "Create account");
    await page.getByLabel("E-mail or phone number").fill("bob");
    await press(page, "Continue");
    await alerted(page, "cannot be made");
    await page.getByLabel("E-mail or phone number").fill("new@example.com");
    await press(page, "Continue");
    await press(page, "Send code");
    await page.getByLabel("Code").fill("123456");
    await press(page, "Create account");
    await arrived(page);
    assert.equal(server.sent("send-code")[0].purpose, "REGISTER");
    assert.deepEqual(server.sent("register")[0].passCodePayload, { email: "new@example.com", passCode: "123456" });
  });
});

test("makes an account of a name and a password where that is possible", async () => {
  server.reset({ ...LOGIN, registerMethods: ["USERNAME_PASSWORD"] }, { register: () => ok(null),
    password: () => ok(DONE) });
  await visit(async (page) => {
    await press(page, "Create account");
    await page.getByLabel("User name").fill("bob");
    await press(page, "Continue");
    await page.getByLabel("New password", { exact: true }).fill("seven lamps");
    await press(page, "Create account");
    await arrived(page);
    assert.deepEqual(server.sent("register")[0].passwordPayload, { username: "bob", password: "seven lamps" });
    assert.deepEqual(server.sent("password"), [{ account: "bob", password: "seven lamps" }]);
  });
});

test("completes an account, an address by its code, or leaves it for later", async () => {
  server.reset(COMPLETE, { "complete-send": () => ok(null), "complete-completion": () => ok(DONE),
    "skip-completion": () => ok(DONE) });
  await visit(async (page) => {
    await press(page, "Save and continue");
    await alerted(page, "Please fill this in");
    await page.getByLabel("Nickname").fill("Ada");
    await page.getByLabel("Size (optional)").selectOption("Small");
    await page.getByLabel("Send me news (optional)").check();
    await page.getByLabel("Age (optional)").fill("36");
    await page.getByLabel("Address (optional)").fill("ada@example.com");
    await press(page, "Send code");
    await page.getByLabel("Code").fill("123456");
    await press(page, "Save and continue");
    await arrived(page);
    assert.deepEqual(server.sent("complete-send"), [{ channel: "EMAIL", to: "ada@example.com" }]);
    assert.deepEqual(server.sent("complete-completion"), [{ flowHandle: "f-1", data: { fieldValues: [
      { name: "nickname", value: "Ada" }, { name: "size", value: "s" }, { name: "news", value: true },
      { name: "age", value: 36 }, { name: "email", value: "ada@example.com", code: "123456" }] } }]);
    server.state = COMPLETE;
    await page.goto(server.page());
    await press(page, "Later");
    await arrived(page);
    assert.deepEqual(server.sent("skip-completion"), [{ flowHandle: "f-1" }]);
  });
});

test("a demand that is not known is told in the server's words", async () => {
  server.reset({ ...LOGIN, step: "demand", demand: { statusCode: 303, apiCode: 9999, message: "Ask at the desk" } },
    { cancel: () => ok(DONE) });
  await visit(async (page) => {
    await page.getByText("Ask at the desk").waitFor();
    await press(page, "Cancel");
    await arrived(page);
  });
});
