// For which tenant somebody signs in: one of theirs, a new one, or one that they join by its code.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field, Picture } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { Page } from "../page";
import type { Demand } from "../protocol";
import { Leave } from "./leave";

type View = "choose" | "create" | "join";

export function TenantPage({ demand }: { demand: Demand }) {
  const [view, show] = useState<View>("choose");
  if (view === "create") return <Create onBack={() => show("choose")} />;
  if (view === "join") return <Join onBack={() => show("choose")} />;
  return <Choose demand={demand} onShow={show} />;
}

function Choose({ demand, onShow }: { demand: Demand; onShow: (view: View) => void }) {
  const t = useWords();
  const form = useForm();
  const { tenants = [], canCreate, canJoin } = demand.data ?? {};
  return (
    <Page title={t("tenantTitle")} lead={demand.message}>
      {form.extra}
      {form.error && <p className="error" role="alert">{form.error}</p>}
      <ul className="choices">
        {tenants.map(({ tenantId, name, code }) => (
          <li key={tenantId}>
            <Button kind="secondary" busy={form.busy} onClick={() => void form.send("tenant", { tenantId })}>
              <Picture name={name} />
              <span className="two">{name}{code && <small>{t("tenantCodeIs", { code })}</small>}</span>
            </Button>
          </li>
        ))}
        {canCreate && (
          <li>
            <Button kind="secondary" busy={form.busy} onClick={() => onShow("create")}>{t("tenantCreate")}</Button>
          </li>
        )}
        {canJoin && (
          <li>
            <Button kind="secondary" busy={form.busy} onClick={() => onShow("join")}>{t("tenantJoin")}</Button>
          </li>
        )}
        {tenants.length === 0 && (
          <li>
            <Button kind="secondary" busy={form.busy} onClick={() => void form.send("tenant", {})}>
              {t("tenantNone")}
            </Button>
          </li>
        )}
      </ul>
      <Leave />
    </Page>
  );
}

function Create({ onBack }: { onBack: () => void }) {
  const t = useWords();
  const form = useForm();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [domain, setDomain] = useState("");
  const create = () => {
    if (!name.trim()) return form.fail(t("fillIn"));
    return form.send("create-tenant", { name: name.trim(), ...(description.trim() && { description:
      description.trim() }), ...(domain.trim() && { enterpriseDomains: domain.trim().replace(/^@/, "") }) });
  };
  return (
    <Page title={t("tenantCreate")}>
      <Fields onSubmit={() => void create()}>
        {form.extra}
        <Field label={t("tenantName")} error={form.error} value={name} autoComplete="organization" maxLength={100}
          onChange={(event) => setName(event.target.value)} />
        <Field label={t("tenantDomain")} hint={t("tenantDomainHint")} value={domain} autoCapitalize="none"
          spellCheck={false} maxLength={253} onChange={(event) => setDomain(event.target.value)} />
        <Field label={t("tenantDescription")} value={description} maxLength={500}
          onChange={(event) => setDescription(event.target.value)} />
        <Button type="submit" busy={form.busy}>{t("tenantCreateNow")}</Button>
      </Fields>
      <div className="ways"><Button kind="quiet" onClick={onBack}>{t("cancel")}</Button></div>
    </Page>
  );
}

function Join({ onBack }: { onBack: () => void }) {
  const t = useWords();
  const form = useForm();
  const [code, setCode] = useState("");
  const join = () => (code.trim() ? form.send("join-tenant", { code: code.trim() }) : form.fail(t("fillIn")));
  return (
    <Page title={t("tenantJoin")} lead={t("tenantJoinLead")}>
      <Fields onSubmit={() => void join()}>
        {form.extra}
        <Field label={t("tenantCode")} error={form.error} value={code} autoComplete="off" autoCapitalize="none"
          spellCheck={false} maxLength={64} onChange={(event) => setCode(event.target.value)} />
        <Button type="submit" busy={form.busy}>{t("tenantJoinNow")}</Button>
      </Fields>
      <div className="ways"><Button kind="quiet" onClick={onBack}>{t("cancel")}</Button></div>
    </Page>
  );
}
