// The first second factor of somebody who has none, set up on the way because it is demanded.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, CodeField, Field, isOurs } from "../../shared/ui";
import { addressOf, kindOf, shown } from "../address";
import { Problem } from "../api";
import { CountrySelect, firstCountry, needsCountry } from "../country";
import { NAMES } from "../factors";
import { Fields, useForm } from "../form";
import { useInteraction } from "../interaction";
import { noteSent } from "../memory";
import { Page } from "../page";
import { askKey, makeKey } from "../passkey";
import type { Enrollable, Enrollment, NewPasskey, PasskeyOptions } from "../protocol";
import { SentCode } from "../sent_code";
import { Leave } from "./leave";

export function EnrollPage({ factors }: { factors: Enrollable[] }) {
  const t = useWords();
  const [factor, setFactor] = useState(factors.length === 1 ? factors[0] : null);
  const onOther = factors.length > 1 ? () => setFactor(null) : undefined;
  if (factor === "OTP") return <AppPage onOther={onOther} />;
  if (factor === "PASSKEY") return <PasskeyPage onOther={onOther} />;
  if (factor) return <AddressPage key={factor} factor={factor} onOther={onOther} />;
  return (
    <Page title={t("enrollTitle")} lead={t("enrollLead")}>
      <ul className="choices">
        {factors.map((one) => (
          <li key={one}><Button kind="secondary" onClick={() => setFactor(one)}>{t(NAMES[one])}</Button></li>
        ))}
      </ul>
      <Leave />
    </Page>
  );
}

function Ways({ onOther }: { onOther?: () => void }) {
  const t = useWords();
  return (
    <>
      {onOther && <div className="ways"><Button kind="quiet" onClick={onOther}>{t("otherFactor")}</Button></div>}
      <Leave />
    </>
  );
}

function AppPage({ onOther }: { onOther?: () => void }) {
  const t = useWords();
  const { ask } = useInteraction();
  const form = useForm();
  const [made, setMade] = useState<Enrollment | null>(null);
  const [code, setCode] = useState("");
  const begin = () => form.attempt(async () => setMade(await ask<Enrollment>("mfa-enroll", { factor: "OTP" })));
  const confirm = () => (code ? form.send("mfa-enrolled", { code }) : form.fail(t("fillIn")));

  return (
    <Page key={made ? "made" : "begin"} title={t("enrollOtp")} lead={t(made ? "enrollOtpScan" : "enrollOtpLead")}>
      <Fields onSubmit={() => void (made ? confirm() : begin())}>
        {form.extra}
        {made && (
          <>
            {isOurs(made.qrcode) && <div className="qrcode"><img src={made.qrcode} alt={t("qrPicture")} /></div>}
            <p className="fine">{t("enrollSecret")}</p>
            <p className="recovery">{made.secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
            <CodeField label={t("code")} value={code} error={form.error} onCode={setCode} />
          </>
        )}
        {!made && <p className="error" role="alert">{form.error}</p>}
        <Button type="submit" busy={form.busy}>{t(made ? "verify" : "next")}</Button>
      </Fields>
      <Ways onOther={onOther} />
    </Page>
  );
}

function PasskeyPage({ onOther }: { onOther?: () => void }) {
  const t = useWords();
  const { ask, go } = useInteraction();
  const form = useForm();
  const set = () => form.attempt(async () => {
    const made = await makeKey(await ask<NewPasskey>("mfa-passkey-options", {}));
    if (!made) throw new Problem(t("passkeyNotMade"), 403);
    const shown = await askKey(await ask<PasskeyOptions>("mfa-passkey", made));
    if (!shown) throw new Problem(t("passkeyFailed"), 403);
    await go("mfa", { factor: "PASSKEY", ...shown });
  });
  return (
    <Page title={t("enrollPasskey")} lead={t("passkeyOfferLead")}>
      {form.extra}
      <Button busy={form.busy} onClick={() => void set()}>{t("next")}</Button>
      <Ways onOther={onOther} />
    </Page>
  );
}

function AddressPage({ factor, onOther }: { factor: "SMS" | "EMAIL"; onOther?: () => void }) {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  const [typed, setTyped] = useState("");
  const [country, setCountry] = useState(firstCountry(state));
  const [code, setCode] = useState("");
  const [sent, setSent] = useState(false);
  const wanted = factor === "SMS" ? "phone" : "email";
  const address = kindOf(typed.trim()) === wanted ? addressOf(typed.trim(), country) : null;
  const { channel: _, ...to } = address ?? { channel: "" };
  const key = `enroll ${factor} ${typed}`;

  const sendCode = async () => {
    if (!address) return form.fail(t(typed ? "needAddress" : "fillIn"));
    if (!(await form.send("mfa-send", { factor, ...to }))) return;
    noteSent(key);
    setSent(true);
  };
  const confirm = () => (code ? form.send("mfa", { factor, code, ...to }) : form.fail(t("fillIn")));

  return (
    <Page title={t(NAMES[factor])} lead={sent ? undefined : t("enrollLead")}>
      <Fields onSubmit={() => void (sent ? confirm() : sendCode())}>
        {form.extra}
        {!sent && (
          <Field label={t(wanted)} type={factor === "SMS" ? "tel" : "email"} error={form.error} value={typed}
            autoComplete={factor === "SMS" ? "tel" : "email"} autoCapitalize="none" maxLength={254}
            onChange={(event) => setTyped(event.target.value)} />
        )}
        {!sent && address && needsCountry(state, address) && (
          <CountrySelect value={country} onChange={setCountry} />
        )}
        {sent && address && (
          <SentCode to={shown(address)} sentKey={key} code={code} error={form.error} busy={form.busy}
            onCode={setCode} onResend={() => void sendCode()} />
        )}
        <Button type="submit" busy={form.busy}>{t(sent ? "verify" : "sendCode")}</Button>
      </Fields>
      <Ways onOther={onOther} />
    </Page>
  );
}
