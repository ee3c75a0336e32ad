// A sign-in that needs a new password first: after an administrator's, an old or an unsafe one.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { draft } from "../memory";
import { NewPassword } from "../../shared/new_password";
import { Page } from "../page";
import type { Demand } from "../protocol";
import { Leave } from "./leave";

export function ResetPage({ demand }: { demand: Demand }) {
  const t = useWords();
  const form = useForm();
  const [password, setPassword] = useState("");

  const save = async () => {
    if (!password) return form.fail(t("fillIn"));
    await form.send("new-password", { password, account: draft().account });
  };
  return (
    <Page title={t("setPassword")} lead={demand.message}>
      <Fields onSubmit={() => void save()}>
        {form.extra}
        <input hidden readOnly name="username" autoComplete="username"
          value={draft().account ?? ""} />
        <NewPassword value={password} error={form.error} onValue={setPassword} />
        <Button type="submit" busy={form.busy}>{t("saveAndGoOn")}</Button>
      </Fields>
      <Leave />
    </Page>
  );
}
