// A code that was sent: the field for it, and the wait until there may be another one.
import { useEffect, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, CodeField } from "../../shared/ui";

const RESEND_MS = 60_000;

export function Sent({ label, code, error, busy, second, onCode, onResend }: {
  label: string;
  code: string;
  error?: string;
  busy: boolean;
  second?: boolean; // another one is to be typed first
  onCode: (code: string) => void;
  onResend: () => Promise<boolean>;
}) {
  const t = useWords();
  const [since, setSince] = useState(() => Date.now());
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const left = Math.ceil((since + RESEND_MS - now) / 1000);
  const again = async () => {
    if (await onResend()) setSince(Date.now());
  };
  return (
    <>
      <CodeField label={label} value={code} error={error} onCode={onCode} autoFocus={!second} />
      <p className="resend">
        {left > 0
          ? t("resendIn", { seconds: left })
          : <Button kind="quiet" busy={busy} onClick={() => void again()}>{t("resend")}</Button>}
      </p>
    </>
  );
}
