// Mini programs through the official Node SDK, which is the only one that decrypts Douyin's data.
import assert from "node:assert/strict";
import { createCipheriv, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Server } from "./server.mjs";
import { clientOf, managementOf, ok, refused as mustRefuse } from "./support.mjs";

const OURS = { clientId: "program", clientSecret: "secret" };
const sessionKey = randomBytes(16);
let douyin, server;

// Plays developer.toutiao.com: a code is good once.
function answer(request, response) {
  let text = "";
  request.on("data", (chunk) => (text += chunk)).on("end", () => {
    const { appid, secret, code } = JSON.parse(text);
    const good = request.url === "/developer.toutiao.com/api/apps/v2/jscode2session" && appid === OURS.clientId &&
      secret === OURS.clientSecret && codes.delete(code);
    const data = { session_key: sessionKey.toString("base64"), openid: "1001", unionid: "u-1001" };
    const refused = { err_no: 28003, err_tips: "bad code" };
    response.end(JSON.stringify(good ? { err_no: 0, err_tips: "success", data } : refused));
  });
}

const codes = new Set();
function newCode() {
  const code = randomBytes(8).toString("hex");
  codes.add(code);
  return code;
}

function encrypted(document) {
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-128-cbc", sessionKey, iv);
  const bytes = Buffer.concat([cipher.update(JSON.stringify(document)), cipher.final()]);
  return { encryptedData: bytes.toString("base64"), iv: iv.toString("base64") };
}

before(async () => {
  douyin = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => douyin.once("listening", resolve));
  server = await Server.start({ env: {
    GENAUTH_SOURCES_VENDOR_ORIGIN: `http://127.0.0.1:${douyin.address().port}`,
    GENAUTH_EGRESS_ALLOW: "127.0.0.1",
  } });
  const management = managementOf(server);
  const source = ok(await management.createExtIdp({ name: "Douyin", type: "douyin" }));
  const made = ok(await management.createExtIdpConn({
    extIdpId: source.id, type: "douyin:miniprogram:default", identifier: "douyin", displayName: "Douyin", fields: OURS,
  }));
  ok(await management.changeExtIdpConnState({ id: made.id, enabled: true, appId: server.facts.appId }));
});
after(async () => {
  await server?.stop();
  douyin.close();
});

test("data of a Douyin mini program are decrypted", async () => {
  const client = clientOf(server);
  const sealed = encrypted({ purePhoneNumber: "13912345678", watermark: { appid: OURS.clientId } });
  const sent = { extIdpConnidentifier: "douyin", code: newCode(), ...sealed };
  assert.equal(ok(await client.decryptDouyinMiniProgramData(sent)).purePhoneNumber, "13912345678");
  mustRefuse(await client.decryptDouyinMiniProgramData(sent), 400, undefined);
  const foreign = encrypted({ purePhoneNumber: "13912345678", watermark: { appid: "another" } });
  const answer = await client.decryptDouyinMiniProgramData({ ...sent, code: newCode(), ...foreign });
  mustRefuse(answer, 400, undefined);
});

test("a Douyin mini program signs in", async () => {
  const { appId, appSecret } = server.facts;
  const tokens = ok(await clientOf(server).signInByMobile({
    extIdpConnidentifier: "douyin", connection: "douyin_mini_program_code",
    douyinMiniProgramCodePayload: { code: newCode() }, client_id: appId, client_secret: appSecret,
  }));
  assert.ok(tokens.access_token && tokens.id_token);
});
