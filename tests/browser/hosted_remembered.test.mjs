// A browser in which several people sign in: the page offers them, takes one without typing, and forgets who is
// removed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ACCOUNT, PASSWORD, Scene, byPassword, field, heading, press, sound } from "./hosted_scene.mjs";
import { visit } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
  scene.pool({ account_switch: true });
});
after(() => scene?.stop());

// Sends the browser through a sign-in; `work` does what the page asks for. Returns who came back to the application.
async function sent(page, work, parameters = { prompt: "login" }) {
  const attempt = scene.begin(parameters);
  await page.goto(attempt.address);
  await page.locator("h1[tabindex]").waitFor();
  await work(page);
  return (await scene.arrived(page, attempt)).sub;
}

const people = async () => {
  const [ada, bea] = [await scene.user({ nickname: "Ada" }), await scene.user({ nickname: "Bea" })];
  return [ada, bea];
};

// Two have signed in, and somebody opens the sign-in again.
const withTwo = (work, options = {}) => visit(scene.browser, async (page, context) => {
  const [ada, bea] = await people();
  assert.equal(await sent(page, (at) => byPassword(at, ada.username)), ada.userId);
  assert.equal(await sent(page, async (at) => {
    await press(at, "Use another account");
    await byPassword(at, bea.username);
  }), bea.userId);
  return work(page, { ada, bea, context });
}, { bypassCSP: true, ...options });

const who = (page, name) => page.getByRole("button", { name: new RegExp(`^. ?${name}|^${name}`) });

test("the accounts of the browser are offered; one is chosen, and asked for its password alone", async () => {
  for (const colorScheme of ["light", "dark"])
    await withTwo(async (page, { ada }) => {
      assert.equal(await sent(page, async () => {
        await heading(page, "Choose an account");
        await sound(page);
        assert.deepEqual(await page.locator(".kept .two").allTextContents(), ["Bea", "Ada"]);
        await who(page, "Ada").click();
        await heading(page, "Enter your password");
        await page.getByText(ada.username).waitFor();
        await field(page, "Password").fill(PASSWORD);
        await press(page, "Sign in");
      }), ada.userId);
    }, { colorScheme });
});

test("with the keyboard alone: chosen, changed, removed, and the focus is never lost", async () => {
  await withTwo(async (page, { bea }) => {
    const focus = () => page.evaluate(() => document.activeElement.textContent);
    const to = async (wanted) => {
      for (let count = 0; count < 20; ++count) {
        await page.keyboard.press("Tab");
        if (wanted.test(await focus())) return;
      }
      assert.fail(`${wanted} cannot be reached`);
    };
    assert.equal(await sent(page, async () => {
      await heading(page, "Choose an account");
      await to(/Ada/);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.ariaLabel), "Remove Ada from this browser");
      await page.keyboard.press("Enter");
      await who(page, "Ada").first().waitFor({ state: "detached" });
      assert.match(await focus(), /Bea/);
      await page.keyboard.press("Space");
      await heading(page, "Enter your password");
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press("Enter");
    }), bea.userId);
  });
});

test("who is removed is not offered again, and the last one leaves the usual page", async () => {
  await withTwo(async (page, { context }) => {
    await page.goto(scene.begin({ prompt: "login" }).address);
    for (const name of ["Ada", "Bea"]) await page.getByLabel(`Remove ${name} from this browser`).click();
    await field(page, ACCOUNT).waitFor();
    await page.goto(scene.begin({ prompt: "login" }).address);
    await heading(page, "Sign in");
    const kept = (await context.cookies()).map(({ name }) => name);
    assert.deepEqual(kept.filter((name) => name.includes("accounts")), []);
  });
});

test("another account is typed as ever, and there is a way back to the list", async () => {
  await withTwo(async (page) => {
    const carl = await scene.user();
    assert.equal(await sent(page, async () => {
      await who(page, "Ada").click();
      await heading(page, "Enter your password");
      await press(page, "Change");
      await heading(page, "Sign in");
      await press(page, "Choose an account");
      await heading(page, "Choose an account");
      await press(page, "Use another account");
      assert.equal(await field(page, ACCOUNT).inputValue(), "");
      await page.reload();
      await heading(page, "Sign in");
      await byPassword(page, carl.username);
    }), carl.userId);
  });
});

test("prompt=select_account shows who is signed in and the others", async () => {
  await withTwo(async (page, { ada, bea }) => {
    assert.equal(await sent(page, async () => {
      await heading(page, "Choose an account");
      await sound(page);
      await page.getByRole("button", { name: /Bea/ }).click(); // is signed in already
    }, { prompt: "select_account" }), bea.userId);
    assert.equal(await sent(page, async () => {
      await who(page, "Ada").click();
      await field(page, "Password").fill(PASSWORD);
      await press(page, "Sign in");
    }, { prompt: "select_account" }), ada.userId);
  });
});

test("another browser, and a page where the application expects somebody, offer nobody", async () => {
  await withTwo(async (page) => {
    await page.goto(scene.begin({ prompt: "login", login_hint: "carl" }).address);
    await heading(page, "Sign in");
    assert.equal(await field(page, ACCOUNT).inputValue(), "carl");
    await visit(scene.browser, async (other) => {
      await other.goto(scene.begin({ prompt: "login" }).address);
      await heading(other, "Sign in");
      assert.equal(await other.getByText("Ada").count(), 0);
    });
  });
});
