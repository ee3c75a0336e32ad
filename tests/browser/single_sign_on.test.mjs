// One session over several hosts, paths and ports, as Chromium keeps its cookies.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { person } from "../sdk/node/support.mjs";
import { heading, launch, setApplication, typePassword, visit as visitIn } from "./hosted_support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const client = await import(require.resolve("openid-client"));

let servers, browser, relying, callback;
before(async () => {
  servers = await Promise.all([Server.start(), Server.start()]);
  browser = await launch();
  relying = createServer((request, answer) => answer.end("<h1>Back at the application</h1>"));
  await new Promise((ready) => relying.listen(0, "127.0.0.1", ready));
  callback = `http://localhost:${relying.address().port}/callback`;
});
after(async () => {
  await browser?.close();
  relying?.close();
  await Promise.all(servers?.map((each) => each.stop()) ?? []);
});

let made = 0;
// A new application with a host of its own.
function application(server = servers[0], settings = {}) {
  const identifier = `shop${++made}`;
  const { appId, appSecret } = JSON.parse(execFileSync(process.env.GENAUTH_BINARY, ["application", "create",
    server.facts.userPoolId, identifier, "--identifier", identifier, "--data", server.data]));
  setApplication(server, appId, { redirect_uris: [callback], ...settings });
  const { port } = new URL(server.base);
  return { appId, appSecret, own: `http://${identifier}.localhost:${port}`, path: `${server.base}/${appId}` };
}

// One sign-in as openid-client begins it at that issuer.
async function begin(app, at, parameters = {}) {
  const config = await client.discovery(new URL(`${at}/oidc`), app.appId, app.appSecret,
    client.ClientSecretPost(app.appSecret), { execute: [client.allowInsecureRequests], [client.customFetch]: here });
  const verifier = client.randomPKCECodeVerifier();
  const expected = { pkceCodeVerifier: verifier, expectedState: client.randomState() };
  const address = client.buildAuthorizationUrl(config, { redirect_uri: callback, scope: "openid",
    state: expected.expectedState, code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256", ...parameters });
  return { address: address.href, finish: (url) => client.authorizationCodeGrant(config, new URL(url), expected) };
}

// Node has no names below localhost where the machine's resolver has none; Chromium knows them by itself.
function here(address, options) {
  const url = new URL(address);
  const { host } = url;
  url.hostname = "127.0.0.1";
  return new Promise((answered, failed) => {
    const { request } = require("node:http");
    const call = request(url, { method: options.method, headers: { ...Object.fromEntries(new Headers(options.headers)),
      host } }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      answered(new Response(Buffer.concat(parts), { status: answer.statusCode, headers: answer.headers }));
    });
    call.on("error", failed);
    call.end(options.body?.toString());
  });
}

const visit = (work) => visitIn(browser, work);
const arrived = (page) => page.waitForURL(`${callback}**`).then(() => page.url());

async function signIn(page, app, at, someone) {
  const attempt = await begin(app, at);
  await page.goto(attempt.address);
  await typePassword(page, someone.username);
  const claims = (await attempt.finish(await arrived(page))).claims();
  assert.equal(claims.iss, `${at}/oidc`);
  return claims;
}

async function isKnown(page, app, at) {
  const attempt = await begin(app, at);
  await page.goto(attempt.address);
  return (await attempt.finish(await arrived(page))).claims();
}

test("two applications on two hosts share the session, whichever came first", async () => {
  const [one, two] = [application(), application()];
  const someone = await person(servers[0]);
  await visit(async (page, context) => {
    const first = await signIn(page, one, one.own, someone);
    const second = await isKnown(page, two, two.own);
    assert.equal(second.sub, first.sub);
    assert.equal(second.iss, `${two.own}/oidc`);
    await isKnown(page, one, one.own);
    const names = (await context.cookies(servers[0].base)).map(({ name }) => name);
    assert.ok(names.includes(`__Host-genauth-session-${servers[0].facts.userPoolId}`), names);
  });
});

test("two applications on two paths of the session host share it with those on hosts of their own", async () => {
  const [one, two, three] = [application(), application(), application()];
  const someone = await person(servers[0]);
  await visit(async (page) => {
    const { sub } = await signIn(page, one, one.path, someone);
    assert.equal((await isKnown(page, two, two.path)).sub, sub);
    assert.equal((await isKnown(page, three, three.own)).sub, sub);
  });
});

test("two servers on two ports do not take each other's sessions in one browser", async () => {
  const [here, there] = servers.map((server) => application(server));
  const [someone, other] = await Promise.all(servers.map((server) => person(server)));
  await visit(async (page) => {
    const { sub } = await signIn(page, here, here.own, someone);
    const elsewhere = await signIn(page, there, there.own, other); // asks, although that host has cookies
    assert.notEqual(elsewhere.sub, sub);
    assert.equal((await isKnown(page, here, here.own)).sub, sub);
    assert.equal((await isKnown(page, there, there.path)).sub, elsewhere.sub);
  });
});

test("two tabs sign in at once, at two hosts", async () => {
  const [one, two] = [application(), application()];
  const someone = await person(servers[0]);
  await visit(async (page, context) => {
    const other = await context.newPage();
    const [first, second] = [await begin(one, one.own), await begin(two, two.own)];
    await page.goto(first.address);
    await other.goto(second.address);
    await heading(page, "Sign in");
    await typePassword(other, someone.username);
    const late = (await second.finish(await arrived(other))).claims();
    await typePassword(page, someone.username);
    assert.equal((await first.finish(await arrived(page))).claims().sub, late.sub);
  });
});

test("prompt=none in a frame of another site is login_required", async () => {
  const one = application();
  const someone = await person(servers[0]);
  await visit(async (page) => {
    await signIn(page, one, one.own, someone);
    const silent = await begin(one, one.own, { prompt: "none" });
    // 127.0.0.1 is another site than localhost.
    await page.goto(`http://127.0.0.1:${new URL(callback).port}/`);
    await page.evaluate((src) => document.body.append(Object.assign(document.createElement("iframe"), { src })),
      silent.address);
    await page.waitForFunction(() => true);
    const frame = await new Promise((found) => {
      const look = () => {
        const back = page.frames().find((each) => each.url().startsWith(callback));
        if (back) found(back);
        else setTimeout(look, 50);
      };
      look();
    });
    assert.equal(new URL(frame.url()).searchParams.get("error"), "login_required");
  });
});
