// Ways in through the login pages, in headless Chromium: passwords, codes, picture codes, other people's sign-ins.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DONE, LOGIN, alerted, arrived, focused, heading, ok, press, refuse, server, toPassword,
  visit } from "./login_support.mjs";

test("signs in with a password, identifier first", async () => {
  server.reset(LOGIN, { password: () => ok(DONE) });
  await visit(async (page) => {
    assert.equal(await focused(page), "User name, e-mail or phone");
    const field = page.getByLabel("User name, e-mail or phone");
    assert.equal(await field.getAttribute("autocomplete"), "username webauthn");
    await toPassword(page);
    assert.equal(await focused(page), "Password");
    const password = page.getByLabel("Password", { exact: true });
    assert.equal(await password.getAttribute("autocomplete"), "current-password");
    assert.equal(await page.locator("input[autocomplete=username]").inputValue(), "ada@example.com");
    await press(page, "Show Password");
    assert.equal(await password.getAttribute("type"), "text");
    await password.fill("correct horse");
    await password.press("Enter");
    await arrived(page);
    assert.deepEqual(server.sent("password"), [{ account: "ada@example.com", password: "correct horse" }]);
    await page.goBack({ waitUntil: "commit" }); // a finished interaction leads on, however one comes to it
    await arrived(page);
  });
});

test("a wrong password is said at its field, which is emptied and has the focus", async () => {
  server.reset(LOGIN, { password: () => refuse(400, "The password is wrong.", 2006, { remainCount: 2 }) });
  await visit(async (page) => {
    await toPassword(page);
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await alerted(page, "The password is wrong. Tries left: 2.");
    const password = page.getByLabel("Password", { exact: true });
    assert.equal(await password.inputValue(), "");
    assert.equal(await password.getAttribute("aria-invalid"), "true");
    const described = await password.getAttribute("aria-describedby");
    assert.match(await page.locator(`[id="${described}"]`).textContent(), /is wrong/);
    assert.equal(await focused(page), "Password");
    await press(page, "Sign in");
    await alerted(page, "Please fill this in");
    assert.equal(server.sent("password").length, 1);
  });
});

test("asks for the picture code when the server does, and for another after a wrong one", async () => {
  const answers = [refuse(400, "Solve the picture code first", 2000), refuse(400, "The picture is wrong", 2000),
    ok(DONE)];
  server.reset(LOGIN, { password: () => answers.shift() });
  await visit(async (page) => {
    const typed = page.getByLabel("Characters in the picture");
    await toPassword(page);
    await page.keyboard.type("correct horse");
    await press(page, "Sign in");
    await page.getByRole("img", { name: "Picture with characters" }).waitFor();
    assert.equal(await focused(page), "Characters in the picture");
    assert.equal(await page.getByText("Solve the picture code first").count(), 0);
    await typed.fill("ab3d");
    await press(page, "Sign in"); // the password is still there
    await alerted(page, "The picture is wrong");
    assert.equal(await typed.inputValue(), "");
    await typed.fill(" x7yz ");
    await press(page, "Sign in");
    await arrived(page);
    assert.deepEqual(server.sent("password").map(({ captchaCode, captchaToken }) => [captchaCode, captchaToken]),
      [[undefined, undefined], ["ab3d", "picture 1"], ["x7yz", "picture 2"]]);
    assert.equal(server.sent("password")[2].password, "correct horse");
  });
});

test("signs in with a code; the countdown and the page survive a reload", async () => {
  server.reset({ ...LOGIN, methods: ["EMAIL_CODE"] }, { "send-code": () => ok(null), code: () => ok(DONE) });
  await visit(async (page) => {
    await page.getByLabel("E-mail").fill("ada@example.com");
    await press(page, "Continue");
    await heading(page, "Enter the code");
    assert.deepEqual(server.sent("send-code"), [{ channel: "EMAIL", to: "ada@example.com" }]);
    assert.match(await page.locator(".resend").textContent(), /in (60|5\d) s/);
    await page.reload();
    await heading(page, "Enter the code");
    assert.match(await page.locator(".resend").textContent(), /in (60|5\d) s/);
    assert.equal(server.sent("send-code").length, 1);
    const code = page.getByLabel("Code");
    assert.equal(await code.getAttribute("autocomplete"), "one-time-code");
    await code.focus();
    await page.evaluate(() => document.execCommand("insertText", false, " 123-456 ")); // as pasting does
    assert.equal(await code.inputValue(), "123456");
    await press(page, "Sign in");
    await arrived(page);
    assert.deepEqual(server.sent("code"), [{ channel: "EMAIL", to: "ada@example.com", passCode: "123456" }]);
  });
});

test("another code can be asked for when the minute is over", async () => {
  server.reset({ ...LOGIN, methods: ["PHONE_CODE"] }, { "send-code": () => ok(null) });
  await visit(async (page) => {
    await page.clock.install();
    await page.getByLabel("Phone number").fill("138 0013 8000");
    await press(page, "Continue");
    await heading(page, "Enter the code");
    await page.clock.runFor(61_000);
    await press(page, "Send another code");
    await page.getByText("You can ask for another code in").waitFor();
    assert.deepEqual(server.sent("send-code"),
      Array(2).fill({ channel: "SMS", to: "13800138000", phoneCountryCode: "+86" }));
  });
});

test("a country is asked for where there is more than one, and before anything is sent", async () => {
  server.reset({ ...LOGIN, methods: ["PHONE_CODE"], phoneCountries: [{ code: "+86", region: "CN" },
    { code: "+81", region: "JP" }] }, { "send-code": () => ok(null) });
  await visit(async (page) => {
    await page.getByLabel("Phone number").fill("9012345678");
    await page.getByLabel("Country or region").selectOption({ label: "Japan (+81)" });
    await press(page, "Continue");
    await page.getByText("We sent a code to +81 9012345678.").waitFor();
    assert.deepEqual(server.sent("send-code").map((body) => body.phoneCountryCode), ["+81"]);
  });
});

test("a code that cannot be sent is said, and asked for again by hand", async () => {
  const answers = [refuse(429, "One e-mail per minute", 2080), ok(null)];
  server.reset({ ...LOGIN, methods: ["EMAIL_CODE"] }, { "send-code": () => answers.shift() });
  await visit(async (page) => {
    await page.getByLabel("E-mail").fill("ada@example.com");
    await press(page, "Continue");
    await alerted(page, "One e-mail per minute");
    await press(page, "Send code");
    await heading(page, "Enter the code");
  });
});

test("offers what the state says is possible and nothing else", async () => {
  server.reset({ ...LOGIN, register: false, forgot: false, methods: ["PASSWORD"] });
  await visit(async (page) => {
    assert.equal(await page.getByRole("button", { name: "Create account" }).count(), 0);
    await toPassword(page);
    assert.equal(await page.getByRole("button", { name: /code|Forgot/ }).count(), 0);
    assert.equal(await page.getByRole("checkbox").count(), 0);
  });
  server.reset({ ...LOGIN, methods: [], sources: [{ identifier: "acme", name: "Acme", url: "/app" },
    { identifier: "bad", name: "Bad", url: "javascript:alert(1)" }] });
  await visit(async (page) => {
    assert.equal(await page.locator("input").count(), 0);
    assert.equal(await page.getByRole("link").count(), 1);
    await page.getByRole("link", { name: "Continue with Acme" }).click();
    await arrived(page);
    await page.goto(server.page());
    await page.getByText("Last used").waitFor();
  });
});

test("a number of another country signs in with its password", async () => {
  server.reset({ ...LOGIN, phoneCountries: [{ code: "+86", region: "CN" }, { code: "+81", region: "JP" }] },
    { password: () => ok(DONE) });
  await visit(async (page) => {
    await page.getByLabel("User name, e-mail or phone").fill("9012345678");
    await page.getByLabel("Country or region").selectOption({ label: "Japan (+81)" });
    await press(page, "Continue");
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await press(page, "Sign in");
    await arrived(page);
    assert.equal(server.sent("password")[0].account, "+819012345678");
  });
});

test("a hint fills in the account", async () => {
  server.reset({ ...LOGIN, loginHint: "ada" }, { password: () => ok(DONE) });
  await visit(async (page) => {
    assert.equal(await page.getByLabel("User name, e-mail or phone").inputValue(), "ada");
    await press(page, "Continue");
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await press(page, "Sign in");
    await arrived(page);
    assert.equal(server.sent("password").length, 1);
  });
});

test("people of a company's domain are sent to its sign-in", async () => {
  server.reset({ ...LOGIN, sources: [{ identifier: "acme", name: "Acme", url: "/app", domains: ["acme.example"] }] });
  await visit(async (page) => {
    await page.getByLabel("User name, e-mail or phone").fill("ada@ACME.example");
    await press(page, "Continue");
    await arrived(page);
  });
});

test("a server that is away is said, and can be asked again", async () => {
  server.reset(LOGIN, { password: () => ok(DONE) });
  await visit(async (page, context) => {
    await toPassword(page);
    await page.keyboard.type("correct horse");
    await context.setOffline(true);
    await press(page, "Sign in");
    await alerted(page, "cannot be reached");
    await context.setOffline(false);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await press(page, "Sign in");
    await arrived(page);
  }, { mayFail: true });
});
