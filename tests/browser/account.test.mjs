// The account centre: signing in to it, and what people do there, each with its effect at the server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD } from "../sdk/node/support.mjs";
import { axe, heading, home, press, said, scene, signIn, signedIn, somebody, stored,
  visit } from "./account_support.mjs";

const SECTIONS = ["home", "profile", "security", "password", "email", "phone", "factors", "passkeys", "linked",
  "sessions",
  "history", "apps", "data"];

test("whoever is not signed in goes through the hosted login and comes back", async () => {
  const ada = await somebody({ name: "Ada Lovelace" });
  await visit(ada, "", async (page) => {
    await heading(page, "Welcome, Ada Lovelace");
    await page.getByRole("link", { name: "Set up a second factor" }).waitFor();
    await page.reload();
    await heading(page, "Welcome, Ada Lovelace");
  });
});

test("personal details are changed, one member alone, and shown at once", async () => {
  const ada = await somebody({ name: "Ada", city: "London", company: "Engine" });
  await visit(ada, "profile", async (page) => {
    await page.getByLabel("City").fill("Turin");
    await page.getByLabel("Nickname").fill("Countess");
    await page.getByLabel("Company").fill("");
    await press(page, "Save");
    await said(page, "Saved.");
    await page.locator("header .name").filter({ hasText: "Countess" }).waitFor();
  });
  const after = await stored(ada);
  assert.deepEqual([after.city, after.nickname, after.name, after.company ?? null], ["Turin", "Countess", "Ada", null]);
});

test("a new password takes the old one, and signs out everywhere else", async () => {
  const ada = await somebody();
  const elsewhere = await signedIn(ada);
  await visit(ada, "password", async (page) => {
    await page.getByLabel("Present password").fill("not the password");
    await page.getByLabel("New password").fill("a new one that is long");
    await press(page, "Change password");
    await page.getByRole("alert").filter({ hasText: "present password is wrong" }).waitFor();
    await page.getByLabel("Present password").fill(PASSWORD);
    await press(page, "Change password");
    await said(page, "You are signed out everywhere else");
    await page.goto(`${home()}#profile`); // and here one stays
    await page.reload();
    await heading(page, "Personal details");
  });
  assert.equal((await elsewhere.getProfile({})).statusCode, 401);
  assert.equal(await signedIn(ada), null);
  assert.ok(await signedIn(ada, "a new one that is long"));
});

test("sign out everywhere else: the other browser and a program are out, this browser stays", async () => {
  const ada = await somebody();
  const program = await signedIn(ada);
  await visit(ada, "sessions", async (other) => {
    await visit(ada, "sessions", async (page) => {
      await page.getByText("This browser").waitFor();
      assert.equal(await page.locator(".panel").first().getByRole("listitem").count(), 3);
      await press(page, "Sign out everywhere else");
      await press(page, "Sign out everywhere else"); // it asks first
      await said(page, "You are signed out everywhere else.");
      const left = page.locator(".panel").first().getByRole("listitem");
      await left.nth(1).waitFor({ state: "detached" }); // the list is read anew after that
      assert.equal(await left.count(), 1);
      await page.reload();
      await page.getByText("This browser").waitFor();
    });
    await other.goto(`${home()}#history`);
    await heading(other, "Sign in");
  });
  assert.equal((await program.getProfile({})).statusCode, 401);
});

test("one other browser is signed out alone", async () => {
  const ada = await somebody();
  const program = await signedIn(ada);
  await visit(ada, "sessions", async (other) => {
    await visit(ada, "sessions", async (page) => {
      const panel = page.locator(".panel").first();
      await panel.getByRole("button", { name: /^Sign out there Chrome/ }).click();
      await page.getByRole("group").getByRole("button", { name: "Sign out there" }).click();
      await said(page, "Signed out there.");
    });
    await other.reload();
    await heading(other, "Sign in");
  });
  assert.equal((await program.getProfile({})).statusCode, 200);
});

test("every section works without a serious finding of axe, at 360 px, in light and dark, and fits", async () => {
  const ada = await somebody({ name: "Ada", email: `ada${Date.now()}@example.com` });
  for (const colorScheme of ["light", "dark"])
    await visit(ada, "", async (page) => {
      for (const section of SECTIONS) {
        await page.goto(`${home()}#${section}`);
        await page.locator("section h1").waitFor();
        await page.waitForLoadState("networkidle");
        assert.deepEqual(await axe(page), [], `${section} ${colorScheme}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 360, `${section} is ${wide} px wide`);
      }
    }, { colorScheme, bypassCSP: true });
});
