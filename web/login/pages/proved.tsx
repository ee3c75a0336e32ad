// An address of one's own, proved by a code that was sent there: what an unlock and the link of an account share.
import { useState } from "react";
import type { ReactNode } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { addressOf, kindOf, shown } from "../address";
import type { Address } from "../api";
import { CountrySelect, firstCountry, needsCountry } from "../country";
import { Fields, useForm } from "../form";
import { useInteraction } from "../interaction";
import { draft, noteSent, wasSent } from "../memory";
import type { Channel } from "../protocol";
import { SentCode } from "../sent_code";

export interface ProvedProps {
  what: string; // for the countdown's memory
  channels: Channel[];
  sending: string; // the action that sends the code
  proving: string; // and the one that takes it, with `more`
  more?: object;
  label: string; // of the button, once a code was sent
  ready?: boolean; // false while something else is still missing
  children?: ReactNode; // what else is asked for
}

export function ProvedAddress({ what, channels, sending, proving, more, label, ready = true, children }: ProvedProps) {
  const t = useWords();
  const { state } = useInteraction();
  const [code, setCode] = useState("");
  const form = useForm(() => setCode(""));
  const fits = (text: string) =>
    kindOf(text) !== "name" && channels.includes(kindOf(text) === "phone" ? "SMS" : "EMAIL");
  const known = draft().account ?? "";
  const [typed, setTyped] = useState(fits(known) ? known : "");
  const [country, setCountry] = useState(firstCountry(state));
  const text = typed.trim();
  const address: Address | null = fits(text) ? addressOf(text, country) : null;
  const key = address ? `${what} ${address.channel} ${shown(address)}` : "";
  const [sent, setSent] = useState(() => !!address && wasSent(key));

  const sendCode = async () => {
    if (!address) return form.fail(t(text ? "needAddress" : "fillIn"));
    if (!(await form.send(sending, address))) return;
    noteSent(key);
    setSent(true);
  };
  const prove = () =>
    (code && ready ? form.send(proving, { ...address, ...more, passCode: code }) : form.fail(t("fillIn")));
  const asked = channels.length > 1 ? "emailOrPhone" : channels[0] === "SMS" ? "phone" : "email";
  return (
    <Fields onSubmit={() => void (sent ? prove() : sendCode())}>
      {form.extra}
      {!sent && (
        <Field label={t(asked)} error={form.error} value={typed} name="username" autoComplete="username"
          autoCapitalize="none" spellCheck={false} maxLength={254} onChange={(event) => setTyped(event.target.value)} />
      )}
      {!sent && address && needsCountry(state, address) && <CountrySelect value={country} onChange={setCountry} />}
      {sent && address && (
        <SentCode to={shown(address)} sentKey={key} code={code} error={form.error} busy={form.busy}
          onCode={setCode} onResend={() => void sendCode()} />
      )}
      {sent && children}
      <Button type="submit" busy={form.busy}>{sent ? label : t("sendCode")}</Button>
    </Fields>
  );
}
