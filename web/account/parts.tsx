// What the sections are made of.
import { useEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, ReactNode } from "react";
import { useWords } from "../shared/languages";
import { Button } from "../shared/ui";
import { signIn, useAccount } from "./account";
import type { View } from "./account";
import { Trouble, useForm } from "./form";
import type { Loaded } from "./memory";

// One section. When it is opened, the focus goes to its heading.
export function Section({ title, lead, back, children }: {
  title: string;
  lead?: ReactNode;
  back?: { to: View; name: string };
  children?: ReactNode;
}) {
  const { shell } = useAccount();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${shell.application.name}`;
    heading.current?.focus();
    scrollTo(0, 0);
  }, [title, shell.application.name]);
  return (
    <section>
      {back && <a className="back" href={`#${back.to}`}>{back.name}</a>}
      <h1 tabIndex={-1} ref={heading}>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </section>
  );
}

export function Panel({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className="panel">
      {title && <h2>{title}</h2>}
      {children}
    </div>
  );
}

// What came from the server; until it comes, a quiet place of its size.
export function From<T>({ loaded, children }: { loaded: Loaded<T>; children: (data: T) => ReactNode }) {
  const t = useWords();
  const { shell } = useAccount();
  const { data, problem, reload } = loaded;
  useEffect(() => {
    if (problem?.status === 401) signIn(shell);
  }, [problem, shell]);
  if (data !== undefined) return children(data);
  if (!problem) return <div className="coming" aria-hidden="true" />;
  return (
    <>
      <Trouble problem={problem} />
      <Button kind="secondary" onClick={() => void reload()}>{t("again")}</Button>
    </>
  );
}

// A row of a list that leads somewhere.
export function Row({ to, name, children, mark }: { to: View; name: string; children?: ReactNode; mark?: string }) {
  return (
    <li>
      <a className="row" href={`#${to}`}>
        <span className="two"><strong>{name}</strong>{children && <small>{children}</small>}</span>
        {mark && <small className="mark">{mark}</small>}
      </a>
    </li>
  );
}

// An item of a list with what can be done about it.
export function Item({ name, mark, children, actions }: {
  name: ReactNode;
  mark?: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <li className="item">
      <div className="two">
        <span><strong>{name}</strong>{mark && <small className="mark">{mark}</small>}</span>
        {children && <small>{children}</small>}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </li>
  );
}

// What a button opens in its own place; buttons and what they open are its children. The focus goes into what is
// opened, Escape closes it, and then the focus is back at the button.
export function InPlace({ open, onClose, children }: { open: boolean; onClose: () => void; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const opener = useRef(0);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current === open) return;
    wasOpen.current = open;
    const stops = [...frame.current!.querySelectorAll<HTMLElement>(open ? "input, select, button" : "button")];
    stops[open ? 0 : opener.current]?.focus();
  }, [open]);
  const note = (event: FocusEvent) => {
    if (open) return;
    const at = [...frame.current!.querySelectorAll("button")].indexOf(event.target as HTMLButtonElement);
    if (at >= 0) opener.current = at;
  };
  const close = (event: KeyboardEvent) => {
    if (!open || event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.stopPropagation();
    onClose();
  };
  return <div className="place" ref={frame} onFocus={note} onKeyDown={close}>{children}</div>;
}

// A button whose first press asks, in place, whether it is meant.
export function Sure({ label, of, question, yes, onYes }: {
  label: string;
  of?: string; // what it is about, for those who hear the button alone
  question: string;
  yes: string;
  onYes: () => Promise<void>;
}) {
  const t = useWords();
  const form = useForm();
  const [asking, ask] = useState(false);
  const confirm = async () => {
    if (await form.attempt(onYes)) ask(false);
  };
  return (
    <InPlace open={asking} onClose={() => ask(false)}>
      {!asking && (
        <Button kind="quiet" onClick={() => ask(true)}>
          {label}{of && <span className="unseen"> {of}</span>}
        </Button>
      )}
      {asking && (
        <div className="sure" role="group" aria-label={question}>
          <p>{question}</p>
          {form.notice}
          <div className="pair">
            <Button className="danger" busy={form.busy} onClick={() => void confirm()}>
              {yes}
            </Button>
            <Button kind="secondary" onClick={() => ask(false)}>{t("cancel")}</Button>
          </div>
        </div>
      )}
    </InPlace>
  );
}

export function useTimes() {
  const { lang } = document.documentElement;
  const long = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });
  return (time: string | number | null | undefined) => (time ? long.format(new Date(time)) : "");
}
