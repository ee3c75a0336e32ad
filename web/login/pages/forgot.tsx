// A forgotten password: a code to the address of the account, then the new password. Whether there is such an account
// is not said.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { addressOf, shown } from "../address";
import { CountrySelect, firstCountry, needsCountry } from "../country";
import { Fields, useForm } from "../form";
import { show, useInteraction } from "../interaction";
import { draft, keep, noteSent, wasSent } from "../memory";
import { NewPassword } from "../../shared/new_password";
import { Page, Who } from "../page";
import { SentCode } from "../sent_code";

export function ForgotPage() {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  const [account, setAccount] = useState(draft().account ?? state.loginHint ?? "");
  const [country, setCountry] = useState(firstCountry(state));
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
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
  const save = async () => {
    if (!code || !password) return form.fail(t("fillIn"));
    await form.send("forgot", { ...address, passCode: code, password });
  };

  return (
    <Page title={t("forgotTitle")} lead={sent ? undefined : t("forgotLead")}>
      {sent && address && <Who name={shown(address)} onChange={() => setSent(false)} />}
      <Fields onSubmit={() => void (sent ? save() : sendCode())}>
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
          <>
            <SentCode to={shown(address)} sentKey={key} code={code} error={form.error} busy={form.busy}
              onCode={setCode} onResend={() => void sendCode()} />
            <input hidden readOnly name="username" autoComplete="username" value={account} />
            <NewPassword value={password} onValue={setPassword} />
          </>
        )}
        <Button type="submit" busy={form.busy}>{t(sent ? "saveAndGoOn" : "sendCode")}</Button>
      </Fields>
      <div className="ways">
        <Button kind="quiet" onClick={() => show("account")}>{t("backToSignIn")}</Button>
      </div>
    </Page>
  );
}
