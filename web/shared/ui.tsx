// The few parts that every page is made of. Labels are real labels, errors are tied to their fields, and nothing
// needs a pointer.
import { useEffect, useId, useRef, useState } from "react";
import type { ButtonHTMLAttributes, InputHTMLAttributes, ReactNode } from "react";
import { useWords } from "./languages";

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: "primary" | "secondary" | "quiet";
  busy?: boolean;
};

// A busy button keeps its focus and its words, and does nothing.
export function Button({ kind = "primary", busy, onClick, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={["button", kind, className].filter(Boolean).join(" ")}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {children}
    </button>
  );
}

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string;
  error?: string;
  hint?: ReactNode;
  before?: ReactNode; // inside the frame, in front of the text
  after?: ReactNode;
};

export function Field({ label, error, hint, before, after, ...rest }: FieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error) input.current?.focus();
  }, [error]);
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="frame">
        {before}
        <input
          {...rest}
          ref={input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        {after}
      </div>
      {hint && <div className="hint" id={`${id}-hint`}>{hint}</div>}
      <p className="error" id={`${id}-error`} role="alert">{error}</p>
    </div>
  );
}

export function PasswordField(props: Omit<FieldProps, "type" | "after">) {
  const t = useWords();
  const [visible, show] = useState(false);
  return (
    <Field
      {...props}
      type={visible ? "text" : "password"}
      autoCapitalize="none"
      spellCheck={false}
      after={
        <button type="button" className="reveal" aria-pressed={visible} onClick={() => show(!visible)}>
          {t(visible ? "hide" : "show")}<span className="unseen"> {props.label}</span>
        </button>
      }
    />
  );
}

// Takes what is pasted out of a message, blanks and dashes included.
export function CodeField({ onCode, ...rest }: Omit<FieldProps, "onChange"> & { onCode: (code: string) => void }) {
  return (
    <Field
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={32}
      required
      className="code"
      {...rest}
      onChange={(event) => onCode(event.target.value.replace(/[^\dA-Za-z]/g, ""))}
    />
  );
}

// The picture code that the server asks for when it suspects a machine.
export interface PictureCodeProps {
  picture: string;
  typed: string;
  error?: string;
  onTyped(text: string): void;
  onOther(): void;
}

export function PictureCode({ picture, typed, error, onTyped, onOther }: PictureCodeProps) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector("input")?.focus(), [picture]);
  return (
    <div className="captcha" ref={frame}>
      <div className="drawing">
        <img src={picture} alt={t("captchaPicture")} />
        <Button kind="quiet" onClick={onOther}>{t("captchaOther")}</Button>
      </div>
      <Field
        label={t("captcha")}
        hint={t("captchaAsked")}
        error={error}
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={16}
      />
    </div>
  );
}

export function Notice({ kind = "error", children }: { kind?: "error" | "info" | "warning"; children: ReactNode }) {
  return <div className={`notice ${kind}`} role={kind === "error" ? "alert" : undefined}>{children}</div>;
}

export const Or = () => <div className="or"><span>{useWords()("or")}</span></div>;

// Pages load pictures from this server only.
export function isOurs(address: string | null | undefined): address is string {
  if (!address) return false;
  if (/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(address)) return true;
  try {
    return new URL(address, location.href).origin === location.origin;
  } catch {
    return false;
  }
}

// A picture, or the first letter of the name where there is none.
export function Picture({ of, name, round }: { of?: string | null; name: string; round?: boolean }) {
  const [broken, setBroken] = useState(false);
  const className = round ? "picture round" : "picture";
  if (isOurs(of) && !broken)
    return <img className={className} src={of} alt="" onError={() => setBroken(true)} />;
  return <span className={`${className} letter`} aria-hidden="true">{[...name.trim()][0]?.toUpperCase() ?? "?"}</span>;
}
