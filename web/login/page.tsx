// The frame of one page: whose sign-in this is, what is asked, and, when the page is a new one, where the focus goes.
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useWords } from "../shared/languages";
import { Button, Picture } from "../shared/ui";
import { brandOf, useInteraction } from "./interaction";

export function Page({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  const { name, logo } = brandOf(useInteraction().state);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = name ? `${title} · ${name}` : title;
    const asked = frame.current?.querySelector<HTMLElement>("input:not([type=checkbox]):not([hidden])");
    (asked ?? frame.current?.querySelector("h1"))?.focus();
  }, [title, name]);
  return (
    <main className="card" ref={frame}>
      {name && (
        <div className="brand">
          <Picture of={logo} name={name} />
          <span>{name}</span>
        </div>
      )}
      <h1 tabIndex={-1}>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </main>
  );
}

// Whose sign-in this is about to be, and the way to another.
export function Who({ name, onChange }: { name: string; onChange?: () => void }) {
  const t = useWords();
  return (
    <div className="who">
      <span className="name">{name}</span>
      {onChange && <Button kind="quiet" onClick={onChange}>{t("change")}</Button>}
    </div>
  );
}
