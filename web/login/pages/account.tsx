// The first page: who are you, or which other way do you take.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field, Or, Picture } from "../../shared/ui";
import { addressOf, canCode, canPassword, kindOf, sourceFor } from "../address";
import { Fields, useForm } from "../form";
import { brandOf, isTarget, show, useInteraction } from "../interaction";
import { draft, keep, lastUsed, used } from "../memory";
import { Page } from "../page";
import type { State } from "../protocol";

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
  const asks = canPassword(state) || state.methods?.some((method) => /^(EMAIL|PHONE)_CODE$/.test(method));
  const label = labelOf(state);

  const next = () => {
    const name = account.trim();
    if (!name) return form.fail(t("fillIn"));
    const source = sourceFor(state, name);
    if (source && isTarget(source.url)) {
      used(state.application.id, source.identifier);
      location.assign(source.url);
      return;
    }
    const code = canCode(state, addressOf(name, ""));
    if (!code && !canPassword(state)) return form.fail(t(kindOf(name) === "name" ? "needAddress" : "noCode"));
    keep({ account: name });
    const byCode = code && (!canPassword(state) || lastUsed(state.application.id) === "code");
    show(byCode ? "code" : "password");
  };

  return (
    <Page title={t("signIn")} lead={t("continueTo", { app: brandOf(state).name })}>
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
          <Button type="submit">{t("next")}</Button>
        </Fields>
      )}
      <Sources divided={!!asks} />
      {state.register && (
        <p className="aside">
          {t("newHere")} <Button kind="quiet" onClick={() => show("register")}>{t("register")}</Button>
        </p>
      )}
    </Page>
  );
}

function Sources({ divided }: { divided: boolean }) {
  const t = useWords();
  const { state } = useInteraction();
  const sources = (state.sources ?? []).filter((source) => isTarget(source.url));
  if (sources.length === 0) return null;
  const last = lastUsed(state.application.id);
  return (
    <>
      {divided && <Or />}
      <ul className="choices">
        {sources.map((source) => (
          <li key={source.identifier}>
            <a
              className="button secondary"
              href={source.url}
              onClick={() => used(state.application.id, source.identifier)}
            >
              <Picture of={source.logo} name={source.name} />
              <span>{t("withSource", { name: source.name })}</span>
              {last === source.identifier && <small className="mark">{t("lastUsed")}</small>}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
