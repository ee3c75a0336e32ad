import { useEffect, useRef, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button } from "../../shared/ui";
import { addressOf, canPassword, codeKey, shown } from "../address";
import { CountrySelect, firstCountry, needsCountry } from "../country";
import { Fields, useForm } from "../form";
import { show, useInteraction } from "../interaction";
import { draft, noteSent, used, wasSent } from "../memory";
import { Page, Who } from "../page";
import { SentCode } from "../sent_code";

export function CodePage() {
  const t = useWords();
  const { state } = useInteraction();
  const [code, setCode] = useState("");
  const form = useForm(() => setCode(""));
  const account = draft().account ?? state.loginHint ?? "";
  const [country, setCountry] = useState(firstCountry(state));
  const address = addressOf(account, country);
  const key = address ? codeKey(address) : "";
  const [sent, setSent] = useState(() => wasSent(key));
  const begun = useRef(false);

  const sendCode = async () => {
    if (!address || !(await form.send("send-code", address))) return;
    noteSent(key);
    setSent(true);
  };
  // Whoever came here by "next" has asked for the code, unless a country is still to be chosen.
  useEffect(() => {
    if (!address) return show("account");
    if (begun.current || sent || (needsCountry(state, address) && !draft().country)) return;
    begun.current = true;
    void sendCode();
  });

  const signIn = async () => {
    if (!code) return form.fail(t("fillIn"));
    if (await form.send("code", { ...address, passCode: code })) used(state.application.id, "code");
  };

  if (!address) return null;
  return (
    <Page title={t(sent ? "enterCode" : "getCode")}>
      <Who name={shown(address)} onChange={() => show("account")} />
      <Fields onSubmit={() => void (sent ? signIn() : sendCode())}>
        {form.extra}
        {sent
          ? (
            <SentCode to={shown(address)} sentKey={key} code={code} error={form.error} busy={form.busy}
              onCode={setCode} onResend={() => void sendCode()} />
          )
          : (
            <>
              {needsCountry(state, address) && <CountrySelect value={country} onChange={setCountry} />}
              <p>{t("willSend", { to: shown(address) })}</p>
              <p className="error" role="alert">{form.error}</p>
            </>
          )}
        <Button type="submit" busy={form.busy}>{t(sent ? "signIn" : "sendCode")}</Button>
      </Fields>
      {canPassword(state) && (
        <div className="ways">
          <Button kind="quiet" onClick={() => show("password")}>{t("usePassword")}</Button>
        </div>
      )}
    </Page>
  );
}
