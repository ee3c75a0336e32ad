// Telling the operators what went wrong. Beside every page, also where there is no interaction any more.
import { useId, useState } from "react";
import { useWords } from "../../shared/languages";
import type { Key } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { useInteraction } from "../interaction";
import { Page } from "../page";

const TYPES: [string, Key][] = [["sign-in", "signIn"], ["register", "register"], ["code", "code"],
  ["password", "password"], ["second-factor", "feedbackFactor"], ["other", "feedbackOther"]];
const LONGEST = 2000;

export default function FeedbackPage({ requestId, onDone }: { requestId?: string; onDone: () => void }) {
  const t = useWords();
  const id = useId();
  const { ask } = useInteraction();
  const form = useForm();
  const [type, setType] = useState("sign-in");
  const [description, setDescription] = useState("");
  const [contact, setContact] = useState("");
  const [sent, setSent] = useState(false);
  const send = async () => {
    if (!description.trim()) return form.fail(t("fillIn"));
    const body = { type, description: description.trim(), ...(contact.trim() && { contact: contact.trim() }),
      ...(requestId && { requestId }) };
    if (await form.attempt(() => ask("feedback", body))) setSent(true);
  };
  if (sent)
    return (
      <Page title={t("feedbackSent")} lead={t("feedbackSentLead")}>
        <Button onClick={onDone}>{t("feedbackBack")}</Button>
      </Page>
    );
  return (
    <Page title={t("feedbackTitle")} lead={t("feedbackLead")}>
      <Fields onSubmit={() => void send()}>
        {form.extra}
        <div className="field">
          <label htmlFor={`${id}-type`}>{t("feedbackType")}</label>
          <div className="frame">
            <select id={`${id}-type`} value={type} onChange={(event) => setType(event.target.value)}>
              {TYPES.map(([value, name]) => <option key={value} value={value}>{t(name)}</option>)}
            </select>
          </div>
        </div>
        <div className="field">
          <label htmlFor={`${id}-text`}>{t("feedbackText")}</label>
          <div className="frame">
            <textarea id={`${id}-text`} rows={5} maxLength={LONGEST} value={description}
              aria-invalid={form.error ? true : undefined} aria-describedby={`${id}-hint ${id}-error`}
              onChange={(event) => setDescription(event.target.value)} />
          </div>
          <div className="hint" id={`${id}-hint`}>{t("feedbackHint")}</div>
          <p className="error" id={`${id}-error`} role="alert">{form.error}</p>
        </div>
        <Field label={t("feedbackContact")} value={contact} maxLength={255} autoComplete="email" autoCapitalize="none"
          onChange={(event) => setContact(event.target.value)} />
        <Button type="submit" busy={form.busy}>{t("feedbackSend")}</Button>
      </Fields>
      <div className="ways"><Button kind="quiet" onClick={onDone}>{t("feedbackBack")}</Button></div>
    </Page>
  );
}
