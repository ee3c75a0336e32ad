// Terms that people agree to at the hosted pages, at sign-in and at registration, on a real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Scene, alerted, byPassword, field, heading, press, sound } from "./hosted_scene.mjs";
import { enterCode } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

const TERMS = { id: "terms", texts: [
  { language: "en-US", title: "Terms of use", content: "Be kind.\n<script>alert(1)</script>" },
  { language: "zh-CN", title: "使用条款", content: "友善" }] };
const NEWS = { id: "news", required: false, texts: [{ language: "en-US", title: "News",
  url: "https://www.example.com/news" }] };
const asking = (agreements, work) => scene.with({ agreements }, { agreements: [] }, work);
const box = (page, title) => page.getByRole("checkbox", { name: `I agree: ${title}` });

test("terms are read and agreed to before the application gets its answer, once for each version", async () => {
  const someone = await scene.user();
  await asking([TERMS, NEWS], async () => {
    await scene.signIn(async (page) => {
      await byPassword(page, someone.username);
      await heading(page, "Before you go on");
      await page.reload();
      await heading(page, "Before you go on");
      await sound(page);
      assert.equal(await page.getByRole("link", { name: "Read it" }).getAttribute("rel"), "noopener noreferrer");
      await page.getByText("Read it").first().click();
      await page.getByText("<script>alert(1)</script>").waitFor(); // words, never markup
      await press(page, "Continue");
      await alerted(page, "You can go on only if you agree to this");
      await box(page, "Terms of use").check();
      await press(page, "Continue");
    }, { bypassCSP: true });
    await scene.signIn((page) => byPassword(page, someone.username)); // not asked again
  });
  await asking([{ ...TERMS, version: 2 }], () => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await heading(page, "Before you go on");
    await box(page, "Terms of use").check();
    await press(page, "Continue");
  }));
});

test("terms that change while they are read are read again", async () => {
  const someone = await scene.user();
  await asking([TERMS], () => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await heading(page, "Before you go on");
    scene.set({ agreements: [{ ...TERMS, version: 2 }] });
    await box(page, "Terms of use").check();
    await press(page, "Continue");
    await alerted(page, "The terms have changed meanwhile");
    await byPassword(page, someone.username);
    await box(page, "Terms of use").check();
    await press(page, "Continue");
  }));
});

test("who does not agree may leave, and the application is told", async () => {
  const someone = await scene.user();
  await asking([TERMS], () => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await heading(page, "Before you go on");
    await press(page, "Cancel");
    await page.waitForURL(/error=access_denied/);
    return false;
  }));
});

test("on the page of registration terms are agreed to before there is an account", async () => {
  const email = "terms@example.com";
  await asking([{ ...TERMS, places: ["register"] }], async () => {
    await scene.signIn(async (page) => {
      await press(page, "Create account");
      await field(page, "User name, e-mail or phone").or(field(page, "E-mail or phone number")).fill(email);
      await press(page, "Continue");
      await press(page, "Send code");
      await enterCode(scene.server, field(page, "Code"), email);
      await press(page, "Create account");
      await alerted(page, "You can go on only if you agree to this");
      await box(page, "Terms of use").check();
      await sound(page);
      await press(page, "Create account");
    }, { bypassCSP: true });
  });
});
