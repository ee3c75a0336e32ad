// Name and password of a company's directory.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field, PasswordField } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { show, useInteraction } from "../interaction";
import { draft, used } from "../memory";
import { Page } from "../page";
import type { Source } from "../protocol";

export function DirectoryPage({ source }: { source: Source }) {
  const t = useWords();
  const { state } = useInteraction();
  const [account, setAccount] = useState(draft().account ?? "");
  const [password, setPassword] = useState("");
  const form = useForm(() => setPassword(""));
  const signIn = async () => {
    if (!account.trim() || !password) return form.fail(t("fillIn"));
    const body = { type: source.type, account: account.trim(), password };
    if (await form.send("directory", body)) used(state.application.id, source.identifier);
  };
  return (
    <Page title={t("withSource", { name: source.name })}>
      <Fields onSubmit={() => void signIn()}>
        {form.extra}
        <Field label={t("username")} value={account} name="username" autoComplete="username" autoCapitalize="none"
          spellCheck={false} maxLength={255} onChange={(event) => setAccount(event.target.value)} />
        <PasswordField label={t("password")} error={form.error} value={password} name="password"
          autoComplete="current-password" maxLength={256} onChange={(event) => setPassword(event.target.value)} />
        <Button type="submit" busy={form.busy}>{t("signIn")}</Button>
      </Fields>
      <div className="ways">
        <Button kind="quiet" onClick={() => show("account")}>{t("otherWay")}</Button>
      </div>
    </Page>
  );
}
