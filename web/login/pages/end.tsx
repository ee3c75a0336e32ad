// Where an interaction ends: well, too late, or at a step that this page does not know.
import { useEffect, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Notice } from "../../shared/ui";
import { Problem } from "../api";
import { useForm } from "../form";
import { brandOf, isTarget, useInteraction } from "../interaction";
import { draft, forget, refusePasskey, refusedPasskey } from "../memory";
import { Page } from "../page";
import { keepsPasskeys, makeKey } from "../passkey";
import type { Demand, NewPasskey } from "../protocol";
import { Leave } from "./leave";

export function DonePage() {
  const t = useWords();
  const { state } = useInteraction();
  const { redirectTo, recoveryCode } = state;
  const { ask } = useInteraction();
  const [saved, setSaved] = useState(!recoveryCode);
  // undefined: not known yet
  const [offers, setOffers] = useState(state.offerPasskey && !refusedPasskey() ? undefined : false);
  useEffect(() => {
    if (offers === undefined) void keepsPasskeys().then(setOffers);
  }, [offers]);
  useEffect(() => {
    if (!saved || offers !== false) return;
    const leave = () => {
      if (isTarget(redirectTo)) location.replace(redirectTo);
    };
    const remember = draft().remember;
    forget();
    if (remember) void ask("remember", {}).then(leave, leave); // what is not remembered is asked for again
    else leave();
  }, [redirectTo, saved, offers, ask]);
  if (!saved && recoveryCode) return <RecoveryCode code={recoveryCode} onSaved={() => setSaved(true)} />;
  if (offers) return <PasskeyOffer onDone={() => setOffers(false)} />;
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

function PasskeyOffer({ onDone }: { onDone: () => void }) {
  const t = useWords();
  const { ask } = useInteraction();
  const form = useForm();
  const add = () => form.attempt(async () => {
    const made = await makeKey(await ask<NewPasskey>("new-passkey-options", {}));
    if (!made) throw new Problem(t("passkeyNotMade"), 403);
    await ask("new-passkey", made);
    onDone();
  });
  return (
    <Page title={t("passkeyOffer")} lead={t("passkeyOfferLead")}>
      {form.extra}
      <div className="pair">
        <Button kind="secondary" busy={form.busy} onClick={() => {
          refusePasskey();
          onDone();
        }}>
          {t("notNow")}
        </Button>
        <Button busy={form.busy} onClick={() => void add()}>{t("addPasskey")}</Button>
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
