// The interaction as pages see it: its state, how to ask for the next one, and which page of the first step is shown.
import { createContext, useContext, useEffect, useState } from "react";
import type { State } from "./protocol";

export interface Interaction {
  state: State;
  // Sends one action and shows the state that it leads to. Throws a Problem if it was refused.
  go(action: string, body: object): Promise<void>;
  // The same, for actions that answer something else than a state.
  ask<T>(action: string, body: object): Promise<T>;
  enter(state: State): void; // what an action answered by another way
  reload(): void;
}

export const Current = createContext<Interaction>({
  state: { step: "expired", application: { id: "", name: "" } },
  go: () => Promise.reject(new Error("no interaction")),
  ask: () => Promise.reject(new Error("no interaction")),
  enter: () => {},
  reload: () => {},
});
export const useInteraction = () => useContext(Current);

// Whose sign-in this is. A client that nobody has vouched for is called by its host, and its logo is not shown.
export function brandOf({ application, consent }: State): { name: string; logo?: string | null } {
  if (application.verified !== false && consent?.verified !== false) return application;
  return { name: application.host || consent?.clientHost || "" };
}

// The pages of the first step stand in the fragment: the back button and a reload do what one expects of them.
const VIEWS = ["accounts", "account", "password", "code", "qrcode", "register", "forgot", "directory"] as const;
export type View = (typeof VIEWS)[number];

function viewOf(hash: string): View | undefined {
  const name = hash.slice(1);
  return VIEWS.find((view) => view === name);
}

// Nothing until one has gone somewhere.
export function useView(): View | undefined {
  const [view, set] = useState(() => viewOf(location.hash));
  useEffect(() => {
    const changed = () => set(viewOf(location.hash));
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return view;
}

export const show = (view: View) => {
  location.hash = view;
};

export function leaveViews() {
  if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
}

// Where a browser may be sent: pages and applications, never a script.
export function isTarget(address: string | null | undefined): address is string {
  if (!address) return false;
  try {
    const { protocol } = new URL(address, location.href);
    return !["javascript:", "data:", "vbscript:", "blob:", "file:", "about:"].includes(protocol);
  } catch {
    return false;
  }
}
