// What somebody chooses on the way, once they have shown who they are: a user name, the account to go on as. The choice
// of a tenant is in tenant.tsx.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field, Picture } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { Page } from "../page";
import type { Demand } from "../protocol";
import { Leave } from "./leave";

export function NamePage({ demand }: { demand: Demand }) {
  const t = useWords();
  const form = useForm();
  const [name, setName] = useState(demand.data?.username ?? "");
  const choose = () => (name.trim() ? form.send("username", { username: name.trim() }) : form.fail(t("fillIn")));
  return (
    <Page title={t("nameTitle")} lead={demand.message}>
      <Fields onSubmit={() => void choose()}>
        {form.extra}
        <Field label={t("username")} error={form.error} value={name} name="username" autoComplete="username"
          autoCapitalize="none" spellCheck={false} maxLength={64} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" busy={form.busy}>{t("saveAndGoOn")}</Button>
      </Fields>
      <Leave />
    </Page>
  );
}

export function AccountChoicePage({ demand }: { demand: Demand }) {
  const t = useWords();
  const form = useForm();
  return (
    <Page title={t("selectAccount")} lead={demand.message}>
      {form.extra}
      {form.error && <p className="error" role="alert">{form.error}</p>}
      <ul className="choices">
        {(demand.data?.accounts ?? []).map(({ userId, name, photo, own }) => (
          <li key={userId}>
            <Button kind="secondary" busy={form.busy} onClick={() => void form.send("account", { userId })}>
              <Picture round of={photo} name={name} />
              <span className="two">{name}<small>{t(own ? "accountOwn" : "accountShared")}</small></span>
            </Button>
          </li>
        ))}
      </ul>
      <Leave />
    </Page>
  );
}
