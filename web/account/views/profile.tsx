// Who somebody is: names and addresses.
import { useId } from "react";
import { useWords } from "../../shared/languages";
import type { Key } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { useAccount } from "../account";
import { Fields, useForm } from "../form";
import { post } from "../http";
import { forgetDrafts, useDraft, useLoaded } from "../memory";
import { From, Panel, Section } from "../parts";
import { Photo } from "./photo";

export interface Profile {
  userId: string;
  username?: string | null;
  name?: string | null;
  nickname?: string | null;
  email?: string | null;
  phone?: string | null;
  phoneCountryCode?: string | null;
  photo?: string | null;
  gender?: string | null;
  [member: string]: unknown;
}

export const PROFILE = "/api/v3/get-profile";

const FIELDS: { name: string; label: Key; autoComplete: string; type?: string }[] = [
  { name: "name", label: "name", autoComplete: "name" },
  { name: "nickname", label: "nickname", autoComplete: "nickname" },
  { name: "username", label: "username", autoComplete: "username" },
  { name: "birthdate", label: "birthdate", autoComplete: "bday", type: "date" },
  { name: "company", label: "company", autoComplete: "organization" },
  { name: "country", label: "country", autoComplete: "country" },
  { name: "province", label: "province", autoComplete: "address-level1" },
  { name: "city", label: "city", autoComplete: "address-level2" },
  { name: "streetAddress", label: "street", autoComplete: "street-address" },
  { name: "postalCode", label: "postalCode", autoComplete: "postal-code" },
];

export const shownName = (of: Profile, last: string) =>
  of.nickname || of.name || of.username || of.email || of.phone || last;

export function ProfileSection() {
  const t = useWords();
  const profile = useLoaded<Profile>(PROFILE);
  return (
    <Section title={t("profile")} lead={t("profileLead")}>
      <From loaded={profile}>
        {(of) => (
          <>
            <Panel><Photo of={of} onChanged={profile.reload} /></Panel>
            <Panel><About of={of} onSaved={profile.reload} /></Panel>
          </>
        )}
      </From>
    </Section>
  );
}

function About({ of, onSaved }: { of: Profile; onSaved: () => Promise<void> }) {
  const t = useWords();
  const { shell, say, rename } = useAccount();
  const form = useForm();
  const before = (name: string) => String(of[name] ?? "");
  const values = FIELDS.map(({ name }) => useDraft(`profile ${name}`, before(name)));
  const [gender, setGender] = useDraft("profile gender", of.gender ?? "U");

  const save = () => form.attempt(async () => {
    const change: Record<string, string> = {};
    FIELDS.forEach(({ name }, at) => {
      if (values[at][0] !== before(name)) change[name] = values[at][0].trim();
    });
    if (gender !== (of.gender ?? "U")) change.gender = gender;
    if (Object.keys(change).length > 0) {
      const saved = await post<Profile>("/api/v3/update-profile", change);
      rename(shownName(saved, shell.account.name), saved.photo ?? null);
      await onSaved();
    }
    forgetDrafts("profile gender", ...FIELDS.map(({ name }) => `profile ${name}`));
    say(t("saved"));
  });
  return (
    <Fields onSubmit={() => void save()}>
      {form.notice}
      <div className="grid">
        {FIELDS.map(({ name, label, autoComplete, type }, at) => (
          <Field key={name} label={t(label)} name={name} type={type ?? "text"} autoComplete={autoComplete}
            maxLength={255}
            value={values[at][0]} onChange={(event) => values[at][1](event.target.value)} />
        ))}
        <Gender value={gender} onChange={setGender} />
      </div>
      <Button type="submit" busy={form.busy}>{t("save")}</Button>
    </Fields>
  );
}

const GENDERS: [string, Key][] = [["U", "genderUnsaid"], ["F", "genderFemale"], ["M", "genderMale"]];

function Gender({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useWords();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("gender")}</label>
      <div className="frame">
        <select id={id} value={value === "W" ? "F" : value} autoComplete="sex"
          onChange={(event) => onChange(event.target.value)}>
          {GENDERS.map(([code, name]) => <option key={code} value={code}>{t(name)}</option>)}
        </select>
      </div>
    </div>
  );
}
