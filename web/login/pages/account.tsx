// The first page: who are you, or which other way do you take.
import { useState } from "react";
import type { ReactNode } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field, Notice, Or, Picture } from "../../shared/ui";
import { addressOf, canCode, canPassword, kindOf, sourceFor } from "../address";
import { CountrySelect, firstCountry, hasCountries } from "../country";
import { Fields, useForm } from "../form";
import { brandOf, show, useInteraction } from "../interaction";
import { draft, keep, lastUsed, used } from "../memory";
import { Page } from "../page";
import { usePasskey } from "../passkey";
import type { Source, State } from "../protocol";
import { enter, isEntry } from "../source";

function labelOf(state: State) {
  if (canPassword(state)) return "account";
  const mail = state.methods?.includes("EMAIL_CODE");
  const phone = state.methods?.includes("PHONE_CODE");
  return mail && phone ? "emailOrPhone" : phone ? "phone" : "email";
}

export function AccountPage() {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  const [account, setAccount] = useState(draft().account ?? state.loginHint ?? "");
  const [country, setCountry] = useState(firstCountry(state));
  const isNumber = kindOf(account.trim()) === "phone" && !account.trim().startsWith("+");
  const asks = canPassword(state) || state.methods?.some((method) => /^(EMAIL|PHONE)_CODE$/.test(method));
  const label = labelOf(state);
  const passkey = usePasskey(form);

  const next = () => {
    const name = account.trim();
    if (!name) return form.fail(t("fillIn"));
    const source = sourceFor(state, name);
    keep({ account: name, ...(isNumber && hasCountries(state) && { country }) });
    if (source && enter(state, source)) return;
    const code = canCode(state, addressOf(name, country));
    if (!code && !canPassword(state)) return form.fail(t(kindOf(name) === "name" ? "needAddress" : "noCode"));
    show(code && (!canPassword(state) || prefersCode(state)) ? "code" : "password");
  };

  return (
    <Page title={t("signIn")} lead={t("continueTo", { app: brandOf(state).name })}>
      {state.notice && <Notice>{state.notice.message}</Notice>}
      {asks && (
        <Fields onSubmit={next}>
          {form.extra}
          <Field
            label={t(label)}
            error={form.error}
            value={account}
            onChange={(event) => setAccount(event.target.value)}
            name="username"
            type={label === "email" ? "email" : label === "phone" ? "tel" : "text"}
            autoComplete="username webauthn"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
          />
          {isNumber && hasCountries(state) && <CountrySelect value={country} onChange={setCountry} />}
          <Button type="submit">{t("next")}</Button>
        </Fields>
      )}
      <Others divided={!!asks} passkey={passkey} />
      {state.remembered && (
        <div className="ways"><Button kind="quiet" onClick={() => show("accounts")}>{t("selectAccount")}</Button></div>
      )}
      {state.register && (
        <p className="aside">
          {t("newHere")} <Button kind="quiet" onClick={() => show("register")}>{t("register")}</Button>
        </p>
      )}
    </Page>
  );
}

// What worked here last, else what the application names first.
function prefersCode(state: State): boolean {
  const last = lastUsed(state.application.id);
  if (last === "code" || last === "password") return last === "code";
  const methods = state.methods ?? [];
  return methods.findIndex((method) => /^(EMAIL|PHONE)_CODE$/.test(method)) < methods.indexOf("PASSWORD");
}

// Ways in that need no account first.
function Others({ divided, passkey }: { divided: boolean; passkey: (() => void) | undefined }) {
  const t = useWords();
  const { state } = useInteraction();
  const sources = (state.sources ?? []).filter(isEntry);
  const byQrCode = state.methods?.includes("QRCODE");
  if (sources.length === 0 && !byQrCode && !passkey) return null;
  const last = lastUsed(state.application.id);
  const mark = (way: string) => last === way && <small className="mark">{t("lastUsed")}</small>;
  return (
    <>
      {divided && <Or />}
      <ul className="choices">
        {passkey && (
          <li><Button kind="secondary" onClick={passkey}><Key />{t("withPasskey")}{mark("passkey")}</Button></li>
        )}
        {byQrCode && (
          <li>
            <Button kind="secondary" onClick={() => show("qrcode")}><Code />{t("withQrCode")}{mark("qrcode")}</Button>
          </li>
        )}
        {sources.map((source) => (
          <li key={source.identifier}>
            <SourceButton source={source}>{mark(source.identifier)}</SourceButton>
          </li>
        ))}
      </ul>
    </>
  );
}

function SourceButton({ source, children }: { source: Source; children: ReactNode }) {
  const t = useWords();
  const { state } = useInteraction();
  const inside = (
    <>
      <Picture of={source.logo} name={source.name} />
      <span>{t("withSource", { name: source.name })}</span>
      {children}
    </>
  );
  if (!source.url) return <Button kind="secondary" onClick={() => enter(state, source)}>{inside}</Button>;
  return (
    <a className="button secondary" href={source.url} onClick={() => used(state.application.id, source.identifier)}>
      {inside}
    </a>
  );
}

const Key = () => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <circle cx="8" cy="9" r="4.5" /><path d="M11.5 12 20 20.5M16 16.5l2.5-2.5" />
  </svg>
);
const Code = () => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2" />
  </svg>
);
