// The page of consent of a client that registered itself, on a real server: what it says of itself stands below its
// host, and the browser asks nobody but this server for it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Scene, byPassword, heading, sound } from "./hosted_scene.mjs";
import { visit } from "./hosted_support.mjs";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E" +
  "rkJggg==", "base64");
const PAGES = { policy_uri: "https://policy.client.example/privacy?v=2", tos_uri: "https://law.example:8443/terms" };
const WORDS = {
  "zh-CN": ["该应用的自述", "隐私政策", "服务条款"],
  "zh-TW": ["該應用程式的自述", "隱私權政策", "服務條款"],
  "ja-JP": ["アプリケーション自身による情報", "プライバシーポリシー", "利用規約"],
  "en-US": ["What it says of itself", "Privacy policy", "Terms of service"],
};
let scene, folder, publisher, someone, host;
let asked = 0;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "genauth-strangers-"));
  const [key, certificate] = [join(folder, "tls.key"), join(folder, "tls.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
    "-days", "9", "-subj", "/CN=a client", "-addext", "subjectAltName=DNS:localhost", "-keyout", key,
    "-out", certificate], { stdio: "ignore" });
  publisher = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, answer) => {
    asked++;
    answer.writeHead(request.url === "/logo.png" ? 200 : 404, { "content-type": "image/png" }).end(PNG);
  });
  await new Promise((ready) => publisher.listen(0, "localhost", ready));
  scene = await Scene.start({ GENAUTH_EGRESS_ALLOW: "localhost", GENAUTH_MESSAGES_CA_FILE: certificate });
  scene.pool({ dynamic_registration: "open" });
  someone = await scene.user();
  ({ host } = new URL(scene.callback));
});
after(async () => {
  await scene?.stop();
  publisher?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function registered(more) {
  const answer = await fetch(`${scene.server.base}/oidc/reg`, { method: "POST", body: JSON.stringify({
    client_name: "Your Bank", redirect_uris: [scene.callback], token_endpoint_auth_method: "none", ...more }) });
  assert.equal(answer.status, 201);
  return answer.json();
}
const published = (path) => `https://localhost:${publisher.address().port}${path}`;

// To the client's page of consent; nothing may be asked for from elsewhere on the way and there.
const consent = (client, work, options) => scene.signIn(async (page) => {
  const elsewhere = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(`${scene.server.base}/`)) elsewhere.push(request.url());
  });
  const before = asked;
  assert.equal(await page.locator("img").count(), 0); // nothing of it before its host is said
  await byPassword(page, someone.username);
  await heading(page, `Allow ${host} to access your account?`);
  await work(page);
  assert.deepEqual(elsewhere, []);
  assert.equal(asked, before);
  return false;
}, { parameters: { client_id: client.client_id, scope: "openid profile" }, ...options });

const isLoaded = (picture) => picture.evaluate(async (image) => {
  await image.decode();
  return image.naturalWidth > 0;
});

async function assertLinks(page) {
  const links = page.locator(".claims a");
  assert.deepEqual(await links.allTextContents(), ["policy.client.example", "law.example:8443"]);
  for (const [at, href] of Object.values(PAGES).entries()) {
    const link = links.nth(at);
    assert.equal(await link.getAttribute("href"), href);
    assert.equal(await link.getAttribute("target"), "_blank");
    assert.deepEqual((await link.getAttribute("rel")).split(" ").sort(), ["nofollow", "noopener", "noreferrer"]);
  }
}

test("picture, policy and terms of a client stand below its host and the mark, in four languages", async () => {
  const client = await registered({ logo_uri: published("/logo.png"), ...PAGES });
  assert.equal(asked, 1);
  await consent(client, async (page) => {
    const picture = page.locator("img");
    assert.equal(await picture.count(), 1);
    assert.ok(await isLoaded(picture));
    assert.match(await picture.getAttribute("src"), /^\/application-pictures\/[0-9a-f]{24}\/[\w-]+$/);
    const tops = [];
    for (const place of [".brand", "h1", ".notice.warning", ".host", ".claims"])
      tops.push((await page.locator(place).boundingBox()).y);
    assert.deepEqual(tops, tops.toSorted((a, b) => a - b));
    assert.equal(await page.locator(".host strong").textContent(), host);
    assert.ok((await picture.boundingBox()).height <= 48);
    await assertLinks(page);
    for (const [language, [title, policy, terms]] of Object.entries(WORDS)) {
      await page.locator("footer select").selectOption(language);
      await page.getByRole("region", { name: title }).waitFor();
      assert.deepEqual(await page.locator(".claims li span").allTextContents(), [policy, terms]);
      await assertLinks(page);
      await sound(page);
    }
  }, { bypassCSP: true }); // for axe
  await consent(client, sound, { bypassCSP: true, colorScheme: "dark" });
  // By the page's own policy.
  await consent(client, async (page) => assert.ok(await isLoaded(page.locator("img"))));
});

test("a picture that is not to be had leaves nothing in its place", async () => {
  const client = await registered({ logo_uri: published("/none.png"), policy_uri: PAGES.policy_uri });
  await consent(client, async (page) => {
    assert.equal(await page.locator("img").count(), 0);
    assert.equal(await page.locator(".claims a").textContent(), "policy.client.example");
  });
  const plain = await registered({});
  await consent(plain, async (page) => assert.equal(await page.locator(".claims").count(), 0));
});

test("a picture that cannot be loaded leaves nothing either", async () => {
  const client = await registered({ logo_uri: published("/logo.png"), tos_uri: PAGES.tos_uri });
  const attempt = scene.begin({ client_id: client.client_id, scope: "openid profile" });
  await visit(scene.browser, async (page) => {
    await page.route("**/application-pictures/**", (route) => route.abort());
    await page.goto(attempt.address);
    await byPassword(page, someone.username);
    await page.locator(".claims a").waitFor();
    await page.locator("img").waitFor({ state: "detached" });
    assert.equal(await page.locator(".claims").innerText(), "Terms of service\nlaw.example:8443");
  }, { expects: /favicon|ERR_FAILED/ });
});
