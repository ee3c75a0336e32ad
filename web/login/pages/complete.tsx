// What the application still wants to know about the account.
import { useId, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { Page } from "../page";
import type { CompletionField, Demand } from "../protocol";
import { Leave } from "./leave";

const INPUTS: Record<string, string> = { email: "email", phone: "tel", number: "number", date: "date" };
const FILLED: Record<string, string> = { email: "email", phone: "tel", date: "bday", name: "name",
  nickname: "nickname", company: "organization" };

type Values = Record<string, string | boolean>;

export function CompletePage({ demand }: { demand: Demand }) {
  const t = useWords();
  const form = useForm();
  const [values, setValues] = useState<Values>({});
  const [missing, setMissing] = useState("");
  const fields = demand.data?.fields ?? [];

  const save = async () => {
    const empty = fields.find((field) => field.required && !values[field.name]);
    setMissing(empty?.name ?? "");
    if (!empty) await form.send("complete", { fields: values });
  };
  return (
    <Page title={t("completeTitle")} lead={demand.message}>
      <Fields onSubmit={() => void save()}>
        {form.extra}
        {form.error && <p className="error" role="alert">{form.error}</p>}
        {fields.map((field) => (
          <One
            key={field.name}
            field={field}
            value={values[field.name] ?? ""}
            error={missing === field.name ? t("fillIn") : undefined}
            onValue={(value) => setValues({ ...values, [field.name]: value })}
          />
        ))}
        <Button type="submit" busy={form.busy}>{t("saveAndGoOn")}</Button>
      </Fields>
      {demand.data?.skippable && (
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

function One({ field, value, error, onValue }: {
  field: CompletionField;
  value: string | boolean;
  error?: string;
  onValue: (value: string | boolean) => void;
}) {
  const t = useWords();
  const id = useId();
  const type = field.type ?? "text";
  const label = field.required ? field.label : t("optional", { label: field.label });
  if (type === "boolean")
    return (
      <label className="check">
        <input type="checkbox" checked={value === true} onChange={(event) => onValue(event.target.checked)} />
        {label}
      </label>
    );
  if (type === "select")
    return (
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <div className="frame">
          <select id={id} value={String(value)} aria-invalid={error ? true : undefined}
            aria-describedby={`${id}-error`} onChange={(event) => onValue(event.target.value)}>
            <option value="">{t("pleaseChoose")}</option>
            {(field.options ?? []).map((option) => (
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
      type={INPUTS[type] ?? "text"}
      autoComplete={FILLED[type] ?? FILLED[field.name] ?? "on"}
      value={String(value)}
      maxLength={1000}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
