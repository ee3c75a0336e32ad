// Where password managers send people, /.well-known/change-password: through the sign-in to the page where the password
// is changed, on a real server.
import { after, before, test } from "node:test";
import { PASSWORD, Scene, field, heading, press, sound } from "./hosted_scene.mjs";
import { visit } from "./hosted_support.mjs";

let scene;
before(async () => {
  scene = await Scene.start();
});
after(() => scene?.stop());

const places = () => {
  const { base, facts } = scene.server;
  const port = new URL(base).port;
  return { "of the installation": base, "by the application's path": `${base}/${facts.appId}`,
    "at the application's host": `http://demo.localhost:${port}` };
};

for (const place of ["of the installation", "by the application's path", "at the application's host"])
  test(`a password manager's link ${place} ends where the password is changed`, async () => {
    const someone = await scene.user();
    await visit(scene.browser, async (page) => {
      await page.goto(`${places()[place]}/.well-known/change-password`);
      await heading(page, "Sign in");
      await field(page, "User name, e-mail or phone").fill(someone.username);
      await press(page, "Continue");
      await field(page, "Password").fill(PASSWORD);
      await press(page, "Sign in");
      await page.waitForURL("**/account#password");
      await page.getByLabel("Present password").fill(PASSWORD);
      await page.getByLabel("New password").fill("a new one that is long");
      await sound(page);
      await press(page, "Change password");
      await page.getByRole("status").filter({ hasText: "signed out everywhere else" }).waitFor();
      // Who is signed in is there at once.
      await page.goto(`${places()[place]}/.well-known/change-password`);
      await page.waitForURL("**/account#password");
      await page.getByLabel("Present password").waitFor();
    }, { bypassCSP: true });
  });
