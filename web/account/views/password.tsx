// A new password, for the old one, or the first of somebody who signed in another way.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { NewPassword } from "../../shared/new_password";
import { Button, PasswordField } from "../../shared/ui";
import { useAccount } from "../account";
import { Fields, Recent, useForm } from "../form";
import { post } from "../http";
import { useLoaded } from "../memory";
import { From, Panel, Section } from "../parts";
import type { Security } from "./home";

export function PasswordSection() {
  const t = useWords();
  const info = useLoaded<Security>("/api/v3/get-security-info");
  return (
    <Section title={t("password")} lead={t("passwordLead")} back={{ to: "security", name: t("security") }}>
      <Panel>
        <From loaded={info}>
          {({ passwordSet }) => {
            const change = <Change known={passwordSet} onDone={info.reload} />;
            return passwordSet ? change : <Recent>{change}</Recent>;
          }}
        </From>
      </Panel>
    </Section>
  );
}

function Change({ known, onDone }: { known: boolean; onDone: () => Promise<void> }) {
  const t = useWords();
  const { shell, say } = useAccount();
  const form = useForm();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");

  const save = async () => {
    if (!fresh || (known && !old)) return form.fail(t("fillIn"));
    const body = known ? { oldPassword: old, newPassword: fresh } : { newPassword: fresh };
    if (!(await form.attempt(async () => void (await post("/api/v3/update-password", body))))) return;
    setOld("");
    setFresh("");
    say(t("passwordChanged"));
    await onDone();
  };
  return (
    <Fields onSubmit={() => void save()}>
      {form.notice}
      <input hidden readOnly name="username" autoComplete="username" value={shell.account.name} />
      {known && (
        <PasswordField label={t("oldPassword")} name="password" autoComplete="current-password" maxLength={256}
          value={old} error={!old ? form.error : undefined} onChange={(event) => setOld(event.target.value)} />
      )}
      <NewPassword value={fresh} error={known && !old ? undefined : form.error} onValue={setFresh} />
      <Button type="submit" busy={form.busy}>{t("savePassword")}</Button>
    </Fields>
  );
}
