// The words of the pages: one catalogue for each language, all with the same keys and the same places to fill.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const WEB = fileURLToPath(new URL("../../web/", import.meta.url));
const LOCALES = `${WEB}login/locales/`;
const catalogues = Object.fromEntries(readdirSync(LOCALES).map((name) =>
  [name.replace(".json", ""), JSON.parse(readFileSync(LOCALES + name, "utf8"))]));
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("there are four catalogues", () => {
  assert.deepEqual(Object.keys(catalogues).sort(), ["en-US", "ja-JP", "zh-CN", "zh-TW"]);
});

for (const [language, words] of Object.entries(catalogues))
  test(`${language} has the keys of English, in its order, each with words and the same places`, () => {
    assert.deepEqual(Object.keys(words), Object.keys(catalogues["en-US"]));
    for (const [key, text] of Object.entries(words)) {
      assert.ok(text.trim(), key);
      assert.deepEqual(places(text), places(catalogues["en-US"][key]), key);
    }
  });

test("every key is used by some page", () => {
  const sources = readdirSync(WEB, { recursive: true }).filter((name) => /\.(tsx?|mjs)$/.test(name))
    .map((name) => readFileSync(WEB + name, "utf8")).join("\n");
  const unused = Object.keys(catalogues["en-US"]).filter((key) => !new RegExp(`"${key}"|\\.${key}\\b`).test(sources));
  assert.deepEqual(unused, []);
});
