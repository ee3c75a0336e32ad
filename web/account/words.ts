// The catalogue of the account centre in each language, fetched when it is the one.
import type { Language } from "../shared/languages";
import type english from "./locales/en-US.json";

export type Catalogue = typeof english;

const load: Record<Language, () => Promise<{ default: Catalogue }>> = {
  "zh-CN": () => import("./locales/zh-CN.json"),
  "zh-TW": () => import("./locales/zh-TW.json"),
  "en-US": () => import("./locales/en-US.json"),
  "ja-JP": () => import("./locales/ja-JP.json"),
};
export const words = async (language: Language) => (await load[language]()).default;
