// What people agree to: a box for each, with its words to read here or at its own address.
import { useWords } from "../shared/languages";
import type { Agreement } from "./protocol";

export interface Agreed {
  id: string;
  version: number;
  accepted: boolean;
}

export const answersTo = (agreements: Agreement[], checked: string[]): Agreed[] =>
  agreements.map(({ id, version }) => ({ id, version, accepted: checked.includes(id) }));

// The first that is required and not agreed to.
export const missingOf = (agreements: Agreement[], checked: string[]) =>
  agreements.find(({ id, required }) => required && !checked.includes(id));

const isPage = (address: string | null | undefined): address is string => /^https?:\/\//.test(address ?? "");

export function Agreements({ agreements, checked, missing, onChecked }: {
  agreements: Agreement[];
  checked: string[];
  missing?: string; // the id of one that nobody goes on without
  onChecked: (checked: string[]) => void;
}) {
  const t = useWords();
  return (
    <ul className="agreements">
      {agreements.map(({ id, title, content, url, required, language }) => (
        <li key={id} lang={language}>
          <label className="check">
            <input type="checkbox" checked={checked.includes(id)} required={required}
              aria-invalid={missing === id ? true : undefined} aria-describedby={`agreement-${id}`}
              onChange={(event) =>
                onChecked(event.target.checked ? [...checked, id] : checked.filter((other) => other !== id))} />
            {required ? t("agreeTo", { title }) : t("optional", { label: t("agreeTo", { title }) })}
          </label>
          {content && <details><summary>{t("agreementRead")}</summary><p className="terms">{content}</p></details>}
          {isPage(url) && <a href={url} target="_blank" rel="noopener noreferrer">{t("agreementRead")}</a>}
          <p className="error" id={`agreement-${id}`} role="alert">{missing === id && t("mustAgree")}</p>
        </li>
      ))}
    </ul>
  );
}
