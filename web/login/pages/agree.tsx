// What the application wants people to agree to before they are signed in.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button } from "../../shared/ui";
import { Agreements, answersTo, missingOf } from "../agreements";
import { Fields, useForm } from "../form";
import { Page } from "../page";
import type { Demand } from "../protocol";
import { Leave } from "./leave";

export function AgreePage({ demand }: { demand: Demand }) {
  const t = useWords();
  const form = useForm();
  const agreements = demand.data?.agreements ?? [];
  const [checked, setChecked] = useState<string[]>([]);
  const [missing, setMissing] = useState("");
  const agree = async () => {
    const refused = missingOf(agreements, checked);
    setMissing(refused?.id ?? "");
    if (!refused) await form.send("agreements", { agreements: answersTo(agreements, checked) });
  };
  return (
    <Page title={t("agreeTitle")} lead={demand.message}>
      <Fields onSubmit={() => void agree()}>
        {form.extra}
        <Agreements agreements={agreements} checked={checked} missing={missing} onChecked={setChecked} />
        {form.error && <p className="error" role="alert">{form.error}</p>}
        <Button type="submit" busy={form.busy}>{t("goOn")}</Button>
      </Fields>
      <Leave />
    </Page>
  );
}
