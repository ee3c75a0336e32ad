// What the application still wants to know about the account. A number or an address is proved by a code on the way.
import { useId, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { addressOf, kindOf, shown } from "../address";
import { CountrySelect, firstCountry, needsCountry } from "../country";
import { Fields, useForm } from "../form";
import { useInteraction } from "../interaction";
import { noteSent } from "../memory";
import { Page } from "../page";
import type { CompletionField, Demand } from "../protocol";
import { SentCode } from "../sent_code";
import { Leave } from "./leave";

const INPUTS: Record<string, string> = { email: "email", phone: "tel", number: "number", date: "date", image: "url" };
const FILLED: Record<string, string> = { email: "email", phone: "tel", name: "name", nickname: "nickname",
  birthdate: "bday", company: "organization", country: "country", city: "address-level2", postalCode: "postal-code" };

interface Value {
  value: string | boolean;
  code?: string;
  phoneCountryCode?: string;
}

const asValue = (type: string | undefined, value: string | boolean) =>
  type === "number" && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : value;

export function CompletePage({ demand }: { demand: Demand }) {
  const t = useWords();
  const form = useForm();
  const [values, setValues] = useState<Record<string, Value>>({});
  const [missing, setMissing] = useState("");
  const fields = demand.data?.metaData ?? [];

  const save = async () => {
    const empty = fields.find(({ name, required }) => required && (values[name]?.value ?? "") === "");
    setMissing(empty?.name ?? "");
    if (empty) return;
    const fieldValues = fields.filter(({ name }) => (values[name]?.value ?? "") !== "")
      .map(({ name, type }) => ({ name, ...values[name], value: asValue(type, values[name].value) }));
    await form.send("complete", { fieldValues });
  };
  return (
    <Page title={t("completeTitle")} lead={demand.message}>
      <Fields onSubmit={() => void save()}>
        {form.extra}
        {fields.map((field) => {
          const given = {
            field,
            value: values[field.name] ?? { value: "" },
            error: missing === field.name ? t("fillIn") : undefined,
            onValue: (value: Value) => setValues((all) => ({ ...all, [field.name]: value })),
          };
          return field.type === "phone" || field.type === "email"
            ? <Proved key={field.name} {...given} />
            : <One key={field.name} {...given} />;
        })}
        {form.error && <p className="error" role="alert">{form.error}</p>}
        <Button type="submit" busy={form.busy}>{t("saveAndGoOn")}</Button>
      </Fields>
      {demand.data?.skip && (
        <div className="ways">
          <Button kind="quiet" busy={form.busy} onClick={() => void form.send("complete", { skip: true })}>
            {t("later")}
          </Button>
        </div>
      )}
      <Leave />
    </Page>
  );
}

interface OneProps {
  field: CompletionField;
  value: Value;
  error?: string;
  onValue(value: Value): void;
}

function Proved({ field, value, error, onValue }: OneProps) {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  const [country, setCountry] = useState(firstCountry(state));
  const [sent, setSent] = useState(false);
  const typed = String(value.value).trim();
  const address = kindOf(typed) === field.type ? addressOf(typed, country) : null;
  const key = `complete ${field.name} ${typed}`;
  const sendCode = async () => {
    if (!address) return form.fail(t(typed ? "needAddress" : "fillIn"));
    if (!(await form.send("complete-send", address))) return;
    noteSent(key);
    setSent(true);
    onValue({ value: address.to, code: "", phoneCountryCode: address.phoneCountryCode });
  };
  return (
    <>
      <One field={field} value={value} error={form.error ?? error} onValue={(next) => {
        setSent(false);
        onValue(next);
      }} />
      {form.extra}
      {!sent && address && needsCountry(state, address) && <CountrySelect value={country} onChange={setCountry} />}
      {sent && address
        ? (
          <SentCode to={shown(address)} sentKey={key} code={value.code ?? ""} busy={form.busy}
            onCode={(code) => onValue({ ...value, code })} onResend={() => void sendCode()} />
        )
        : (
          <p className="resend">
            <Button kind="quiet" busy={form.busy} onClick={() => void sendCode()}>{t("sendCode")}</Button>
          </p>
        )}
    </>
  );
}

function One({ field, value, error, onValue }: OneProps) {
  const t = useWords();
  const id = useId();
  const label = field.required ? field.label : t("optional", { label: field.label });
  if (field.type === "boolean")
    return (
      <label className="check">
        <input type="checkbox" checked={value.value === true}
          onChange={(event) => onValue({ value: event.target.checked })} />
        {label}
      </label>
    );
  if (field.options?.length)
    return (
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <div className="frame">
          <select id={id} value={String(value.value)} aria-invalid={error ? true : undefined}
            aria-describedby={`${id}-error`} onChange={(event) => onValue({ value: event.target.value })}>
            <option value="">{t("pleaseChoose")}</option>
            {field.options.map((option) => (
              <option key={option.value} value={option.value}>{option.label}</option>
            ))}
          </select>
        </div>
        <p className="error" id={`${id}-error`} role="alert">{error}</p>
      </div>
    );
  return (
    <Field
      label={label}
      error={error}
      type={INPUTS[field.type ?? ""] ?? "text"}
      autoComplete={FILLED[field.type ?? ""] ?? FILLED[field.name] ?? "on"}
      value={String(value.value)}
      maxLength={1000}
      onChange={(event) => onValue({ value: event.target.value })}
    />
  );
}
