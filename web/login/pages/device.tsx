// The code that a device shows (RFC 8628 §3.3), and what became of it.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { useInteraction } from "../interaction";
import { Page } from "../page";

// The code may have come with the address (§3.3.1): it is shown for comparison, never taken unseen.
export function DevicePage() {
  const t = useWords();
  const { state } = useInteraction();
  const [userCode, setUserCode] = useState(state.userCode ?? "");
  const form = useForm();
  const next = () => {
    if (!userCode.trim()) return form.fail(t("fillIn"));
    void form.send("device", { userCode: userCode.trim() });
  };
  return (
    <Page title={t("deviceTitle")} lead={t(state.userCode ? "deviceCompare" : "deviceLead")}>
      <Fields onSubmit={next}>
        {form.extra}
        <Field label={t("deviceCode")} error={form.error} value={userCode} className="code" autoComplete="off"
          autoCapitalize="characters" spellCheck={false} maxLength={32}
          onChange={(event) => setUserCode(event.target.value.toUpperCase())} />
        <Button type="submit" busy={form.busy}>{t("next")}</Button>
      </Fields>
      <p className="fine">{t("deviceFine")}</p>
    </Page>
  );
}

export function DeviceEndPage({ allowed }: { allowed: boolean }) {
  const t = useWords();
  return (
    <Page title={t(allowed ? "deviceDone" : "deviceDenied")} lead={t(allowed ? "deviceDoneLead" : "deviceDeniedLead")}>
      {null}
    </Page>
  );
}
