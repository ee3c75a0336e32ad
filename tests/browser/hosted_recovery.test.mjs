// A recovery code at the hosted pages: its successor is shown until its owner says that it is kept, whatever happens on
// the way, on a real server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Scene, byPassword, field, heading, press, sound, totp } from "./hosted_scene.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

const PAGE = "Your new recovery code";
const withApp = (work) => scene.with({ mfa_factors: ["OTP"] }, { mfa_factors: [] }, work);
const shown = (page) => page.locator(".recovery").innerText();

// Somebody who set up an authenticator app on the way, and what the page showed at the end of it.
async function enrolled() {
  const someone = await scene.user();
  let recovery;
  await withApp(() => scene.signIn(async (page) => {
    await byPassword(page, someone.username);
    await press(page, "Continue");
    const secret = (await shown(page)).replace(/\s/g, "");
    await field(page, "Code").fill(totp(secret));
    await press(page, "Confirm");
    await heading(page, PAGE);
    recovery = await shown(page);
    await page.reload(); // before it was kept
    await heading(page, PAGE);
    assert.equal(await shown(page), recovery);
    await press(page, "I have kept it");
  }));
  return { someone, recovery };
}

async function recover(page, { someone, recovery }) {
  await byPassword(page, someone.username);
  await press(page, "Try another way");
  await press(page, "Recovery code");
  await field(page, "Recovery code").fill(recovery);
  await press(page, "Confirm");
}

test("the successor of a used recovery code is shown again after a reload, downloaded, and works", async () => {
  const known = await enrolled();
  let next;
  await withApp(() => scene.signIn(async (page) => {
    await recover(page, known);
    await heading(page, PAGE);
    next = await shown(page);
    assert.notEqual(next, known.recovery);
    await page.reload();
    await heading(page, PAGE);
    assert.equal(await shown(page), next);
    await sound(page);
    const [saved] = await Promise.all([page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click()]);
    assert.match(readFileSync(await saved.path(), "utf8"), new RegExp(next));
    await press(page, "I have kept it");
  }, { bypassCSP: true, acceptDownloads: true }));
  await withApp(() => scene.signIn(async (page) => {
    await recover(page, { ...known, recovery: next });
    await heading(page, PAGE);
    await press(page, "I have kept it");
  }));
});

test("what the account lacks is asked for first, and the successor is shown then", async () => {
  const known = await enrolled();
  const asked = { mfa_factors: ["OTP"], completion_places: ["login"],
    completion_fields: [{ name: "company", required: true }] };
  await scene.with(asked, { mfa_factors: [], completion_places: [], completion_fields: [] }, () =>
    scene.signIn(async (page) => {
      await recover(page, known);
      await heading(page, "Complete your account");
      await page.reload();
      await page.locator("form input").first().fill("Engines");
      await press(page, "Save and continue");
      await heading(page, PAGE);
      assert.notEqual(await shown(page), known.recovery);
      await press(page, "I have kept it");
    }));
});
