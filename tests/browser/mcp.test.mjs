// An MCP client that knows nothing but the address of an MCP server: @modelcontextprotocol/sdk on both sides, a real
// GenAuth between them, a person in Chromium. Once it registers itself, once it is known by a document at its address.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Server } from "../sdk/node/server.mjs";
import { person } from "../sdk/node/support.mjs";
import { heading, launch, press, typePassword, visit } from "./hosted_support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const sdk = (name) => import(require.resolve(`@modelcontextprotocol/sdk/${name}`));
const { Client } = await sdk("client/index.js");
const { StreamableHTTPClientTransport } = await sdk("client/streamableHttp.js");
const { UnauthorizedError } = await sdk("client/auth.js");
const { McpServer } = await sdk("server/mcp.js");
const { StreamableHTTPServerTransport } = await sdk("server/streamableHttp.js");
const { requireBearerAuth } = await sdk("server/auth/middleware/bearerAuth.js");
const { InvalidTokenError } = await sdk("server/auth/errors.js");
const jose = await import(require.resolve("jose"));
const express = require("express");

let server, browser, folder, publisher, relying, mcp, someone;
const published = {}; // path -> document
const listening = (http) => new Promise((ready) => http.listen(0, "localhost", () => ready(http.address().port)));

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "genauth-mcp-"));
  const [key, certificate] = [join(folder, "tls.key"), join(folder, "tls.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
    "-days", "9", "-subj", "/CN=a client", "-addext", "subjectAltName=DNS:localhost", "-keyout", key,
    "-out", certificate], { stdio: "ignore" });
  publisher = createSecureServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, answer) => {
    const document = published[request.url];
    answer.writeHead(document ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(document ?? {}));
  });
  server = await Server.start({ env: { GENAUTH_EGRESS_ALLOW: "localhost", GENAUTH_MESSAGES_CA_FILE: certificate } });
  someone = await person(server);
  browser = await launch();
  relying = createServer((request, answer) => answer.end("<h1>Back at the client</h1>"));
  publisher.port = await listening(publisher);
  relying.port = await listening(relying);
  mcp = await protectedServer(`${server.base}/oidc`);
  pool({ dynamic_registration: "open", client_id_documents: false,
    protected_resources: [{ identifier: mcp.resource, scopes: ["tools"], dynamic_clients: true }] });
});
after(async () => {
  await browser?.close();
  for (const http of [publisher, relying, mcp?.http]) http?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function pool(settings) {
  execFileSync(process.env.GENAUTH_BINARY, ["pool", "update", server.facts.userPoolId, "--data", server.data, "--set",
    ...Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`)]);
}

// A sample resource: one tool, for whoever brings a token that is for it and for nothing else.
async function protectedServer(issuer) {
  const app = express();
  const http = createServer(app);
  const base = `http://localhost:${await listening(http)}`;
  const resource = `${base}/mcp`;
  const keys = jose.createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  const verifier = {
    async verifyAccessToken(token) {
      try {
        const { payload } = await jose.jwtVerify(token, keys, { issuer, audience: resource, typ: "at+jwt" });
        return { token, clientId: payload.client_id, scopes: payload.scope.split(" "), expiresAt: payload.exp,
          resource: new URL(payload.aud), extra: { sub: payload.sub } };
      } catch (error) {
        throw new InvalidTokenError(error.message);
      }
    },
  };
  const where = `${base}/.well-known/oauth-protected-resource/mcp`;
  app.get("/.well-known/oauth-protected-resource/mcp", (_, answer) => answer.json({
    resource, authorization_servers: [issuer], scopes_supported: ["tools"], bearer_methods_supported: ["header"] }));
  app.post("/mcp", requireBearerAuth({ verifier, requiredScopes: ["tools"], resourceMetadataUrl: where,
    expectedResource: resource }), express.json(), async (request, answer) => {
    const tools = new McpServer({ name: "harbour", version: "1" });
    tools.registerTool("whoami", { description: "Who asks" }, async ({ authInfo }) =>
      ({ content: [{ type: "text", text: `${authInfo.extra.sub} by ${authInfo.clientId}` }] }));
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    answer.on("close", () => void tools.close());
    await tools.connect(transport);
    await transport.handleRequest(request, answer, request.body);
  });
  app.all("/mcp", (_, answer) => answer.status(405).end());
  return { http, base, resource };
}

// What the SDK asks its application for, kept in memory.
class Provider {
  constructor(documentPath) {
    this.redirectUrl = `http://localhost:${relying.port}/callback`;
    this.clientMetadata = { client_name: "Sample client", redirect_uris: [this.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"], response_types: ["code"],
      token_endpoint_auth_method: "none" };
    if (!documentPath) return;
    this.clientMetadataUrl = `https://localhost:${publisher.port}${documentPath}`;
    published[documentPath] = { client_id: this.clientMetadataUrl, ...this.clientMetadata };
  }

  state = () => (this.sentState = crypto.randomUUID());
  clientInformation = () => this.information;
  saveClientInformation = (information) => void (this.information = information);
  tokens = () => this.kept;
  saveTokens = (tokens) => void (this.kept = tokens);
  redirectToAuthorization = (url) => void (this.address = url);
  saveCodeVerifier = (verifier) => void (this.verifier = verifier);
  codeVerifier = () => this.verifier;
}

const connect = async (provider) => {
  const client = new Client({ name: "sample", version: "1" });
  const transport = new StreamableHTTPClientTransport(new URL(mcp.resource), { authProvider: provider });
  return { client, transport, done: client.connect(transport) };
};

// From the first 401 to the answer of the tool.
async function use(provider, look = async () => {}) {
  const first = await connect(provider);
  await assert.rejects(first.done, UnauthorizedError);
  assert.equal(provider.address.searchParams.get("resource"), mcp.resource);
  const code = await visit(browser, async (page) => {
    await page.goto(provider.address.href);
    await typePassword(page, someone.username);
    await heading(page, /Allow .* to access your account/);
    await look(page);
    await press(page, "Allow");
    await page.waitForURL(`${provider.redirectUrl}**`);
    const back = new URL(page.url()).searchParams;
    assert.equal(back.get("state"), provider.sentState);
    assert.equal(back.get("iss"), `${server.base}/oidc`);
    return back.get("code");
  });
  await first.transport.finishAuth(code);
  const { client, done } = await connect(provider);
  await done;
  const answer = await client.callTool({ name: "whoami", arguments: {} });
  await client.close();
  return answer.content[0].text;
}

test("an MCP client registers itself, its person agrees, and it calls a tool", async () => {
  const provider = new Provider();
  const said = await use(provider, async (page) => {
    await page.getByText("Unverified application").waitFor();
    await page.getByText(`localhost:${relying.port}`).first().waitFor();
    await page.getByText(mcp.resource).waitFor();
  });
  assert.match(provider.information.client_id, /^[0-9a-f]{24}$/);
  assert.ok(said.endsWith(` by ${provider.information.client_id}`));
  const claims = jose.decodeJwt(provider.kept.access_token);
  assert.equal(claims.aud, mcp.resource);
  assert.deepEqual(claims.scope.split(" "), ["tools"]);
});

test("an MCP client is known by the document at its address", async () => {
  pool({ client_id_documents: true, dynamic_registration: "disabled" });
  const provider = new Provider("/client.json");
  const said = await use(provider, async (page) => {
    await page.getByText(`Nobody has checked who runs it`).waitFor();
  });
  assert.ok(said.endsWith(` by ${provider.clientMetadataUrl}`));
});

test("what the client got opens nothing of the person's account, and the resource takes nothing else", async () => {
  pool({ client_id_documents: true, dynamic_registration: "open" });
  const provider = new Provider();
  await use(provider);
  const bearer = { authorization: `Bearer ${provider.kept.access_token}` };
  const profile = await (await fetch(`${server.base}/api/v3/get-profile`, { headers: bearer })).json();
  assert.equal(profile.statusCode, 401);
  assert.equal((await fetch(`${server.base}/oidc/me`, { headers: bearer })).status, 401);
  const answer = await fetch(mcp.resource, { method: "POST", body: "{}", headers: { "content-type": "application/json",
    authorization: `Bearer ${someone.tokens.access_token}` } });
  assert.equal(answer.status, 401);
  assert.match(answer.headers.get("www-authenticate"), /resource_metadata=/);
});
