// Whose account this is, and what every section can ask of the page.
import { createContext, useContext, useEffect, useState } from "react";
import { own } from "./http";
import { keepDrafts } from "./memory";

// What the server knew when it sent the page (src/app/account_pages.cpp).
export interface Shell {
  application: { id: string; name: string };
  account: { id: string; name: string; photo?: string | null };
  signIn: { ageS: number; stepUpMinutes: number };
}

export interface Account {
  shell: Shell;
  say(message: string): void; // tells that something was done
  rename(name: string, photo: string | null): void; // what stands at the top of the page
}

export const Current = createContext<Account | null>(null);
export const useAccount = () => useContext(Current)!;

const loadedAt = performance.now();

// The door of an identity source brought the browser back with an error. What the address says of it could be anybody's
// words, so only that much is taken from it.
export const cameBackRefused = new URLSearchParams(location.search).has("error");

// Whether the sign-in is young enough for a sensitive change, with a minute to make it in. The server decides; this
// only asks before somebody has typed in vain.
export function isFresh({ signIn }: Shell): boolean {
  if (signIn.stepUpMinutes === 0) return true;
  const ageS = signIn.ageS + (performance.now() - loadedAt) / 1000;
  return ageS < (signIn.stepUpMinutes - 1) * 60;
}

// Out through the sign-in and back to where one was, with what was typed.
export function signInAgain({ account }: Shell) {
  keepDrafts(account.id);
  location.assign(own("/account/sign-in"));
}

// The session is over: the server leads through the sign-in and back. Not twice in a row, should that not help.
export function signIn({ account }: Shell): boolean {
  const key = "genauth account asked";
  try {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < 10_000) return false;
    sessionStorage.setItem(key, String(Date.now()));
  } catch {
    return false;
  }
  keepDrafts(account.id);
  location.assign(own("/account"));
  return true;
}

// Sections stand in the fragment: the back button and a reload do what one expects of them.
export const VIEWS = ["home", "profile", "security", "password", "email", "phone", "factors", "passkeys", "linked",
  "sessions", "history", "apps", "data"] as const;
export type View = (typeof VIEWS)[number];

function viewOf(hash: string): View {
  const name = hash.slice(1);
  return VIEWS.find((view) => view === name) ?? "home";
}

export function useView(): View {
  const [view, set] = useState(() => viewOf(location.hash));
  useEffect(() => {
    const changed = () => set(viewOf(location.hash));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return view;
}
