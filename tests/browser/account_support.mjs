// People at the account centre in Chromium, against a real server. One server and one Chromium for a file.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { PASSWORD, clientOf, managementOf, ok, stranger } from "../sdk/node/support.mjs";
import { heading, launch, press, visit as visitIn } from "./hosted_support.mjs";

export { heading, press };

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const AXE = require.resolve("axe-core/axe.min.js");

export const scene = {};
before(async () => {
  scene.server = await Server.start({ env: { GENAUTH_EGRESS_ALLOW: "127.0.0.1" } });
  scene.browser = await launch();
});
after(async () => {
  await scene.browser?.close();
  await scene.server?.stop();
});

export const home = () => `${scene.server.base}/${scene.server.facts.appId}/account`;

// Somebody with an account, whose password is PASSWORD unless `profile` says otherwise.
export async function somebody(profile = {}) {
  const { username } = stranger();
  const made = ok(await managementOf(scene.server).createUser({ username, password: PASSWORD, status: "Activated",
    ...profile }));
  return { ...made, username };
}

// What the server has of somebody now.
export const stored = async ({ userId }, options = {}) =>
  ok(await managementOf(scene.server).getUser({ userId, ...options }));

// Whether the account can be signed in to with this password; returns the SDK's client with the token.
export async function signedIn({ username }, password = PASSWORD) {
  const client = clientOf(scene.server);
  const answer = await client.signInByUsernamePassword({ username, password,
    options: { scope: "openid profile offline_access" } });
  if (answer.statusCode !== 200) return null;
  client.setAccessToken(answer.data.access_token);
  return Object.assign(client, { tokens: answer.data });
}

// Through the hosted login, wherever the browser is; `to` is what follows.
export async function signIn(page, { username }, password = PASSWORD) {
  await heading(page, "Sign in");
  const account = page.getByLabel("User name, e-mail or phone");
  await account.fill(username);
  await press(page, "Continue");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await press(page, "Sign in");
}

// A browser of its own, in which somebody is signed in at the account centre, at one of its sections. Nothing may be
// loaded from elsewhere.
export function visit(who, section, work, options = {}) {
  return visitIn(scene.browser, async (page, context) => {
    const strange = [];
    page.on("request", (request) => {
      if (!/^(data|about|blob):/.test(request.url()) && !request.url().startsWith(scene.server.base))
        strange.push(request.url());
    });
    await page.goto(`${home()}${section ? `#${section}` : ""}`);
    await signIn(page, who);
    await page.waitForURL(`${home()}**`);
    // The fragment is the browser's own: it went with the detour.
    if (section) await page.goto(`${home()}#${section}`);
    await page.locator("section h1").waitFor();
    const result = await work(page, context);
    assert.deepEqual(strange, []);
    return result;
  }, options);
}

// The server's clock, for sign-ins that are no longer recent.
export async function advance(ms) {
  const answer = await fetch(`${scene.server.base}/dev/clock`, { method: "POST",
    body: JSON.stringify({ advanceMs: ms }),
    headers: { authorization: `Bearer ${scene.server.facts.devToken}`, "content-type": "application/json" } });
  assert.equal(answer.status, 200);
}

export const said = (page, text) => page.getByRole("status").filter({ hasText: text }).waitFor();

export async function axe(page) {
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
