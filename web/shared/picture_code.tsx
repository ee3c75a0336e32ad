// The picture code that the server asks for when it suspects a machine.
import { useEffect, useRef } from "react";
import { useWords } from "./languages";
import { Button, Field } from "./ui";

export interface PictureCodeProps {
  picture: string;
  typed: string;
  error?: string;
  onTyped(text: string): void;
  onOther(): void;
}

export function PictureCode({ picture, typed, error, onTyped, onOther }: PictureCodeProps) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector("input")?.focus(), [picture]);
  return (
    <div className="captcha" ref={frame}>
      <div className="drawing">
        <img src={picture} alt={t("captchaPicture")} />
        <Button kind="quiet" onClick={onOther}>{t("captchaOther")}</Button>
      </div>
      <Field
        label={t("captcha")}
        hint={t("captchaAsked")}
        error={error}
        value={typed}
        onChange={(event) => onTyped(event.target.value)}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={16}
      />
    </div>
  );
}
