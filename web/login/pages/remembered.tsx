// Who has signed in in this browser before. To choose one fills in who they are, and leads to how they signed in last.
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { useWords } from "../../shared/languages";
import { Button, Picture } from "../../shared/ui";
import { canCode, canPassword, addressOf } from "../address";
import { useForm } from "../form";
import type { Form } from "../form";
import { brandOf, show, useInteraction } from "../interaction";
import type { View } from "../interaction";
import { keep } from "../memory";
import { Page } from "../page";
import { usePasskey } from "../passkey";
import type { Remembered, State } from "../protocol";

// Where that account goes on; at the first page where its way is not open here any more.
function viewOf(state: State, { method }: Remembered): View {
  const hint = state.loginHint ?? "";
  if (!hint) return "account";
  if (method.endsWith("_CODE") && canCode(state, addressOf(hint, ""))) return "code";
  if (method === "QRCODE" && state.methods?.includes("QRCODE")) return "qrcode";
  return method === "PASSWORD" && canPassword(state) ? "password" : "account";
}

// The rows of a list of accounts; `children` are the rows behind them.
export function RememberedAccounts({ form, before, children }: {
  form: Form;
  before?: ReactNode;
  children: ReactNode;
}) {
  const t = useWords();
  const { state, ask, enter } = useInteraction();
  const passkey = usePasskey(form);
  const list = state.remembered?.accounts ?? [];
  const frame = useRef<HTMLUListElement>(null);
  // What was removed has taken the focus with it.
  useEffect(() => {
    if (document.activeElement === document.body) frame.current?.querySelector("button")?.focus();
  }, [list.length]);
  const choose = async (one: Remembered) => {
    const chosen = await form.attempt(async () => {
      const next = await ask<State>("choose", { accountId: one.accountId });
      keep({ account: next.loginHint ?? "" });
      enter(next);
      show(viewOf(next, one));
    });
    if (chosen && one.method === "PASSKEY") passkey?.();
  };
  return (
    <ul className="choices" ref={frame}>
      {before}
      {list.map((one) => {
        const detail = [one.email, one.phone].find((text) => text && text !== one.name);
        return (
          <li key={one.accountId} className="kept">
            <Button kind="secondary" busy={form.busy} onClick={() => void choose(one)}>
              <Picture round of={one.photo} name={one.name} />
              <span className="two">{one.name}{detail && <small>{detail}</small>}</span>
            </Button>
            <Button kind="quiet" busy={form.busy} aria-label={t("forgetAccountOf", { name: one.name })}
              onClick={() => void form.send("forget", { accountId: one.accountId })}>
              {t("forgetAccount")}
            </Button>
          </li>
        );
      })}
      {children}
    </ul>
  );
}

export function OtherAccount({ busy, onOther }: { busy: boolean; onOther: () => void }) {
  const t = useWords();
  return (
    <li>
      <Button kind="secondary" busy={busy} onClick={() => {
        keep({ account: "" }); // of nobody that was chosen before
        onOther();
      }}>
        <span className="picture round letter" aria-hidden="true">+</span>
        <span>{t("otherAccount")}</span>
      </Button>
    </li>
  );
}

export function RememberedPage() {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  return (
    <Page title={t("selectAccount")} lead={t("continueTo", { app: brandOf(state).name })}>
      {form.extra}
      {form.error && <p className="error" role="alert">{form.error}</p>}
      <RememberedAccounts form={form}>
        <OtherAccount busy={form.busy} onOther={() => show("account")} />
      </RememberedAccounts>
      <p className="fine">{t("rememberedLead")}</p>
    </Page>
  );
}
