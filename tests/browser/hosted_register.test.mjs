// New accounts and forgotten passwords through the hosted pages, on a real server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ok } from "../sdk/node/support.mjs";
import { ACCOUNT, PASSWORD, Scene, alerted, byPassword, field, heading, press, sound } from "./hosted_scene.mjs";
import { enterCode } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start({ GENAUTH_MESSAGES_SMS_INTERNATIONAL_PROVIDER: "inbox" });
});
after(() => scene?.stop());

async function toRegister(page, label, name) {
  await press(page, "Create account");
  await heading(page, "Create your account");
  await field(page, label).fill(name);
  await press(page, "Continue");
}

test("an account is made with an e-mail address and a code, and is signed in by it", async () => {
  const claims = await scene.signIn(async (page) => {
    await toRegister(page, ACCOUNT, "coded@example.com");
    await press(page, "Send code");
    await enterCode(scene.server, field(page, "Code"), "coded@example.com");
    await sound(page);
    await press(page, "Create account");
  }, { bypassCSP: true });
  assert.deepEqual([claims.email, claims.email_verified], ["coded@example.com", true]);
});

test("with a telephone number of another country, its code and a password", async () => {
  scene.pool({ sms_countries: ["+86", "+1"] });
  const claims = await scene.signIn(async (page) => {
    await toRegister(page, ACCOUNT, "2015550123");
    await page.getByLabel("Country or region").selectOption({ label: "United States (+1)" });
    await press(page, "Send code");
    await enterCode(scene.server, field(page, "Code"), "+12015550123");
    await field(page, "New password (optional)").fill(PASSWORD);
    await press(page, "Create account");
  });
  assert.equal(claims.phone_number_verified, true);
  await scene.signIn(async (page) => {
    await field(page, ACCOUNT).fill("2015550123");
    await page.getByLabel("Country or region").selectOption({ label: "United States (+1)" });
    await press(page, "Continue");
    await field(page, "Password").fill(PASSWORD);
    await press(page, "Sign in");
  });
});

test("with a user name and a password; a taken one is refused at its field", async () => {
  await scene.signIn(async (page) => {
    await toRegister(page, ACCOUNT, "newcomer");
    await field(page, "New password").fill(PASSWORD);
    await press(page, "Create account");
  });
  await scene.signIn(async (page) => {
    await toRegister(page, ACCOUNT, "newcomer");
    await field(page, "New password").fill(PASSWORD);
    await press(page, "Create account");
    await page.getByRole("alert").filter({ hasText: /taken|exists|already/i }).first().waitFor();
    return false;
  });
});

test("with an e-mail address and a password, where the application begins with passwords", async () => {
  await scene.with({ default_register_method: "PASSWORD" }, { default_register_method: "PASSCODE" }, async () => {
    const claims = await scene.signIn(async (page) => {
      await toRegister(page, ACCOUNT, "worded@example.com");
      await press(page, "Use a code instead");
      await page.getByRole("button", { name: "Send code" }).waitFor();
      await press(page, "Use a password instead");
      await field(page, "New password").fill(PASSWORD);
      await press(page, "Create account");
    });
    assert.deepEqual([claims.email, claims.email_verified], ["worded@example.com", false]);
  });
});

test("an address that must be verified is proved by the code that is sent when its password is right", async () => {
  scene.pool({ login_requires_verified_email: true });
  try {
    await scene.with({ default_register_method: "PASSWORD" }, { default_register_method: "PASSCODE" }, async () => {
      const claims = await scene.signIn(async (page) => {
        await toRegister(page, ACCOUNT, "unproved@example.com");
        await field(page, "New password").fill(PASSWORD);
        await press(page, "Create account");
        await heading(page, "Enter the code");
        await enterCode(scene.server, field(page, "Code"), "unproved@example.com");
        await press(page, "Sign in");
      });
      assert.equal(claims.email_verified, true);
    });
  } finally {
    scene.pool({ login_requires_verified_email: false });
  }
});

test("only the ways that the application names make accounts", async () => {
  await scene.with({ register_methods: ["PHONE_CODE"] }, { register_methods: [] }, () => scene.signIn(async (page) => {
    await press(page, "Create account");
    await field(page, "Phone number").fill("somebody@example.com");
    await press(page, "Continue");
    await alerted(page, "An account cannot be made with this here");
    return false;
  }));
});

async function toForgotten(page, account) {
  await field(page, ACCOUNT).fill(account);
  await press(page, "Continue");
  await press(page, "Forgot your password?");
  await heading(page, "Reset your password");
  await press(page, "Send code");
  await enterCode(scene.server, field(page, "Code"), account);
  await press(page, "Continue");
  await heading(page, "Choose a new password");
}

test("a forgotten password: who has proved the address is asked for the new one, also after a reload", async () => {
  const email = "forgetful@example.com";
  await scene.user({ email });
  const claims = await scene.signIn(async (page) => {
    await toForgotten(page, email);
    await page.reload();
    await heading(page, "Choose a new password");
    await field(page, "New password").fill("a");
    await press(page, "Save and continue");
    await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
    await field(page, "New password").fill("another horse battery");
    await press(page, "Save and continue");
  });
  assert.equal(claims.email, email);
  await scene.signIn((page) => byPassword(page, email, "another horse battery"));
});

test("a number that came onto the account lately is proved together with the e-mail address", async () => {
  const [email, phone] = ["both@example.com", "13600000066"];
  const someone = await scene.user({ email });
  ok(await scene.management.updateUser({ userId: someone.userId, phone, phoneCountryCode: "+86" }));
  await scene.signIn(async (page) => {
    await field(page, ACCOUNT).fill(phone);
    await press(page, "Continue");
    await press(page, "Forgot your password?");
    await press(page, "Send code");
    await enterCode(scene.server, field(page, "Code"), `+86${phone}`);
    await press(page, "Continue");
    await alerted(page, "not enough");
    await field(page, "E-mail").fill(email);
    await press(page, "Send code");
    await enterCode(scene.server, page.getByLabel("Code", { exact: true }).nth(1), email);
    await press(page, "Continue");
    await heading(page, "Choose a new password");
    await field(page, "New password").fill("another horse battery");
    await press(page, "Save and continue");
  });
});

test("whoever gives up a reset begins anew", async () => {
  const email = "undecided@example.com";
  await scene.user({ email });
  await scene.signIn(async (page) => {
    await toForgotten(page, email);
    await press(page, "Use another account");
    await heading(page, "Sign in");
    await page.reload();
    await heading(page, "Sign in");
    await byPassword(page, email);
  });
});

test("the page offers no reset where the application does not", async () => {
  const branding = { forgotten_password_button: false };
  await scene.with({ branding }, { branding: { forgotten_password_button: true } }, () => scene.signIn(async (page) => {
    await field(page, ACCOUNT).fill("somebody");
    await press(page, "Continue");
    await field(page, "Password").waitFor();
    assert.equal(await page.getByRole("button", { name: "Forgot your password?" }).count(), 0);
    return false;
  }));
});

test("the first sign-in and an administrator's demand lead to a new password, also after a reload", async () => {
  for (const first of [true, false]) {
    const someone = await scene.user({ options: { resetPasswordOnFirstLogin: first } });
    if (!first)
      ok(await scene.management.updateUser({ userId: someone.userId, options: { resetPasswordOnNextLogin: true } }));
    await scene.signIn(async (page) => {
      await byPassword(page, someone.username);
      await heading(page, "Choose a new password");
      await page.reload();
      await heading(page, "Choose a new password");
      await field(page, "New password").fill("another horse battery");
      await press(page, "Save and continue");
    });
    await scene.signIn((page) => byPassword(page, someone.username, "another horse battery"));
  }
});

test("a password that became unsafe is changed on the way (2071)", async () => {
  const someone = await scene.user({ password: "tulips42" });
  scene.pool({ password_check_at_login: true, password_length_min: 12 });
  try {
    await scene.signIn(async (page) => {
      await byPassword(page, someone.username, "tulips42");
      await heading(page, "Choose a new password");
      await page.getByText("not safe any more").waitFor();
      await field(page, "New password").fill("another horse battery");
      await press(page, "Save and continue");
    });
  } finally {
    scene.pool({ password_check_at_login: false, password_length_min: 6 });
  }
});
