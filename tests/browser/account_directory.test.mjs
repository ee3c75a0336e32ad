// Linking the account of a directory in the account centre: its name and password are typed here, against a real slapd.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { axe, press, said, scene, somebody, stored, visit } from "./account_support.mjs";
import { connectDirectory } from "./directory.mjs";

const AT = { name: "ann", password: "ann's password" };

let stop;
async function connected() {
  stop ??= await connectDirectory(scene.server, AT);
}
after(() => stop?.());

async function fill(page, { name, password }) {
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press(page, "Link");
}

test("an account of a directory is linked by its name and password, and unlinked", async () => {
  await connected();
  const ada = await somebody();
  await visit(ada, "linked", async (page) => {
    await press(page, "Link Staff");
    assert.deepEqual(await axe(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
    await press(page, "Link");
    await page.getByRole("alert").filter({ hasText: "Please fill this in" }).waitFor();
    await fill(page, { ...AT, password: "wrong" });
    await page.getByRole("alert").filter({ hasText: /password/i }).first().waitFor();
    assert.equal(await page.getByLabel("Password", { exact: true }).inputValue(), ""); // that one is not kept
    assert.equal((await stored(ada, { withIdentities: true })).identities?.length ?? 0, 0);
    await fill(page, AT);
    await said(page, "The account is linked.");
    await page.getByRole("listitem").filter({ hasText: "Staff" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Link Staff", exact: true }).count(), 0);
    assert.equal((await stored(ada, { withIdentities: true })).identities.length, 1);
    await press(page, "Unlink Staff");
    await page.getByRole("group").getByRole("button", { name: "Unlink" }).click();
    await said(page, "The account is unlinked.");
    await page.getByRole("button", { name: "Link Staff", exact: true }).waitFor();
    assert.equal((await stored(ada, { withIdentities: true })).identities.length, 0);
  }, { bypassCSP: true });
});

test("an account that somebody else has linked stays theirs", async () => {
  await connected();
  const [ada, bea] = [await somebody(), await somebody()];
  await visit(ada, "linked", async (page) => {
    await press(page, "Link Staff");
    await fill(page, AT);
    await said(page, "The account is linked.");
  });
  await visit(bea, "linked", async (page) => {
    await press(page, "Link Staff");
    await fill(page, AT);
    await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
  });
  assert.equal((await stored(bea, { withIdentities: true })).identities?.length ?? 0, 0);
});

test("with the policy of the page: nothing but this server is asked", async () => {
  await connected();
  const ada = await somebody();
  await visit(ada, "linked", async (page) => { // visit() fails for what the policy refuses
    await press(page, "Link Staff");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.activeElement.textContent.includes("Link Staff"));
  });
});
