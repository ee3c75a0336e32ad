// A real server, an application that waits at its callback, and Chromium: what the tests of the hosted pages share.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { Server } from "../sdk/node/server.mjs";
import { managementOf, ok, stranger } from "../sdk/node/support.mjs";
import { launch, setApplication, visit } from "./hosted_support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const AXE = require.resolve("axe-core/axe.min.js");

export const ACCOUNT = "User name, e-mail or phone";
export const PASSWORD = "correct horse battery";

export class Scene {
  static async start(env = {}) {
    const scene = new Scene();
    scene.server = await Server.start({ env: { GENAUTH_CODES_RESEND_MS: "0", GENAUTH_CODES_RECIPIENT_PER_DAY: "0",
      ...env } });
    scene.browser = await launch();
    scene.relying = createServer((request, answer) => answer.end("<h1>Back at the application</h1>"));
    await new Promise((ready) => scene.relying.listen(0, "127.0.0.1", ready));
    scene.callback = `http://localhost:${scene.relying.address().port}/callback`;
    scene.plain = { redirect_uris: [scene.callback], init_login_uri: scene.callback.replace("callback", "begin") };
    scene.management = managementOf(scene.server);
    scene.set({});
    return scene;
  }

  async stop() {
    await this.browser?.close();
    this.relying?.close();
    await this.server?.stop();
  }

  // The application's settings: those of the scene, and `more`.
  set(more) {
    setApplication(this.server, this.server.facts.appId, { ...this.plain, ...more });
  }

  // With these settings while `work` lasts, and `before` them again afterwards.
  async with(more, before, work) {
    this.set(more);
    try {
      return await work();
    } finally {
      this.set(before);
    }
  }

  pool(settings) {
    const changes = Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    execFileSync(process.env.GENAUTH_BINARY, ["pool", "update", this.server.facts.userPoolId, "--data",
      this.server.data, "--set", ...changes]);
  }

  // Where the application sends the browser.
  begin(parameters = {}) {
    const verifier = randomBytes(32).toString("base64url");
    const address = new URL(`${this.server.base}/oidc/auth`);
    address.search = new URLSearchParams({ client_id: this.server.facts.appId, redirect_uri: this.callback,
      response_type: "code", scope: "openid profile email phone username", state: "s", nonce: "n",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"), code_challenge_method: "S256",
      ...parameters });
    return { address: address.href, verifier };
  }

  // Opens the sign-in in a browser of its own and says whom the application gets in the end: the claims of its ID
  // token; null where `work` does not lead there.
  async signIn(work, { parameters, ...options } = {}) {
    const attempt = this.begin(parameters);
    return visit(this.browser, async (page, context) => {
      await page.goto(attempt.address);
      await page.locator("h1[tabindex]").waitFor();
      if ((await work(page, context, attempt)) === false) return null;
      return this.arrived(page, attempt);
    }, { expects: /favicon/, ...options });
  }

  async arrived(page, attempt) {
    await page.waitForURL(`${this.callback}**`);
    const code = new URL(page.url()).searchParams.get("code");
    assert.ok(code, page.url());
    const answer = await fetch(`${this.server.base}/oidc/token`, { method: "POST", body: new URLSearchParams({
      grant_type: "authorization_code", code, redirect_uri: this.callback, code_verifier: attempt.verifier,
      client_id: this.server.facts.appId, client_secret: this.server.facts.appSecret }) });
    const tokens = await answer.json();
    assert.ok(tokens.id_token, JSON.stringify(tokens));
    return JSON.parse(Buffer.from(tokens.id_token.split(".")[1], "base64url"));
  }

  // A new account as an administrator makes it.
  async user(facts = {}) {
    const names = stranger();
    const made = ok(await this.management.createUser({ username: names.username, password: PASSWORD, ...facts }));
    return { ...names, userId: made.userId };
  }
}

// No serious finding of axe, and nothing beyond the right edge.
export async function sound(page) {
  await page.evaluate(`(() => { ${axeSource()} })()`);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
}
let axe = "";
const axeSource = () => (axe ||= require("node:fs").readFileSync(AXE, "utf8"));

// RFC 6238 with the defaults of every authenticator app.
export function totp(secret, at = Date.now()) {
  const bits = [...secret.replace(/[\s=]/g, "")].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = digest[19] & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
export const alerted = (page, hasText) => page.getByRole("alert").filter({ hasText }).first().waitFor();
export const field = (page, name) => page.getByLabel(name, { exact: true });

export async function byPassword(page, account, password = PASSWORD) {
  await field(page, ACCOUNT).fill(account);
  await press(page, "Continue");
  await field(page, "Password").fill(password);
  await press(page, "Sign in");
}
