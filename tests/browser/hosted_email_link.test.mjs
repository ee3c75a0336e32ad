// The page on which the link of an e-mail ends: opening it proves nothing, its button does, on a real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { clientOf, ok } from "../sdk/node/support.mjs";
import { PASSWORD, Scene, heading, press, sound } from "./hosted_scene.mjs";
import { visit } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

test("an address is proved by the button of the page, in the person's language, and by nothing before", async () => {
  const email = "proved@example.com";
  const someone = await scene.user({ email });
  const client = clientOf(scene.server);
  const { access_token: token } = ok(await client.signInByUsernamePassword({ username: someone.username,
    password: PASSWORD, options: { scope: "openid profile" } }));
  const { base, facts } = scene.server;
  const sent = await (await fetch(`${base}/api/v3/send-email-verification-link`, { method: "POST",
    headers: { authorization: `Bearer ${token}`, "x-authing-app-id": facts.appId,
      "x-authing-lang": "en-US" } })).json();
  assert.equal(sent.statusCode, 200, JSON.stringify(sent));
  const inbox = await (await fetch(`${base}/dev/messages?to=${email}&limit=1`, {
    headers: { authorization: `Bearer ${facts.devToken}` } })).json();
  const [link] = /https?:\S+\/account\/verify-email\?token=\S+/.exec(inbox[0].text);
  client.setAccessToken(token);
  const verified = async () => ok(await client.getProfile({})).emailVerified;
  await visit(scene.browser, async (page) => {
    await page.goto(link);
    await heading(page, "Verify your e-mail address");
    await page.getByText(email).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en-US");
    await sound(page);
    await page.reload();
    assert.equal(await verified(), false);
    await press(page, "Yes, it is mine");
    await page.getByRole("status").filter({ hasText: "Your e-mail address is verified" }).waitFor();
    assert.equal(await verified(), true);
  }, { expects: /favicon|404/ });
  await visit(scene.browser, async (page) => {
    await page.goto(link);
    await page.getByRole("heading", { name: "メールアドレスの確認" }).waitFor({ state: "detached" });
    assert.equal(await page.getByRole("button").count(), 0); // it is used up
  }, { locale: "ja-JP", expects: /favicon|400|404/ });
});
