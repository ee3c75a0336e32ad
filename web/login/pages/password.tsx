import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, PasswordField } from "../../shared/ui";
import { addressOf, canCode } from "../address";
import { numbered } from "../country";
import { Fields, useForm } from "../form";
import { show, useInteraction } from "../interaction";
import { draft, used } from "../memory";
import { Page, Who } from "../page";

export function PasswordPage() {
  const t = useWords();
  const { state } = useInteraction();
  const [password, setPassword] = useState("");
  const form = useForm(() => setPassword(""));
  const account = draft().account ?? state.loginHint ?? "";
  const byCode = canCode(state, addressOf(account, ""));

  const signIn = async () => {
    if (!password) return form.fail(t("fillIn"));
    const body = { account: numbered(account, state), password };
    if (await form.send("password", body)) used(state.application.id, "password");
  };

  return (
    <Page title={t("enterPassword")}>
      <Who name={account} onChange={() => show("account")} />
      <Fields onSubmit={() => void signIn()}>
        {form.extra}
        <input hidden readOnly name="username" autoComplete="username" value={account} />
        <PasswordField
          label={t("password")}
          error={form.error}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          name="password"
          autoComplete="current-password"
          maxLength={256}
        />
        <Button type="submit" busy={form.busy}>{t("signIn")}</Button>
      </Fields>
      <div className="ways">
        {state.forgot !== false && (
          <Button kind="quiet" onClick={() => show("forgot")}>{t("forgotPassword")}</Button>
        )}
        {byCode && <Button kind="quiet" onClick={() => show("code")}>{t("useCode")}</Button>}
      </div>
    </Page>
  );
}
