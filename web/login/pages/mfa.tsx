// The second factor: one at a time, the others one step away.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, CodeField, Notice } from "../../shared/ui";
import { Problem } from "../api";
import { NAMES, addressFor, enrollableOf, factorsOf } from "../factors";
import { Fields, useForm } from "../form";
import { useInteraction } from "../interaction";
import { draft, keep, noteSent, wasSent } from "../memory";
import { Page } from "../page";
import { askKey } from "../passkey";
import type { Demand, Factor, PasskeyOptions } from "../protocol";
import { SentCode } from "../sent_code";
import { EnrollPage } from "./enroll";
import { Leave } from "./leave";

export function MfaPage({ demand }: { demand: Demand }) {
  const t = useWords();
  const factors = factorsOf(demand);
  const [factor, setFactor] = useState<Factor | undefined>(factors[0]);
  const [choosing, choose] = useState(false);
  const enrollable = enrollableOf(demand);
  if (!factor && enrollable.length > 0) return <EnrollPage factors={enrollable} />;
  if (!factor)
    return (
      <Page title={t("secondFactor")}>
        <Notice kind="warning">{t("noFactor")}</Notice>
        <Leave />
      </Page>
    );
  if (choosing)
    return (
      <Page title={t("chooseFactor")}>
        <ul className="choices">
          {factors.map((other) => (
            <li key={other}>
              <Button kind="secondary" onClick={() => { setFactor(other); choose(false); }}>{t(NAMES[other])}</Button>
            </li>
          ))}
        </ul>
        <Leave />
      </Page>
    );
  const onOther = factors.length > 1 ? () => choose(true) : undefined;
  if (factor === "PASSKEY") return <PasskeyPage days={demand.rememberDays} onOther={onOther} />;
  const to = addressFor(factor, demand.data) ?? "";
  return <FactorPage key={factor} factor={factor} to={to} days={demand.rememberDays} onOther={onOther} />;
}

// Asked for with the factor, and done when the browser leaves.
function Remember({ days }: { days?: number }) {
  const t = useWords();
  const [wanted, want] = useState(draft().remember ?? false);
  if (!days) return null;
  return (
    <label className="check">
      <input type="checkbox" checked={wanted} onChange={(event) => {
        want(event.target.checked);
        keep({ remember: event.target.checked });
      }} />
      {t("rememberDevice", { days })}
    </label>
  );
}

function PasskeyPage({ days, onOther }: { days?: number; onOther?: () => void }) {
  const t = useWords();
  const { ask, go } = useInteraction();
  const form = useForm();
  const factor = "PASSKEY";
  const confirm = () => form.attempt(async () => {
    const answer = await askKey(await ask<PasskeyOptions>("mfa-send", { factor }));
    if (!answer) throw new Problem(t("passkeyFailed"), 403);
    await go("mfa", { factor, ...answer });
  });
  return (
    <Page title={t("secondFactor")} lead={t("passkeyLead")}>
      {form.extra}
      {form.error && <Notice>{form.error}</Notice>}
      <Remember days={days} />
      <Button busy={form.busy} onClick={() => void confirm()}>{t("verify")}</Button>
      <Others onOther={onOther} />
    </Page>
  );
}

function Others({ onOther }: { onOther?: () => void }) {
  const t = useWords();
  return (
    <>
      {onOther && <div className="ways"><Button kind="quiet" onClick={onOther}>{t("otherFactor")}</Button></div>}
      <Leave />
    </>
  );
}

function FactorPage({ factor, to, days, onOther }: {
  factor: Exclude<Factor, "PASSKEY">;
  to: string;
  days?: number;
  onOther?: () => void;
}) {
  const t = useWords();
  const { state } = useInteraction();
  const [code, setCode] = useState("");
  const form = useForm(() => setCode(""));
  const sends = factor === "SMS" || factor === "EMAIL";
  const key = `mfa ${factor} ${state.account?.id ?? ""}`;
  const [sent, setSent] = useState(() => !sends || wasSent(key));

  const sendCode = async () => {
    if (!(await form.send("mfa-send", { factor }))) return;
    noteSent(key);
    setSent(true);
  };
  const verify = async () => {
    if (!code) return form.fail(t("fillIn"));
    await form.send("mfa", { factor, code });
  };

  const lead: Record<typeof factor, string> = {
    OTP: t("otpLead"),
    SMS: t("willSend", { to }),
    EMAIL: t("willSend", { to }),
    RECOVERY: t("recoveryLead"),
  };
  return (
    <Page title={t("secondFactor")} lead={sends && sent ? undefined : lead[factor]}>
      <Fields onSubmit={() => void (sent ? verify() : sendCode())}>
        {form.extra}
        {sent && sends && (
          <SentCode to={to} sentKey={key} code={code} error={form.error} busy={form.busy}
            onCode={setCode} onResend={() => void sendCode()} />
        )}
        {sent && !sends && (
          <CodeField
            label={t(factor === "RECOVERY" ? "factorRecovery" : "code")}
            value={code}
            error={form.error}
            onCode={setCode}
            {...(factor === "RECOVERY" && { inputMode: "text", autoComplete: "off" })}
          />
        )}
        {sent && factor !== "RECOVERY" && <Remember days={days} />}
        {!sent && <p className="error" role="alert">{form.error}</p>}
        <Button type="submit" busy={form.busy}>{t(sent ? "verify" : "sendCode")}</Button>
      </Fields>
      <Others onOther={onOther} />
    </Page>
  );
}
