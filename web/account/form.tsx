// One form of a section: sends once, says what was refused, and leads through a new sign-in where one is needed.
import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useWords } from "../shared/languages";
import { Button, Notice } from "../shared/ui";
import { isFresh, signIn, signInAgain, useAccount } from "./account";
import { Problem, asProblem } from "./http";

export interface Form {
  busy: boolean;
  error: string | undefined; // what the page itself finds wrong in the main field
  notice: ReactNode; // what the server refused
  attempt(work: () => Promise<void>): Promise<boolean>; // true if it went well
  fail(message: string): void;
}

const needsSignIn = (problem: Problem) => problem.status === 403 && "stepUpMinutes" in problem.data;

export function Trouble({ problem }: { problem: Problem }) {
  const t = useWords();
  return (
    <Notice>
      {problem.message || t(problem.status === 0 ? "unreachable" : "trouble")}
      {problem.requestId && <small>{t("requestId", { id: problem.requestId })}</small>}
    </Notice>
  );
}

function Again() {
  const t = useWords();
  const { shell } = useAccount();
  return (
    <div className="notice info again" role="alert">
      <p>{t("signInAgainLead", { minutes: shell.signIn.stepUpMinutes })}</p>
      <Button onClick={() => signInAgain(shell)}>{t("signInAgain")}</Button>
    </div>
  );
}

// Shows what needs a recent sign-in, or asks for one first.
export function Recent({ children }: { children: ReactNode }) {
  const { shell } = useAccount();
  const [fresh] = useState(() => isFresh(shell));
  return fresh ? children : <Again />;
}

export function useForm(): Form {
  const { shell, say } = useAccount();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [error, setError] = useState<string>();

  const attempt = async (work: () => Promise<void>) => {
    if (busy) return false;
    say(""); // what was done before is no news of this
    setBusy(true);
    setProblem(null);
    setError(undefined);
    try {
      await work();
      return true;
    } catch (caught) {
      const refused = asProblem(caught);
      if (refused.status !== 401 || !signIn(shell)) setProblem(refused);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    error,
    notice: problem && (needsSignIn(problem) ? <Again /> : <Trouble problem={problem} />),
    attempt,
    fail: (message) => {
      setProblem(null);
      setError(message);
    },
  };
}

// Keeps the browser's own sending and bubbles out; `onSubmit` decides what is missing.
export function Fields({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return <form noValidate onSubmit={submit}>{children}</form>;
}
