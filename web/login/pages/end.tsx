// Where an interaction ends: well, too late, or at a step that this page does not know.
import { useEffect, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Notice } from "../../shared/ui";
import type { Problem } from "../api";
import { brandOf, isTarget, useInteraction } from "../interaction";
import { forget } from "../memory";
import { Page } from "../page";
import type { Demand } from "../protocol";
import { Leave } from "./leave";

export function DonePage() {
  const t = useWords();
  const { state } = useInteraction();
  const { redirectTo, recoveryCode } = state;
  const [saved, setSaved] = useState(!recoveryCode);
  useEffect(() => {
    if (!saved) return;
    forget();
    if (isTarget(redirectTo)) location.replace(redirectTo);
  }, [redirectTo, saved]);
  if (!saved && recoveryCode) return <RecoveryCode code={recoveryCode} onSaved={() => setSaved(true)} />;
  return (
    <Page title={t("done")} lead={t("doneLead", { app: brandOf(state).name })}>
      {isTarget(redirectTo) && <a className="button secondary" href={redirectTo}>{t("goOn")}</a>}
    </Page>
  );
}

function RecoveryCode({ code, onSaved }: { code: string; onSaved: () => void }) {
  const t = useWords();
  const { state } = useInteraction();
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${brandOf(state).name}\n${code}\n`)}`;
  return (
    <Page title={t("newRecoveryCode")} lead={t("newRecoveryLead")}>
      <p className="recovery">{code}</p>
      <div className="pair">
        <a className="button secondary" href={file} download="recovery-code.txt">{t("download")}</a>
        <Button onClick={onSaved}>{t("codeSaved")}</Button>
      </div>
    </Page>
  );
}

// No interaction, or none any more. Whose it was may be unknown, so the page says only what is sure.
export function OverPage({ problem }: { problem?: Problem | null }) {
  const t = useWords();
  const { state, reload } = useInteraction();
  const gone = !problem || [400, 401, 403, 404, 410].includes(problem.status);
  const restart = state.application.initLoginUri;
  useEffect(() => {
    if (gone) forget();
  }, [gone]);
  return (
    <Page
      title={t(gone ? "expired" : "troubleTitle")}
      lead={gone ? t("expiredLead") : t(problem.status === 0 ? "unreachable" : "trouble")}
    >
      {gone && isTarget(restart) && <a className="button primary" href={restart}>{t("restart")}</a>}
      {gone && !isTarget(restart) && <p>{t("restartByHand")}</p>}
      {!gone && <Button onClick={reload}>{t("again")}</Button>}
      {problem?.requestId && <p className="fine">{t("requestId", { id: problem.requestId })}</p>}
    </Page>
  );
}

export function UnknownPage({ demand }: { demand?: Demand | null }) {
  const t = useWords();
  return (
    <Page title={t("notHere")}>
      <Notice kind="warning">{demand?.message || t("trouble")}</Notice>
      <Leave />
    </Page>
  );
}
