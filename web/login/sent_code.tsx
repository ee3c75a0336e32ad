// A code that was sent: where to, the field for it, and the wait until there may be another one.
import { useWords } from "../shared/languages";
import { Button, CodeField, Notice } from "../shared/ui";
import { useCountdown } from "./memory";

export interface SentCodeProps {
  to: string;
  sentKey: string; // what the countdown is remembered under
  code: string;
  error?: string;
  busy?: boolean;
  onCode(code: string): void;
  onResend(): void;
}

export function SentCode({ to, sentKey, code, error, busy, onCode, onResend }: SentCodeProps) {
  const t = useWords();
  const left = useCountdown(sentKey);
  return (
    <>
      <Notice kind="info">{t("codeSent", { to })}</Notice>
      <CodeField label={t("code")} value={code} error={error} onCode={onCode} />
      <p className="resend">
        {left > 0
          ? t("resendIn", { seconds: left })
          : <Button kind="quiet" busy={busy} onClick={onResend}>{t("resend")}</Button>}
      </p>
    </>
  );
}
