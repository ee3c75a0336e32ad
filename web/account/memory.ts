// What a person has typed and not sent yet, kept while they sign in once more, in this tab and for them alone. Never a
// password or a code. And what the server said last, so that a section that is opened again shows at once.
import { useEffect, useState } from "react";
import { asProblem, get } from "./http";
import type { Problem } from "./http";

const KEY = "genauth account";
const drafts = new Map<string, string>();

interface Kept {
  user: string;
  view: string;
  drafts: [string, string][];
}

// Before the page is left for the sign-in.
export function keepDrafts(user: string) {
  const kept: Kept = { user, view: location.hash, drafts: [...drafts] };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    return;
  }
}

// After it. Whoever else signed in sees nothing of it.
export function takeDrafts(user: string) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
    sessionStorage.removeItem(KEY);
    if (kept?.user !== user) return;
    for (const [name, value] of kept.drafts) drafts.set(name, value);
    if (kept.view && !location.hash) history.replaceState(history.state, "", kept.view);
  } catch {
    return;
  }
}

export function useDraft(name: string, initial = ""): [string, (value: string) => void] {
  const [value, set] = useState(() => drafts.get(name) ?? initial);
  return [value, (next) => {
    drafts.set(name, next);
    set(next);
  }];
}

export function forgetDrafts(...names: string[]) {
  for (const name of names) drafts.delete(name);
}

const answers = new Map<string, unknown>();

export interface Loaded<T> {
  data: T | undefined;
  problem: Problem | null;
  reload(): Promise<void>;
}

export function useLoaded<T>(path: string): Loaded<T> {
  const [data, setData] = useState(answers.get(path) as T | undefined);
  const [problem, setProblem] = useState<Problem | null>(null);
  const reload = async () => {
    try {
      const fresh = await get<T>(path);
      answers.set(path, fresh);
      setData(fresh);
      setProblem(null);
    } catch (caught) {
      setProblem(asProblem(caught));
    }
  };
  useEffect(() => {
    setData(answers.get(path) as T | undefined);
    void reload();
  }, [path]);
  return { data, problem, reload };
}
