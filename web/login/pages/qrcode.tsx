// A code to scan with the application on the phone, asked about once a second.
import { useCallback, useEffect, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Notice, isOurs } from "../../shared/ui";
import { useForm } from "../form";
import { brandOf, show, useInteraction } from "../interaction";
import { used } from "../memory";
import { Page } from "../page";
import type { QrCode, QrStatus, State } from "../protocol";

const ASK_MS = 1000;
const OVER = ["CANCELLED", "EXPIRED", "ERROR"];

export function QrCodePage() {
  const t = useWords();
  const { state, ask, enter } = useInteraction();
  const form = useForm();
  const [code, setCode] = useState<QrCode | null>(null);
  const [status, setStatus] = useState<QrStatus["status"]>("PENDING");
  const { attempt } = form;

  const draw = () => attempt(async () => {
    setCode(await ask<QrCode>("qrcode", {}));
    setStatus("PENDING");
  });
  useEffect(() => void draw(), []);

  const look = useCallback(async (qrcodeId: string) => {
    const answer = await ask<QrStatus & Partial<State>>("qrcode-status", { qrcodeId });
    if (!answer.step) return setStatus(answer.status);
    used(state.application.id, "qrcode");
    enter(answer as State);
  }, [ask, enter, state.application.id]);

  const over = OVER.includes(status ?? "");
  useEffect(() => {
    if (!code || over) return;
    // The next question follows the last answer; a question that failed is asked again.
    let timer = 0;
    let left = false;
    const next = () => {
      timer = window.setTimeout(() => void look(code.qrcodeId).catch(() => {}).then(() => left || next()), ASK_MS);
    };
    next();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [code, over, look]);

  return (
    <Page title={t("qrTitle")} lead={t("qrLead", { app: brandOf(state).name })}>
      {form.extra}
      {code && isOurs(code.url) && (
        <div className="qrcode" data-over={over || undefined}><img src={code.url} alt={t("qrPicture")} /></div>
      )}
      <div role="status">{status === "SCANNED" && <Notice kind="info">{t("qrScanned")}</Notice>}</div>
      {over && <Notice kind="warning">{t(status === "CANCELLED" ? "qrCancelled" : "qrExpired")}</Notice>}
      {(over || (!code && !form.busy)) && (
        <Button busy={form.busy} onClick={() => void draw()}>{t("qrAnother")}</Button>
      )}
      <div className="ways">
        <Button kind="quiet" onClick={() => show("account")}>{t("otherWay")}</Button>
      </div>
    </Page>
  );
}
