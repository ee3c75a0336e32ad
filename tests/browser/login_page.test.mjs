// What holds for every login page: its end, its languages, its first load, its looks, and whom it is usable for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { APPLICATION, AXE, BIND, COMPLETE, CONSENT, DIRECTORY, DONE, LOGIN, MFA, RESET, SELECT, STRANGER, UNLOCK,
  arrived, heading, ok, press, refuse, server, toPassword, visit } from "./login_support.mjs";

test("an interaction that is over leads to the application, with the request id and no raw error", async () => {
  server.reset(LOGIN, {}, { problem: refuse(404, "interaction not found: raw") });
  await visit(async (page) => {
    await heading(page, "This sign-in has ended");
    await page.getByText("Request r-2").waitFor();
    assert.equal(await page.getByText("raw").count(), 0);
    await page.getByRole("link", { name: "Begin again" }).click();
    await arrived(page);
  });
  server.reset({ ...LOGIN, step: "expired" });
  await visit((page) => heading(page, "This sign-in has ended"));
  server.reset({ ...LOGIN, step: "expired", application: { ...APPLICATION, initLoginUri: null } });
  await visit((page) => page.getByText("Go back to the application").waitFor());
});

test("an interaction that ends under one's hands leads there too", async () => {
  server.reset(LOGIN, { password: () => {
    server.problem = refuse(404, "gone");
    return server.problem;
  } });
  await visit(async (page) => {
    await toPassword(page);
    await page.keyboard.type("correct horse");
    await page.keyboard.press("Enter");
    await heading(page, "This sign-in has ended");
  });
});

test("open redirects: never goes where a script would run", async () => {
  for (const redirectTo of ["javascript:document.title='owned'", "data:text/html,owned", " JAVASCRIPT:alert(1)"]) {
    server.reset({ ...DONE, redirectTo });
    await visit(async (page) => {
      await heading(page, "You are signed in");
      assert.equal(await page.getByRole("link").count(), 0);
    });
  }
});

test("speaks four languages, and remembers the choice", async () => {
  server.reset(LOGIN);
  await visit(async (page) => {
    for (const [language, title] of [["zh-CN", "登录"], ["zh-TW", "登入"], ["ja-JP", "サインイン"], ["en-US", "Sign in"],
      ["zh-CN", "登录"]]) {
      await page.getByRole("combobox").selectOption(language);
      await heading(page, title);
      assert.equal(await page.evaluate(() => document.documentElement.lang), language);
    }
    await page.waitForFunction(() => document.title === "登录 · Harbour");
    await page.reload();
    await heading(page, "登录");
    assert.equal(server.language, "zh-CN");
  });
  server.reset({ ...LOGIN, language: "ja-JP" });
  await visit((page) => heading(page, "サインイン"));
});

test("the application's wish comes before the browser's language, and the person's choice before both", async () => {
  server.reset({ ...LOGIN, language: "ja-JP" }, {}, { shell: "zh-TW", withState: false });
  await visit(async (page) => {
    await heading(page, "サインイン");
    assert.equal(await page.evaluate(() => document.documentElement.lang), "ja-JP");
    assert.equal(server.language, "ja-JP"); // what the server words is in it, too
    await page.getByRole("combobox").selectOption("zh-CN");
    await heading(page, "登录");
    await page.reload();
    await heading(page, "登录");
    assert.equal(server.language, "zh-CN");
  });
});

test("below an application's path the page speaks to the server there", async () => {
  server.reset(LOGIN, { password: () => ok(DONE) }, { withState: false });
  await visit(async (page) => {
    await toPassword(page);
    await page.keyboard.type("correct horse");
    await page.keyboard.press("Enter");
    await arrived(page);
    assert.ok(server.requests.includes(`/${APPLICATION.id}/interaction/abc/state`));
    assert.ok(server.requests.includes(`/${APPLICATION.id}/api/v3/signin`));
  });
});

test("with the state in the page, nothing is asked for before the page stands", async () => {
  server.reset(LOGIN);
  await visit(async (page) => {
    await page.locator("h1[tabindex]").waitFor();
    const [first, ...files] = server.requests;
    assert.equal(first, `/${APPLICATION.id}/login/abc`);
    assert.ok(files.length <= 5, files); // its style and script, what it shares with the account centre, its words
    for (const file of files) assert.match(file, /^\/login-assets\//);
  });
});

test("before the script runs, the page already says whose sign-in it is", async () => {
  server.reset(LOGIN);
  await visit(async (page) => {
    await heading(page, "Sign in");
    await page.getByText("Harbour").waitFor();
    assert.match(await page.locator("noscript").innerHTML(), /needs JavaScript/);
  }, { javaScriptEnabled: false });
});

test("an application's own style sets colours", async () => {
  server.reset(LOGIN, {}, { style: ":root { --accent: rgb(0, 100, 0); }" });
  await visit(async (page) => {
    const button = page.getByRole("button", { name: "Continue" });
    assert.equal(await button.evaluate((it) => getComputedStyle(it).backgroundColor), "rgb(0, 100, 0)");
  });
});

test("no page has a serious finding of axe, nor scrolls sideways, light or dark, at 360 px and wide", async () => {
  const unfolded = { ...LOGIN, sources: [{ identifier: "acme", name: "Acme", url: "/app" }] };
  const pages = [[unfolded], [LOGIN, "#register"], [LOGIN, "#forgot"], [MFA], [CONSENT], [STRANGER], [SELECT], [RESET],
    [COMPLETE], [BIND], [UNLOCK], [DIRECTORY], [{ ...DONE, offerPasskey: true }],
    [{ ...DONE, recoveryCode: "1f3a-66b0" }], [{ ...LOGIN, step: "device" }], [{ ...LOGIN, step: "expired" }]];
  server.reset(LOGIN);
  for (const [colorScheme, width] of [["light", 1280], ["dark", 360]])
    await visit(async (page, context) => {
      await context.addInitScript({ path: AXE });
      await context.addInitScript(() => {
        if (globalThis.PublicKeyCredential) // not on the blank page
          PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable = async () => true;
      });
      for (const [state, hash = ""] of pages) {
        server.reset(state);
        await page.goto("about:blank");
        await page.goto(server.page() + hash);
        await page.locator("h1[tabindex]").waitFor();
        const { violations } = await page.evaluate(() => window.axe.run());
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        assert.deepEqual(serious.map(({ id, nodes }) => [state.step, id, nodes.map((node) => node.html)]), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), state.step);
      }
    }, { colorScheme, viewport: { width, height: 800 } });
});

test("a new page is told to those who do not see it, and everything is in reach of the keyboard", async () => {
  server.reset(LOGIN, { password: () => ok(DONE) });
  await visit(async (page) => {
    await page.keyboard.type("ada");
    await page.keyboard.press("Enter");
    await heading(page, "Enter your password");
    await page.getByRole("status").filter({ hasText: "Enter your password · Harbour" }).waitFor();
    const reached = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate(() => document.activeElement.textContent));
    }
    assert.deepEqual(reached.slice(0, 3), ["Show Password", "Sign in", "Forgot your password?"]);
    await press(page, "Change");
    await heading(page, "Sign in");
  });
});
