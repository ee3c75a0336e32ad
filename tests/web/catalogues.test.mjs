// The words of the pages: for each page one catalogue in each language, all with the same keys and the same places to
// fill.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const WEB = fileURLToPath(new URL("../../web/", import.meta.url));
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

// What a folder's own pages and the parts that all pages share say.
const sources = (...folders) => folders.flatMap((folder) =>
  readdirSync(WEB + folder, { recursive: true }).filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(`${WEB}${folder}/${name}`, "utf8"))).join("\n");

// The keys in t(…): those that are written there, be it one of two.
const said = (text) => [...text.matchAll(/\bt\(([^()]*)\)/g)]
  .flatMap(([, inside]) => [...inside.split(/, \{/)[0].matchAll(/"([a-z]\w*)"/g)].map(([, key]) => key));

for (const page of ["login", "account"]) {
  const folder = `${WEB}${page}/locales/`;
  const catalogues = Object.fromEntries(readdirSync(folder).map((name) =>
    [name.replace(".json", ""), JSON.parse(readFileSync(folder + name, "utf8"))]));
  const keys = Object.keys(catalogues["en-US"]);

  test(`${page}: there are four catalogues`, () => {
    assert.deepEqual(Object.keys(catalogues).sort(), ["en-US", "ja-JP", "zh-CN", "zh-TW"]);
  });

  for (const [language, words] of Object.entries(catalogues))
    test(`${page}: ${language} has the keys of English, in its order, each with words and the same places`, () => {
      assert.deepEqual(Object.keys(words), keys);
      for (const [key, text] of Object.entries(words)) {
        assert.ok(text.trim(), key);
        assert.deepEqual(places(text), places(catalogues["en-US"][key]), key);
      }
    });

  test(`${page}: every key is used by some page`, () => {
    const text = sources(page, "shared") + readFileSync(`${WEB}build.mjs`, "utf8");
    assert.deepEqual(keys.filter((key) => !new RegExp(`"${key}"|\\.${key}\\b`).test(text)), []);
  });

  test(`${page}: every key that a page says is in its catalogue`, () => {
    assert.deepEqual(said(sources(page)).filter((key) => !keys.includes(key)), []);
  });
}
