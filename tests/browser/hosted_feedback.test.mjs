// Telling the operators of a problem from the hosted pages, on a real server.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { Scene, alerted, field, heading, press, sound } from "./hosted_scene.mjs";
import { visit } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

const told = () => JSON.parse(execFileSync(process.env.GENAUTH_BINARY, ["feedback", "list",
  scene.server.facts.userPoolId, "--data", scene.server.data], { encoding: "utf8" }));

test("what somebody writes arrives, and the sign-in goes on where it was", async () => {
  await scene.signIn(async (page) => {
    await field(page, "User name, e-mail or phone").fill("somebody");
    await press(page, "Trouble signing in?");
    await heading(page, "Tell us what went wrong");
    await sound(page);
    await press(page, "Send");
    await alerted(page, "Please fill this in");
    await page.getByLabel("What is it about?").selectOption("code");
    await field(page, "What happened?").fill("No code arrives <b>ever</b>");
    await field(page, "How can we reach you? (optional)").fill("ann@example.com");
    await press(page, "Send");
    await heading(page, "Thank you");
    await press(page, "Back");
    await heading(page, "Sign in");
    return false;
  }, { bypassCSP: true });
  const [entry] = told();
  assert.deepEqual([entry.type, entry.description, entry.contact],
    ["code", "No code arrives <b>ever</b>", "ann@example.com"]);
});

test("where a sign-in is over one can still tell", async () => {
  await visit(scene.browser, async (page) => {
    await page.goto(`${scene.server.base}/${scene.server.facts.appId}/login/${"0".repeat(24)}`);
    await heading(page, "This sign-in has ended");
    await press(page, "Trouble signing in?");
    await field(page, "What happened?").fill("It ended");
    await press(page, "Send");
    await heading(page, "Thank you");
  }, { expects: /favicon|404/ });
  assert.equal(told()[0].description, "It ended");
});
