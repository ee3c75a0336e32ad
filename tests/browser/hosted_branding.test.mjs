// The hosted pages in an application's own look, on a real server: the sheet is loaded from this server, and what is
// not harmless in it never acts.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Scene, byPassword, field, heading, sound } from "./hosted_scene.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

const CSS = `@import url(https://evil.example/all.css);
.card { border-top: 6px solid rgb(1, 2, 3); background-image: url(https://evil.example/x) }
input[value^="s"] { color: rgb(9, 9, 9) }
@font-face { font-family: x; src: url(https://evil.example/f) }
@media (min-width: 1px) { h1 { letter-spacing: 2px } }`;

test("an application's sheet shows, loads nothing from elsewhere, and sees nothing that is typed", async () => {
  const someone = await scene.user();
  const plain = { css_enabled: false, css: "" };
  await scene.with({ branding: { css_enabled: true, css: CSS } }, { branding: plain }, () =>
    scene.signIn(async (page) => {
      const elsewhere = [];
      page.on("request", (request) => {
        if (/evil/.test(request.url())) elsewhere.push(request.url());
      });
      await page.reload();
      await heading(page, "Sign in");
      const style = (selector, property) => page.locator(selector).first().evaluate((element, name) =>
        getComputedStyle(element).getPropertyValue(name), property);
      assert.equal(await style(".card", "border-top-color"), "rgb(1, 2, 3)");
      assert.equal(await style("h1", "letter-spacing"), "2px");
      assert.equal(await style(".card", "background-image"), "none");
      await field(page, "User name, e-mail or phone").fill("secret");
      assert.notEqual(await style("input[name=username]", "color"), "rgb(9, 9, 9)");
      await sound(page);
      await byPassword(page, someone.username);
      assert.deepEqual(elsewhere, []);
    }, { bypassCSP: true }));
});

test("tabs stand in the order in which the application names its methods", async () => {
  const first = async (methods) => scene.with({ enabled_methods: methods }, { enabled_methods: [] }, () =>
    scene.signIn(async (page) => {
      await heading(page, methods[0].includes("QRCODE") ? "Scan to sign in" : "Sign in");
      return false;
    }));
  await first(["SELF_BUILT_APP_QRCODE", "USERNAME_PASSWORD"]);
  await first(["USERNAME_PASSWORD", "SELF_BUILT_APP_QRCODE"]);
});
