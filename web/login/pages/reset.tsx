// A sign-in that needs a new password first: after an administrator's, an old or an unsafe one.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { useInteraction } from "../interaction";
import { NewPassword } from "../../shared/new_password";
import { Page } from "../page";
import type { Demand } from "../protocol";
import { nameOf } from "./consent";
import { Leave } from "./leave";

export function ResetPage({ demand }: { demand: Demand }) {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  const [password, setPassword] = useState("");

  const save = async () => {
    if (!password) return form.fail(t("fillIn"));
    await form.send("new-password", { password });
  };
  return (
    <Page title={t("setPassword")} lead={demand.message}>
      <Fields onSubmit={() => void save()}>
        {form.extra}
        <input hidden readOnly name="username" autoComplete="username"
          value={state.account?.username ?? (state.account ? nameOf(state.account) : "")} />
        <NewPassword value={password} error={form.error} onValue={setPassword} />
        <Button type="submit" busy={form.busy}>{t("saveAndGoOn")}</Button>
      </Fields>
      <Leave />
    </Page>
  );
}
