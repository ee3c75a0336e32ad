// A field for a new password. The server alone decides what is good enough; the bar is advice and refuses nothing.
import { useWords } from "./languages";
import type { Key } from "./languages";
import { PasswordField } from "./ui";

const LEVELS: Key[] = ["strengthWeak", "strengthFair", "strengthGood", "strengthStrong"];

// 0 to 3. Length counts more than variety, and repetition counts for nothing.
export function strengthOf(password: string): number {
  const different = new Set(password).size;
  const kinds = [/\d/, /[a-z]/, /[A-Z]/, /[^\dA-Za-z]/].filter((kind) => kind.test(password)).length;
  const points = Math.min(password.length, different * 2) + kinds * 1.5;
  return points < 10 ? 0 : points < 14 ? 1 : points < 18 ? 2 : 3;
}

export function NewPassword({ value, error, optional, onValue }: {
  value: string;
  optional?: boolean;
  error?: string;
  onValue: (password: string) => void;
}) {
  const t = useWords();
  const level = strengthOf(value);
  return (
    <PasswordField
      label={optional ? t("optional", { label: t("newPassword") }) : t("newPassword")}
      error={error}
      value={value}
      onChange={(event) => onValue(event.target.value)}
      name="new-password"
      autoComplete="new-password"
      maxLength={256}
      hint={value && (
        <span className="strength" data-level={level}>
          <meter min={0} max={4} value={level + 1} aria-label={t("strength")} />
          <span>{t(LEVELS[level])}</span>
        </span>
      )}
    />
  );
}
