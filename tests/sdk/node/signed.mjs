// A signed management client in the manner of the Node SDKs of either brand: genauth-node-sdk, which is not on npm,
// is authing-node-sdk with the headers x-genauth-* and the scheme word GenAuth.
import { createHmac, randomBytes } from "node:crypto";

function signedResource(path, parameters) {
  const keys = Object.keys(parameters).sort();
  if (keys.length === 0) return path;
  const text = (value) => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));
  return `${path}?${keys.map((key) => `${key}=${text(parameters[key])}`).join("&")}`;
}

function query(parameters) {
  const pairs = Object.entries(parameters).flatMap(([key, value]) =>
    Array.isArray(value) ? value.map((one) => [`${key}[]`, one]) : [[key, value]]);
  return pairs.length ? `?${pairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&")}` : "";
}

// Everything that a request says, ready to be sent, once or again.
export function sign(server, method, path, parameters = {}, { brand = "genauth", at = new Date() } = {}) {
  const { accessKeyId, accessKeySecret } = server.facts;
  const headers = {
    date: at.toUTCString(),
    [`x-${brand}-lang`]: "en-US",
    [`x-${brand}-sdk-version`]: "gen-auth-node-sdk:1.0.0",
    [`x-${brand}-signature-method`]: "HMAC-SHA1",
    [`x-${brand}-signature-nonce`]: randomBytes(16).toString("hex"),
    [`x-${brand}-signature-version`]: "1.0",
  };
  const lines = Object.keys(headers).sort().map((name) => `${name}:${headers[name]}\n`).join("");
  const hmac = createHmac("sha1", accessKeySecret).update(`${method}\n${lines}${signedResource(path, parameters)}`);
  const scheme = brand === "genauth" ? "GenAuth" : "authing";
  headers.authorization = `${scheme} ${accessKeyId}:${hmac.digest("base64")}`;
  const inQuery = method === "GET";
  if (!inQuery) headers["content-type"] = "application/json";
  return { method, path: path + (inQuery ? query(parameters) : ""), headers,
    body: inQuery ? undefined : JSON.stringify(parameters) };
}

// fetch() sends the header Date as it is told.
export async function send(server, { method, path, headers, body }) {
  const answer = await fetch(server.base + path, { method, headers, body });
  return answer.json();
}
