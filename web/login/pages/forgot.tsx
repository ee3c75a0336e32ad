// A forgotten password: a code to the address of the account. The new password is asked for on the next page, by what
// the server remembers. Whether there is such an account is not said.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { addressOf, kindOf, shown } from "../address";
import { Problem } from "../api";
import { CountrySelect, firstCountry, needsCountry } from "../country";
import { Fields, useForm } from "../form";
import { show, useInteraction } from "../interaction";
import { draft, keep, noteSent, wasSent } from "../memory";
import { Page, Who } from "../page";
import { SentCode } from "../sent_code";

export function ForgotPage() {
  const t = useWords();
  const { state, go } = useInteraction();
  const form = useForm();
  const [account, setAccount] = useState(draft().account ?? state.loginHint ?? "");
  const [country, setCountry] = useState(firstCountry(state));
  const [code, setCode] = useState("");
  const address = addressOf(account.trim(), country);
  const key = address ? `forgot ${address.channel} ${shown(address)}` : "";
  const [sent, setSent] = useState(() => !!address && wasSent(key));

  const sendCode = async () => {
    if (!address) return form.fail(t(account.trim() ? "needAddress" : "fillIn"));
    keep({ account: account.trim() });
    if (!(await form.send("forgot-send", address))) return;
    noteSent(key);
    setSent(true);
  };
  const [second, setSecond] = useState(false);
  const [email, setEmail] = useState({ to: "", code: "" });
  const prove = () => {
    if (!code || (second && !email.code)) return form.fail(t("fillIn"));
    const more = second && { email: email.to, emailCode: email.code };
    return form.attempt(async () => {
      try {
        await go("forgot", { ...address, passCode: code, ...more });
      } catch (caught) {
        // A number that came onto the account lately proves too little alone. Its code stays good.
        if (caught instanceof Problem && caught.status === 403 && address?.channel === "SMS") setSecond(true);
        throw caught;
      }
    });
  };

  return (
    <Page title={t("forgotTitle")} lead={sent ? undefined : t("forgotLead")}>
      {sent && address && <Who name={shown(address)} onChange={() => setSent(false)} />}
      <Fields onSubmit={() => void (sent ? prove() : sendCode())}>
        {form.extra}
        {!sent && (
          <Field label={t("emailOrPhone")} error={form.error} value={account} name="username"
            autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={254}
            onChange={(event) => setAccount(event.target.value)} />
        )}
        {!sent && address && needsCountry(state, address) && (
          <CountrySelect value={country} onChange={setCountry} />
        )}
        {sent && address && (
          <SentCode to={shown(address)} sentKey={key} code={code} error={form.error} busy={form.busy}
            onCode={setCode} onResend={() => void sendCode()} />
        )}
        {sent && second && <AlsoEmail onProof={setEmail} />}
        <Button type="submit" busy={form.busy}>{t(sent ? "next" : "sendCode")}</Button>
      </Fields>
      <div className="ways">
        <Button kind="quiet" onClick={() => show("account")}>{t("backToSignIn")}</Button>
      </div>
    </Page>
  );
}

// An address of the same account, beside its number.
function AlsoEmail({ onProof }: { onProof: (proof: { to: string; code: string }) => void }) {
  const t = useWords();
  const form = useForm();
  const [to, setTo] = useState("");
  const [code, setCode] = useState("");
  const [sent, setSent] = useState(false);
  const key = `forgot EMAIL ${to.trim()}`;
  const sendCode = async () => {
    if (kindOf(to.trim()) !== "email") return form.fail(t(to ? "needAddress" : "fillIn"));
    if (!(await form.send("forgot-send", { channel: "EMAIL", to: to.trim() }))) return;
    noteSent(key);
    setSent(true);
  };
  return (
    <>
      {form.extra}
      <Field label={t("email")} error={form.error} value={to} type="email" autoComplete="email" autoCapitalize="none"
        spellCheck={false} maxLength={254} readOnly={sent} onChange={(event) => setTo(event.target.value)} />
      {sent
        ? (
          <SentCode to={to.trim()} sentKey={key} code={code} busy={form.busy} onResend={() => void sendCode()}
            onCode={(typed) => {
              setCode(typed);
              onProof({ to: to.trim(), code: typed });
            }} />
        )
        : (
          <p className="resend">
            <Button kind="quiet" busy={form.busy} onClick={() => void sendCode()}>{t("sendCode")}</Button>
          </p>
        )}
    </>
  );
}
