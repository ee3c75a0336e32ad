// Guests who come with a link, at the page of a real server.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { clientOf, ok } from "../sdk/node/support.mjs";
import { ACCOUNT, PASSWORD, Scene, field, heading, press, sound } from "./hosted_scene.mjs";
import { enterCode, visit } from "./hosted_support.mjs";

let scene;
const genauth = (...words) => execFileSync(process.env.GENAUTH_BINARY, [...words, "--dev", "--data", scene.server.data],
  { encoding: "utf8" });
function apply(universal) {
  const file = join(scene.server.data, "invitations.json");
  writeFileSync(file, JSON.stringify({ pool: scene.server.facts.userPoolId, universal_invitations: universal,
    invitation_policies: [{ name: "partners", joins: [] }] }));
  genauth("apply", "-f", file);
}
const OPEN = { enabled: true, by_members: true, admin_consent: false, uses_max: 5, ttl_s: 3600 };

before(async () => {
  scene = await Scene.start();
  apply(OPEN);
});
after(() => scene?.stop());

async function linkOf(member) {
  const client = clientOf(scene.server);
  const tokens = ok(await client.signInByUsernamePassword({ username: member.username, password: PASSWORD,
    options: { scope: "openid profile" } }));
  client.setAccessToken(tokens.access_token);
  return ok(await client.generateUniversalInvitationByMember()).link;
}

async function accept(page, email) {
  await field(page, "Your name").fill("Grace Guest");
  await field(page, "E-mail").fill(email);
  await press(page, "Send code");
  await field(page, "Code").fill("000000");
  await press(page, "Accept");
  await page.getByRole("alert").filter({ hasText: /\w/ }).first().waitFor();
  await enterCode(scene.server, field(page, "Code"), email);
  await press(page, "Accept");
}

test("a member's link lets a guest in, who signs in afterwards", async () => {
  const link = await linkOf(await scene.user({ name: "Ada Member" }));
  await visit(scene.browser, async (page) => {
    await page.goto(link);
    await heading(page, "You are invited");
    await page.getByText("Ada Member invites you to Demo.").waitFor();
    await sound(page);
    await page.getByRole("combobox").selectOption("ja-JP");
    await heading(page, "招待が届いています");
    await page.getByRole("combobox").selectOption("en-US");
    await accept(page, "grace@example.com");
    await heading(page, "Welcome");
    const start = await page.getByRole("link", { name: "Sign in" }).getAttribute("href");
    assert.ok(start.startsWith(`${scene.plain.init_login_uri}?iss=`), start);
  }, { bypassCSP: true });
  const claims = await scene.signIn(async (page) => {
    await field(page, ACCOUNT).fill("grace@example.com");
    await press(page, "Continue");
    await press(page, "Sign in with a code");
    await enterCode(scene.server, field(page, "Code"), "grace@example.com");
    await press(page, "Sign in");
  });
  assert.equal(claims.name, "Grace Guest");
});

test("where an administrator has to agree, the guest is told to wait", async () => {
  apply({ ...OPEN, admin_consent: true });
  const link = await linkOf(await scene.user());
  await visit(scene.browser, async (page) => {
    await page.goto(link);
    await accept(page, "waiting@example.com");
    await heading(page, "Almost done");
  });
  apply(OPEN);
});

test("a policy's link is for one address and opens once; a reload goes on with what it opened", async () => {
  const { userPoolId, appId } = scene.server.facts;
  const [identifier, signature] = genauth("invitation", "create", "--pool", userPoolId, "--policy", "partners",
    "--application", appId, "--email", "partner@example.com").trim().split(".");
  const link = `${scene.server.base}/${appId}/invitation?identifier=${identifier}&signature=${signature}`;
  await visit(scene.browser, async (page) => {
    await page.goto(link);
    await heading(page, "You are invited");
    await page.reload();
    await heading(page, "You are invited");
    assert.equal(await field(page, "E-mail").inputValue(), "partner@example.com");
    await field(page, "Your name").fill("Pat Partner");
    await press(page, "Send code");
    await enterCode(scene.server, field(page, "Code"), "partner@example.com");
    await press(page, "Accept");
    await heading(page, "Welcome");
  });
  await visit(scene.browser, async (page) => {
    await page.goto(link);
    await heading(page, "This invitation does not open");
    assert.equal(await page.getByText(/^Request /).count(), 1);
  });
});

test("a link that never was says so, with the request id and no raw error", async () => {
  await visit(scene.browser, async (page) => {
    await page.goto(`${scene.server.base}/${scene.server.facts.appId}/invitation?identifier=nothing`);
    await heading(page, "This invitation does not open");
    await page.getByText("does not exist or was withdrawn").waitFor();
  });
});
