// What the tests of the login pages share: one stand-in of the interaction and one Chromium for a file, visits in which
// nothing may break the page's policy, throw, or be loaded from elsewhere, and the states that pages show.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { APPLICATION, Interactions, LOGIN } from "./interactions.mjs";

export { APPLICATION, DONE, LOGIN, ok, refuse } from "./interactions.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const { chromium } = require("playwright-core");
export const AXE = require.resolve("axe-core/axe.min.js");

export const server = await Interactions.start();
let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"] });
});
after(async () => {
  await browser?.close();
  await server.stop();
});

// Opens the page in a browser of its own, does the work, and looks for what must never happen. `mayFail`: whether the
// browser may complain of requests that failed.
export async function visit(work, { address = server.page(), mayFail = false, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "en-US", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (line) => line.type() === "error" && !mayFail && wrong.push(line.text()));
  page.on("request", (request) => {
    if (!/^(data|about):/.test(request.url()) && !request.url().startsWith(server.base)) wrong.push(request.url());
  });
  try {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await work(page, context);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
export const heading = (page, name) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
export const alerted = (page, hasText) => page.getByRole("alert").filter({ hasText }).waitFor();
export const arrived = (page) => page.waitForURL("**/app");
export const focused = (page) => page.evaluate(() => document.activeElement.labels?.[0]?.textContent ??
  document.activeElement.textContent);

export async function toPassword(page, account = "ada@example.com") {
  await page.getByLabel("User name, e-mail or phone").fill(account);
  await press(page, "Continue");
  await heading(page, "Enter your password");
}

const demand = (apiCode, message, data) => ({ statusCode: 303, apiCode, message, data });
export const MFA = { ...LOGIN, step: "demand", account: { id: "a", name: "Ada" },
  demand: demand(1636, "A second factor is needed to go on", { totpMfaEnabled: true, email: "a***@example.com",
    phone: "138****0000", applicationMfa: [{ mfaPolicy: "SMS", status: 1, sort: 2 },
      { mfaPolicy: "OTP", status: 1, sort: 1 }, { mfaPolicy: "EMAIL", status: 0, sort: 0 },
      { mfaPolicy: "FACE", status: 1, sort: 3 }] }) };
export const CONSENT = { ...LOGIN, step: "consent",
  account: { name: "Ada Lovelace", photo: "https://elsewhere.example/a.png" },
  consent: { clientName: "Harbour", clientHost: "harbour.example", verified: true,
    scopes: [{ name: "profile", description: "See your name and picture" }, { name: "files" }] } };
export const STRANGER = { ...CONSENT,
  application: { ...APPLICATION, name: "Your Bank", verified: false, host: "evil.example" },
  consent: { ...CONSENT.consent, clientName: "Your Bank", clientHost: "evil.example", verified: false } };
export const SELECT = { ...LOGIN, step: "select-account",
  accounts: [{ id: "a", name: "Ada", email: "a***@example.com" }, { id: "b", username: "bea" }] };
export const RESET = { ...LOGIN, step: "demand", account: { username: "ada" },
  demand: demand(2058, "The password must be changed before you can sign in", { passwordResetToken: "t-1" }) };
export const BIND = { ...LOGIN, step: "demand", demand: demand(1641, "Choose", { flowHandle: "f-2", canCreate: true,
  name: "Ada Lovelace", methods: ["password", "email-code", "phone-code"] }) };
export const UNLOCK = { ...LOGIN, step: "demand", demand: demand(1643, "The account is locked", { flowHandle: "f-3",
  strategy: "password-captcha" }) };
export const DIRECTORY = { ...LOGIN, notice: { message: "The source did not let you in" },
  sources: [{ identifier: "staff", name: "Staff", type: "ldap", domains: ["staff.example"] }] };
export const COMPLETE = { ...LOGIN, step: "demand", demand: demand(1642, "One more thing", {
  flowHandle: "f-1", skip: true, metaData: [{ name: "nickname", label: "Nickname", type: "string", required: true },
    { name: "size", label: "Size", type: "select", options: [{ value: "s", label: "Small" }] },
    { name: "news", label: "Send me news", type: "boolean" }, { name: "age", label: "Age", type: "number" },
    { name: "email", label: "Address", type: "email" }] }) };
