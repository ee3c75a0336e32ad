// The account centre with the keyboard alone: every stop can be seen, nothing holds the focus or loses it, and what
// people do there is done with Tab, Enter, Space and the arrows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PASSWORD } from "../sdk/node/support.mjs";
import { totp } from "./hosted_scene.mjs";
import { axe, heading, home, said, scene, signedIn, somebody, stored } from "./account_support.mjs";
import { visit as visitIn } from "./hosted_support.mjs";

// The way through the page, and what stands below it.
const WAYS = { "Personal details": null, "Sign-in and security": null, "Linked accounts": null,
  "Devices and sessions": null, "Sign-in history": null, Applications: null, "Your data": null, Overview: /^Welcome/ };
const BELOW = { Password: "Password", "E-mail address": "E-mail address", "Phone number": "Phone number",
  "Second factors": "Second factors", Passkeys: "Passkeys" };

// What has the focus: its name, and whether one sees that it does. Fields show it by their frame.
const stop = (page) => page.evaluate(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const seen = at.closest(".frame") ?? at;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(seen);
  const { top, bottom, left, right, width, height } = at.getBoundingClientRect();
  const label = at.labels?.[0]?.textContent ?? at.getAttribute("aria-label") ?? at.textContent;
  return {
    name: label.replace(/\s+/g, " ").trim(),
    tag: at.localName,
    marked: seen === at ? outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 : boxShadow !== "none",
    shown: width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
  };
});
const name = async (page) => (await stop(page))?.name ?? "";

async function key(page, pressed) {
  await page.keyboard.press(pressed);
  const at = await stop(page);
  assert.ok(!at || at.tag === "h1" || (at.marked && at.shown), `the focus cannot be seen: ${JSON.stringify(at)}`);
  return at;
}

// Goes on with Tab to what has that name. More stops than any section has are a trap.
async function tabTo(page, wanted) {
  const passed = [];
  for (let count = 0; count < 80; ++count) {
    const at = await key(page, "Tab");
    if (at && (wanted instanceof RegExp ? wanted.test(at.name) : at.name === wanted)) return;
    passed.push(at?.name);
  }
  assert.fail(`${wanted} cannot be reached with Tab: ${passed.join(" | ")}`);
}

async function press(page, wanted, by = "Enter") {
  await tabTo(page, wanted);
  await page.keyboard.press(by);
}

async function type(page, wanted, text) {
  await tabTo(page, wanted);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

const focusOn = (page, wanted) => page.waitForFunction((text) => {
  const at = document.activeElement;
  return (at.labels?.[0]?.textContent ?? at.textContent).replace(/\s+/g, " ").trim() === text;
}, wanted, { timeout: 10_000 });

const CONTROLS = "a[href], button, input, select, textarea, summary";

const controlsOf = (page) => page.evaluate((which) => [...document.querySelectorAll(which)]
  .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility()).length, CONTROLS);

// A section is there before what it asks the server for: until nothing has been added for a while.
const settled = (page) => page.evaluate(() => { window.settling = null; }).then(() => page.waitForFunction((which) => {
  const count = document.querySelectorAll(which).length, now = performance.now();
  if (window.settling?.count !== count) window.settling = { count, since: now };
  return now - window.settling.since > 700;
}, CONTROLS, { polling: 100, timeout: 20_000 }));

// From the top of the page to its end and out of it: every control is a stop, once.
async function walk(page, section) {
  await settled(page);
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  const all = await controlsOf(page);
  const seen = new Set();
  let last = "";
  for (let count = 0; count < 2 * all + 10; ++count) { // a date has a stop for each of its parts
    const at = await key(page, "Tab");
    if (!at) break;
    const id = await page.evaluate(() => {
      const at = document.activeElement;
      at.dataset.stop ??= String(Math.random());
      return at.dataset.stop;
    });
    if (id !== last && seen.has(id)) break; // around once
    seen.add(last = id);
  }
  assert.equal(seen.size, await controlsOf(page), `stops in ${section}`);
}

async function open(page, way, title = way) {
  await press(page, way);
  await heading(page, title);
  await page.waitForLoadState("networkidle");
}

// Signed in with the keyboard as well.
async function visit(who, work, options) {
  await visitIn(scene.browser, async (page, context) => {
    await page.goto(home());
    await heading(page, "Sign in");
    await focusOn(page, "User name, e-mail or phone");
    await page.keyboard.type(who.username);
    await page.keyboard.press("Enter");
    await heading(page, "Enter your password");
    await focusOn(page, "Password");
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await heading(page, /^Welcome/);
    await work(page, context);
  }, options);
}

for (const colorScheme of ["light", "dark"])
  test(`every section is opened, walked through and left, ${colorScheme}`, async () => {
    const ada = await somebody({ name: "Ada", email: `keys${Date.now()}@example.com`, emailVerified: true });
    await signedIn(ada); // there is another session to be seen
    await visit(ada, async (page) => {
      const look = async (section) => {
        await walk(page, section);
        assert.deepEqual(await axe(page), [], section);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 360, `${section} is too wide`);
      };
      for (const [way, title] of Object.entries(WAYS)) {
        await open(page, way, title ?? way);
        assert.equal((await stop(page)).tag, "h1", `${way}: the focus is at its heading`);
        await look(way);
      }
      for (const [row, title] of Object.entries(BELOW)) {
        await open(page, "Sign-in and security");
        await page.keyboard.press("Tab"); // past the way, which names some of it as well
        await open(page, new RegExp(`^${row}`), title);
        await look(row);
        await press(page, "Sign-in and security");
        await heading(page, "Sign-in and security");
      }
    }, { colorScheme, bypassCSP: true });
  });

test("the profile is changed: text, a choice with the arrows", async () => {
  const ada = await somebody({ name: "Ada", city: "London", gender: "U" });
  await visit(ada, async (page) => {
    await open(page, "Personal details");
    await type(page, "City", "Turin");
    await tabTo(page, "Gender");
    await page.keyboard.press("ArrowDown");
    await press(page, "Save", "Space");
    await said(page, "Saved.");
    assert.equal(await name(page), "Save"); // one goes on from where one was
  });
  const { city, gender } = await stored(ada);
  assert.deepEqual([city, gender], ["Turin", "F"]);
});

test("a session is ended: asked first, called off with Escape, then done", async () => {
  const ada = await somebody();
  const program = await signedIn(ada);
  await visit(ada, async (page) => {
    await open(page, "Devices and sessions");
    const sessions = page.locator(".panel").first().getByRole("listitem");
    assert.equal(await sessions.count(), 2);
    await tabTo(page, /^Sign out there/);
    const button = await name(page);
    for (const leave of ["Escape", "Cancel"]) {
      await page.keyboard.press("Enter");
      await focusOn(page, "Sign out there");
      await page.getByRole("group").waitFor();
      if (leave === "Escape") await page.keyboard.press("Escape");
      else await press(page, leave, "Space");
      await page.getByRole("group").waitFor({ state: "detached" });
      await focusOn(page, button);
    }
    assert.equal((await program.getProfile({})).statusCode, 200);
    await page.keyboard.press("Enter");
    await focusOn(page, "Sign out there");
    await page.keyboard.press("Space");
    await said(page, "Signed out there.");
    await sessions.nth(1).waitFor({ state: "detached" });
    await focusOn(page, "Devices and sessions"); // the row is gone, the focus is not
  });
  assert.equal((await program.getProfile({})).statusCode, 401);
});

test("an authenticator app is added and removed", async () => {
  const ada = await somebody();
  await visit(ada, async (page) => {
    await open(page, "Sign-in and security");
    await open(page, /^Second factors/, "Second factors");
    await press(page, "Set up Authenticator app");
    await focusOn(page, "Continue");
    await page.keyboard.press("Escape");
    await focusOn(page, "Set up Authenticator app");
    await page.keyboard.press("Enter");
    await focusOn(page, "Continue");
    await page.keyboard.press("Enter");
    await focusOn(page, "Code");
    const secret = (await page.locator(".recovery").textContent()).replaceAll(" ", "");
    await page.keyboard.type(totp(secret, Date.now()));
    await page.keyboard.press("Enter");
    await said(page, "The second factor is set up.");
    await focusOn(page, "Second factors");
    await press(page, "I have kept it");
    await focusOn(page, "Second factors");
    await press(page, "Remove Authenticator app");
    await focusOn(page, "Remove");
    await page.keyboard.press("Enter");
    await said(page, "Removed.");
    await page.getByText("No second factor is set up.").waitFor();
    await focusOn(page, "Second factors");
  });
  assert.ok(await signedIn(ada));
});

test("what opens in place closes with Escape, and its button has the focus again", async () => {
  const ada = await somebody({ email: `escape${Date.now()}@example.com`, emailVerified: true });
  await visit(ada, async (page) => {
    await open(page, "Sign-in and security");
    await open(page, /^E-mail address/, "E-mail address");
    for (const [button, first] of [["Change", "New e-mail address"], ["Remove", "Send code"]]) {
      await press(page, button);
      await focusOn(page, first);
      await page.keyboard.press("Escape");
      await focusOn(page, button);
    }
    await open(page, "Your data");
    await press(page, "Delete the account");
    await focusOn(page, "Send code");
    await page.keyboard.press("Escape");
    await focusOn(page, "Delete the account");
  });
});
