// What people do with tabs, reloads and the back button while they sign in, on a real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ACCOUNT, PASSWORD, Scene, alerted, byPassword, field, heading, press } from "./hosted_scene.mjs";
import { enterCode } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

const over = (page) => heading(page, "This sign-in has ended");

test("two tabs sign in at once, each to its own answer", async () => {
  const someone = await scene.user();
  await scene.signIn(async (page, context, attempt) => {
    const second = await context.newPage();
    const other = scene.begin();
    await second.goto(other.address);
    await field(second, ACCOUNT).fill(someone.username);
    await byPassword(page, someone.username);
    const first = await scene.arrived(page, attempt);
    await press(second, "Continue");
    await field(second, "Password").fill(PASSWORD);
    await press(second, "Sign in");
    assert.equal((await scene.arrived(second, other)).sub, first.sub);
    return false;
  });
});

test("the back button after the end, and the page of a finished sign-in, lead back to the application", async () => {
  const someone = await scene.user();
  await scene.signIn(async (page, context, attempt) => {
    const address = page.url();
    await byPassword(page, someone.username);
    await scene.arrived(page, attempt);
    await page.goBack();
    await over(page);
    await page.goto(address);
    await over(page);
    assert.equal(await page.getByText(/^Request /).count(), 1);
    await page.getByRole("link", { name: "Begin again" }).click();
    await page.waitForURL(`${scene.plain.init_login_uri}?iss=**`); // OpenID Connect Core §4
    return false;
  });
});

test("the end is asked for twice: the second time says that it is over, and nothing is given out", async () => {
  const someone = await scene.user();
  await scene.signIn(async (page, context, attempt) => {
    const resume = `${page.url()}/resume`;
    await byPassword(page, someone.username);
    await scene.arrived(page, attempt);
    await page.goto(resume);
    await over(page);
    return false;
  });
});

test("an hour later the sign-in is over; nothing was lost but time", async () => {
  await scene.signIn(async (page) => {
    await fetch(`${scene.server.base}/dev/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 3_700_000 }),
      headers: { authorization: `Bearer ${scene.server.facts.devToken}`, "content-type": "application/json" } });
    await field(page, ACCOUNT).fill("somebody");
    await press(page, "Continue");
    await field(page, "Password").fill(PASSWORD);
    await press(page, "Sign in");
    await over(page);
    await page.reload();
    await over(page);
    return false;
  });
});

test("a reload keeps the page, what was typed as account, and the wait for another code", async () => {
  await scene.user({ email: "reloading@example.com" });
  await scene.signIn(async (page) => {
    await field(page, ACCOUNT).fill("reloading@example.com");
    await press(page, "Continue");
    await field(page, "Password").waitFor();
    await page.reload();
    await field(page, "Password").waitFor();
    await page.getByText("reloading@example.com").waitFor();
    await press(page, "Sign in with a code");
    await page.getByText("You can ask for another code in").waitFor();
    await page.reload();
    await page.getByText("You can ask for another code in").waitFor();
    await page.goBack();
    await field(page, "Password").waitFor();
    await page.goForward();
    await enterCode(scene.server, field(page, "Code"), "reloading@example.com");
    await press(page, "Sign in");
  });
});

test("who is signed in already goes on, or signs in as somebody else", async () => {
  const [someone, other] = [await scene.user({ name: "Sam One" }), await scene.user()];
  await scene.signIn(async (page, context, attempt) => {
    await byPassword(page, someone.username);
    const first = await scene.arrived(page, attempt);
    let again = scene.begin({ prompt: "select_account" });
    await page.goto(again.address);
    await heading(page, "Choose an account");
    await page.getByRole("button", { name: "Sam One" }).click();
    assert.equal((await scene.arrived(page, again)).sub, first.sub);
    again = scene.begin({ prompt: "select_account" });
    await page.goto(again.address);
    await press(page, "Use another account");
    await byPassword(page, other.username);
    assert.equal((await scene.arrived(page, again)).sub, other.userId);
    return false;
  });
});

test("at the consent page one can still become somebody else", async () => {
  const [someone, other] = [await scene.user({ name: "Cora One" }), await scene.user({ name: "Odo Other" })];
  await scene.with({ show_authorization_page: true }, { show_authorization_page: false }, async () => {
    const claims = await scene.signIn(async (page) => {
      await byPassword(page, someone.username);
      await page.getByText("Cora One").waitFor();
      await press(page, "Change");
      await heading(page, "Sign in");
      await byPassword(page, other.username);
      await page.getByText("Odo Other").waitFor();
      await press(page, "Allow");
    });
    assert.equal(claims.sub, other.userId);
  });
});

test("a picture code is asked for, and the sign-in goes on with it", async () => {
  const someone = await scene.user();
  scene.pool({ captcha_mode: "always_enable" });
  try {
    const claims = await scene.signIn(async (page) => {
      await byPassword(page, someone.username);
      const typed = page.getByLabel("Characters in the picture");
      await typed.fill("wrong");
      const drawn = page.waitForResponse(/get-captcha-code/);
      await press(page, "Sign in");
      const { data } = await (await drawn).json();
      await alerted(page, /\w/);
      await typed.fill(await scene.server.lastCode(data.captchaToken));
      await press(page, "Sign in");
    });
    assert.equal(claims.sub, someone.userId);
  } finally {
    scene.pool({ captcha_mode: "condition_set" });
  }
});

test("the page begins with what the application begins with", async () => {
  const email = "ordered@example.com";
  await scene.user({ email });
  for (const [connection, shown] of [["PASSCODE", "Code"], ["PASSWORD", "Password"]])
    await scene.with({ default_method: { connection } }, { default_method: { connection: "PASSWORD" } }, () =>
      scene.signIn(async (page) => {
        await field(page, ACCOUNT).fill(email);
        await press(page, "Continue");
        await field(page, shown).waitFor();
        return false;
      }));
  await scene.with({ default_method: { connection: "QRCODE" } }, { default_method: { connection: "PASSWORD" } }, () =>
    scene.signIn(async (page) => {
      await heading(page, "Scan to sign in");
      await press(page, "Sign in another way");
      await field(page, ACCOUNT).waitFor();
      return false;
    }));
});

test("four languages: what the server words changes with the page, also a demand", async () => {
  const someone = await scene.user({ options: { resetPasswordOnFirstLogin: true } });
  await scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await heading(page, "Choose a new password");
    const told = [];
    for (const language of ["en-US", "zh-CN", "zh-TW", "ja-JP"]) {
      await page.getByRole("combobox").selectOption(language);
      await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
      await page.locator(`.lead`).waitFor();
      await page.waitForFunction((before) => document.querySelector(".lead").innerText !== before, told.at(-1));
      told.push(await page.locator(".lead").innerText());
    }
    assert.equal(new Set(told).size, 4, told.join("\n"));
    return false;
  });
});
