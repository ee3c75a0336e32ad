// Four languages, one catalogue each, fetched when it is the one. `t` takes a key of the catalogue.
import { createContext, useContext } from "react";
import type account from "../account/locales/en-US.json";
import type english from "../login/locales/en-US.json";

export type Words = typeof english;
// Of any page: tests/web/catalogues.test.mjs sees to it that each page's own catalogue has what the page says.
export type Key = keyof Words | keyof typeof account;

export const LANGUAGES = { "zh-CN": "简体中文", "zh-TW": "繁體中文", "en-US": "English", "ja-JP": "日本語" };
export type Language = keyof typeof LANGUAGES;

const CHOSEN = "genauth language";

const load: Record<Language, () => Promise<{ default: Words }>> = {
  "zh-CN": () => import("../login/locales/zh-CN.json"),
  "zh-TW": () => import("../login/locales/zh-TW.json"),
  "en-US": () => import("../login/locales/en-US.json"),
  "ja-JP": () => import("../login/locales/ja-JP.json"),
};
export const words = async (language: Language) => (await load[language]()).default;

export const isLanguage = (text: string | null | undefined): text is Language => !!text && text in LANGUAGES;

// What the person chose here before.
export function chosenLanguage(): Language | null {
  try {
    const chosen = localStorage.getItem(CHOSEN);
    return isLanguage(chosen) ? chosen : null;
  } catch {
    return null;
  }
}

// That, else what the server found best.
export function firstLanguage(): Language {
  const { lang } = document.documentElement;
  return chosenLanguage() ?? (isLanguage(lang) ? lang : "en-US");
}

export function choose(language: Language) {
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    return;
  }
}

export type Translate = (key: Key, values?: Record<string, string | number>) => string;

export const translator = (catalogue: Partial<Record<Key, string>>): Translate => (key, values = {}) =>
  (catalogue[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export const Spoken = createContext<Translate>((key) => key);
export const useWords = () => useContext(Spoken);
