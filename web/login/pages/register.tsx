// A new account: an address that a code proves, or a name, with a password.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { Agreements, answersTo, missingOf } from "../agreements";
import { addressOf, canPassword, kindOf, shown } from "../address";
import { CountrySelect, firstCountry, needsCountry } from "../country";
import { Fields, useForm } from "../form";
import { brandOf, show, useInteraction } from "../interaction";
import { draft, keep, noteSent, wasSent } from "../memory";
import { NewPassword } from "../../shared/new_password";
import { Page, Who } from "../page";
import type { RegisterMethod, State } from "../protocol";
import { SentCode } from "../sent_code";

function methodsOf(state: State): RegisterMethod[] {
  if (state.registerMethods) return state.registerMethods;
  return (state.methods ?? []).filter((method): method is RegisterMethod => /^(EMAIL|PHONE)_CODE$/.test(method));
}

// How an account of this name can be made here, in the application's order.
function methodsFor(state: State, account: string): RegisterMethod[] {
  const by: Record<string, RegisterMethod[]> = {
    email: ["EMAIL_CODE", "EMAIL_PASSWORD"],
    phone: ["PHONE_CODE"],
    name: ["USERNAME_PASSWORD"],
  };
  return methodsOf(state).filter((method) => by[kindOf(account)].includes(method));
}

function labelOf(state: State) {
  const methods = methodsOf(state);
  if (methods.includes("USERNAME_PASSWORD")) return methods.length > 1 ? "account" : "username";
  const mail = methods.some((method) => method.startsWith("EMAIL"));
  return mail && methods.includes("PHONE_CODE") ? "emailOrPhone" : mail ? "email" : "phone";
}

export function RegisterPage() {
  const { state } = useInteraction();
  const [account, setAccount] = useState("");
  const [at, choose] = useState(0);
  const methods = account ? methodsFor(state, account) : [];
  if (methods.length === 0) return <Name onNamed={setAccount} />;
  const method = methods[at % methods.length];
  return (
    <Make key={method} account={account} method={method} onChange={() => setAccount("")}
      onOther={methods.length > 1 ? () => choose(at + 1) : undefined} />
  );
}

function HaveAccount() {
  const t = useWords();
  return (
    <p className="aside">
      {t("haveAccount")} <Button kind="quiet" onClick={() => show("account")}>{t("signIn")}</Button>
    </p>
  );
}

function Name({ onNamed }: { onNamed: (account: string) => void }) {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  const [account, setAccount] = useState(draft().account ?? "");
  const next = () => {
    const name = account.trim();
    if (!name) return form.fail(t("fillIn"));
    if (methodsFor(state, name).length === 0) return form.fail(t("noRegister"));
    keep({ account: name });
    onNamed(name);
  };
  return (
    <Page title={t("registerTitle")} lead={t("continueTo", { app: brandOf(state).name })}>
      <Fields onSubmit={next}>
        {form.extra}
        <Field label={t(labelOf(state))} error={form.error} value={account} name="username" autoComplete="username"
          autoCapitalize="none" spellCheck={false} maxLength={254}
          onChange={(event) => setAccount(event.target.value)} />
        <Button type="submit">{t("next")}</Button>
      </Fields>
      <HaveAccount />
    </Page>
  );
}

function Make({ account, method, onChange, onOther }: {
  account: string;
  method: RegisterMethod;
  onChange: () => void;
  onOther?: () => void;
}) {
  const t = useWords();
  const { state, ask } = useInteraction();
  const [country, setCountry] = useState(firstCountry(state));
  const [code, setCode] = useState("");
  const form = useForm();
  const agreements = state.agreements ?? [];
  const [checked, setChecked] = useState<string[]>([]);
  const [missing, setMissing] = useState("");
  const [password, setPassword] = useState("");
  const coded = method.endsWith("_CODE");
  const address = addressOf(account, country);
  const key = address ? `register ${address.channel} ${shown(address)}` : "";
  const [sent, setSent] = useState(() => coded && wasSent(key));

  const sendCode = async () => {
    if (!(await form.send("send-code", { ...address, purpose: "REGISTER" }))) return;
    noteSent(key);
    setSent(true);
  };
  const make = async () => {
    if (coded ? !code : !password) return form.fail(t("fillIn"));
    const body = coded
      ? { ...address, passCode: code, ...(password && { password }) }
      : { account, password };
    const refused = missingOf(agreements, checked);
    setMissing(refused?.id ?? "");
    if (refused) return;
    const said = agreements.length === 0 || await form.attempt(() =>
      ask("register-agreements", { agreements: answersTo(agreements, checked) }));
    if (said) await form.send("register", { method, ...body });
  };

  const ready = !coded || sent;
  return (
    <Page title={t("registerTitle")}>
      <Who name={address && coded ? shown(address) : account} onChange={onChange} />
      <Fields onSubmit={() => void (ready ? make() : sendCode())}>
        {form.extra}
        {!ready && address && needsCountry(state, address) && <CountrySelect value={country} onChange={setCountry} />}
        {!ready && address && <p>{t("willSend", { to: shown(address) })}</p>}
        {!ready && <p className="error" role="alert">{form.error}</p>}
        {sent && address && (
          <SentCode to={shown(address)} sentKey={key} code={code} error={form.error} busy={form.busy}
            onCode={setCode} onResend={() => void sendCode()} />
        )}
        {!coded && <NewPassword value={password} error={form.error} onValue={setPassword} />}
        {sent && canPassword(state) && <NewPassword optional value={password} onValue={setPassword} />}
        {ready && agreements.length > 0 && (
          <Agreements agreements={agreements} checked={checked} missing={missing} onChecked={setChecked} />
        )}
        <Button type="submit" busy={form.busy}>{t(ready ? "register" : "sendCode")}</Button>
      </Fields>
      {onOther && (
        <div className="ways">
          <Button kind="quiet" onClick={onOther}>{t(coded ? "registerByPassword" : "registerByCode")}</Button>
        </div>
      )}
      <HaveAccount />
    </Page>
  );
}
