// One form of a page: sends its action once, puts what was refused where it belongs, and asks for a picture code
// when the server does.
import { useCallback, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { useWords } from "../shared/languages";
import { Notice, PictureCode } from "../shared/ui";
import { Problem, captcha } from "./api";
import type { Captcha } from "./api";
import { useInteraction } from "./interaction";
import { CODES } from "./protocol";

export interface Form {
  busy: boolean;
  error: string | undefined; // of the main field
  // Sends; true if it went well.
  send(action: string, body: object): Promise<boolean>;
  // Does something longer; true if it went well.
  attempt(work: () => Promise<void>): Promise<boolean>;
  fail(message: string): void; // what the page itself finds wrong in the main field
  extra: ReactNode; // refusals of no field in particular, and the picture code while it is asked for
}

const asProblem = (caught: unknown) => (caught instanceof Problem ? caught : new Problem("", 500));
// Refusals of what was typed: 400, and by their apiCodes an unknown code or password.
const isOfField = (problem: Problem) => problem.status === 400 || [2001, 2006, 2333].includes(problem.apiCode);

// `onRefused` forgets what was refused, such as a password; a picture code that is asked for refuses nothing yet.
export function useForm(onRefused?: () => void): Form {
  const t = useWords();
  const { go } = useInteraction();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [picture, setPicture] = useState<Captcha | null>(null);
  const [typed, setTyped] = useState("");

  const draw = useCallback(async () => {
    setTyped("");
    try {
      setPicture(await captcha());
    } catch (caught) {
      setPicture(null);
      setProblem(asProblem(caught));
    }
  }, []);

  const attempt = async (work: () => Promise<void>) => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      await work();
      setPicture(null);
      return true;
    } catch (caught) {
      const refused = asProblem(caught);
      const asked = refused.apiCode === CODES.captcha;
      // The first picture is a question and no reproach. Each serves for one try.
      setProblem(asked && !picture ? null : refused);
      if (!asked) onRefused?.();
      if (asked || picture) await draw();
      return false;
    } finally {
      setBusy(false);
    }
  };

  const send = (action: string, body: object) => attempt(() =>
    go(action, picture ? { ...body, captchaCode: typed.trim(), captchaToken: picture.token } : body));

  let said = problem && (problem.message || t(problem.status === 0 ? "unreachable" : "trouble"));
  const left = problem?.data.remainCount;
  if (typeof left === "number") said += ` ${t("triesLeft", { count: left })}`;
  const ofCaptcha = problem?.apiCode === CODES.captcha;
  const ofField = problem && !ofCaptcha && isOfField(problem);
  return {
    busy,
    error: (ofField && said) || undefined,
    send,
    attempt,
    fail: (message) => setProblem(new Problem(message, 400)),
    extra: (
      <>
        {problem && !ofField && !ofCaptcha && (
          <Notice>
            {said}
            {problem.status >= 500 && problem.requestId && <small>{t("requestId", { id: problem.requestId })}</small>}
          </Notice>
        )}
        {picture && (
          <PictureCode
            picture={picture.picture}
            typed={typed}
            error={(ofCaptcha && said) || undefined}
            onTyped={setTyped}
            onOther={() => void draw()}
          />
        )}
      </>
    ),
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
