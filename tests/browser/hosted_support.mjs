// What relying parties and people at the hosted pages do in Chromium, against a real server.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { PASSWORD } from "../sdk/node/support.mjs";

const require = createRequire(new URL("../../build/", import.meta.url)); // script/setup --test installs there
const { chromium } = require("playwright-core");

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"] });

// Changes settings of an application as an operator does.
export function setApplication(server, appId, settings) {
  const changes = Object.entries(settings).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  execFileSync(process.env.GENAUTH_BINARY,
    ["application", "update", appId, "--data", server.data, "--set", ...changes]);
}

// A browser of its own, in which nothing may throw or be refused by the page's policy, but what a test `expects`.
export async function visit(browser, work, { expects = /favicon/, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "en-US", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (line) => line.type() === "error" && wrong.push(line.text()));
  try {
    const result = await work(page, context);
    assert.deepEqual(wrong.filter((line) => !expects.test(line)), []);
    return result;
  } finally {
    await context.close();
  }
}

export const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

export const heading = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

export async function typePassword(page, name) {
  await page.getByLabel("User name, e-mail or phone").fill(name);
  await press(page, "Continue");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Sign in");
}

// Types the code that went to an address. The field appears once the server has answered that it is sent, so it is
// waited for before the inbox is read: what is there earlier is nothing, or the code before.
export async function enterCode(server, field, to) {
  await field.waitFor();
  await field.fill(await server.lastCode(to));
}
