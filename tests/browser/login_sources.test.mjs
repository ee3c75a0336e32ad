// Accounts from elsewhere, as the page shows them: directories, the question whose account this is, and locks.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BIND, DIRECTORY, DONE, LOGIN, UNLOCK, alerted, arrived, heading, ok, press, refuse, server, visit }
  from "./login_support.mjs";

test("a directory takes name and password here, by its button or by the domain of its people", async () => {
  for (const byDomain of [false, true]) {
    server.reset(DIRECTORY, {
      directory: ({ password }) => (password === "lamp" ? ok(DONE) : refuse(403, "wrong", 2333)) });
    await visit(async (page) => {
      await alerted(page, "The source did not let you in");
      if (byDomain) {
        await page.getByLabel("User name, e-mail or phone").fill("ada@staff.example");
        await press(page, "Continue");
      } else {
        await press(page, "Continue with Staff");
      }
      await heading(page, "Continue with Staff");
      await page.getByLabel("User name", { exact: true }).fill("ada");
      await page.getByLabel("Password", { exact: true }).fill("wrong");
      await press(page, "Sign in");
      await alerted(page, "wrong");
      await page.reload();
      await page.getByLabel("User name", { exact: true }).fill("ada");
      await page.getByLabel("Password", { exact: true }).fill("lamp");
      await press(page, "Sign in");
      await arrived(page);
      assert.deepEqual(server.sent("directory").at(-1), { kind: "LDAP", sAMAccountName: "ada", password: "lamp" });
    });
  }
});

test("a directory's form asks for the picture when the server does, and keeps the password meanwhile", async () => {
  const answers = [refuse(400, "Solve the picture code first", 2000), refuse(400, "The picture is wrong", 2000),
    refuse(403, "That is not the password", 2333), ok(DONE)];
  server.reset(DIRECTORY, { directory: () => answers.shift() });
  await visit(async (page) => {
    const typed = page.getByLabel("Characters in the picture");
    const password = page.getByLabel("Password", { exact: true });
    await press(page, "Continue with Staff");
    await page.getByLabel("User name", { exact: true }).fill("ada");
    await password.fill("lump");
    await press(page, "Sign in");
    await page.getByRole("img", { name: "Picture with characters" }).waitFor();
    assert.equal(await page.getByText("Solve the picture code first").count(), 0);
    await typed.fill("ab3d");
    await press(page, "Sign in"); // the password is still there
    await alerted(page, "The picture is wrong");
    assert.equal(await typed.inputValue(), "");
    await typed.fill(" x7yz ");
    await press(page, "Sign in");
    await alerted(page, "That is not the password");
    assert.equal(await password.inputValue(), "");
    await password.fill("lamp");
    await typed.fill("k2m3");
    await press(page, "Sign in");
    await arrived(page);
    assert.deepEqual(server.sent("directory").map((sent) => [sent.password, sent.captchaCode, sent.captchaToken]),
      [["lump", undefined, undefined], ["lump", "ab3d", "picture 1"], ["lump", "x7yz", "picture 2"],
        ["lamp", "k2m3", "picture 3"]]);
  });
});

test("only the answers that the source allows are offered", async () => {
  const only = (methods, canCreate) => ({ ...BIND, demand: { ...BIND.demand, data: { ...BIND.demand.data, methods,
    canCreate } } });
  server.reset(only(["phone-code"], false));
  await visit(async (page) => {
    await heading(page, "Connect your account");
    await page.getByLabel("Phone number").fill("ada@example.com");
    await press(page, "Send code");
    await alerted(page, "Enter an e-mail address or a phone number");
  });
  server.reset(only([], true), { "create-federation-account": () => ok(DONE) });
  await visit(async (page) => {
    await heading(page, "Are you new here?");
    assert.equal(await page.getByRole("button", { name: /Connect/ }).count(), 0);
    await press(page, "Make a new account");
    await arrived(page);
  });
});

test("a lock is opened by a code and, where that is asked for, the password", async () => {
  server.reset(UNLOCK, { "send-code": () => ok(null), unlock: () => {
    server.state = LOGIN;
    return ok(null);
  } });
  await visit(async (page) => {
    await page.getByLabel("E-mail or phone number").fill("ada@example.com");
    await press(page, "Send code");
    await page.getByLabel("Code").fill("123456");
    await press(page, "Unlock");
    await alerted(page, "Please fill this in");
    await page.getByLabel("Password", { exact: true }).fill("seven lamps");
    await press(page, "Unlock");
    await heading(page, "Sign in");
    assert.equal(server.sent("send-code")[0].purpose, "UNLOCK_ACCOUNT");
    assert.deepEqual(server.sent("unlock"), [{ flowHandle: "f-3", password: "seven lamps",
      emailPassCodePayload: { email: "ada@example.com", passCode: "123456" } }]);
  });
});

test("a demand that is over leads back to the beginning, and says why", async () => {
  server.reset(UNLOCK, { "send-code": () => ok(null), unlock: () => {
    server.state = LOGIN; // the server's time for it is over
    return refuse(400, "This one-time token is not valid");
  } });
  await visit(async (page) => {
    await page.getByLabel("E-mail or phone number").fill("ada@example.com");
    await press(page, "Send code");
    await page.getByLabel("Code").fill("123456");
    await page.getByLabel("Password", { exact: true }).fill("seven lamps");
    await press(page, "Unlock");
    await heading(page, "Sign in");
    await alerted(page, "This one-time token is not valid");
  });
});
