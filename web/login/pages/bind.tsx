// Somebody comes from a source for the first time: whose account is theirs here (1641), which one (1640, 1666)?
import { useState } from "react";
import { useWords } from "../../shared/languages";
import type { Key } from "../../shared/languages";
import { Button, Field, PasswordField, Picture } from "../../shared/ui";
import { Fields, useForm } from "../form";
import { Page } from "../page";
import type { BindMethod, Channel, Demand } from "../protocol";
import { Leave } from "./leave";
import { ProvedAddress } from "./proved";

type Way = "password" | "code";
const LABELS: Record<Way, Key> = { password: "bindByPassword", code: "bindByCode" };

function channelsOf(methods: BindMethod[]): Channel[] {
  const channels: Channel[] = [];
  if (methods.includes("email-code")) channels.push("EMAIL");
  if (methods.includes("phone-code")) channels.push("SMS");
  return channels;
}

export function BindPage({ demand }: { demand: Demand }) {
  const t = useWords();
  const form = useForm();
  const methods = demand.data?.methods ?? [];
  const channels = channelsOf(methods);
  const ways: Way[] = [];
  if (methods.some((method) => method.endsWith("password"))) ways.push("password");
  if (channels.length > 0) ways.push("code");
  const mayCreate = !!demand.data?.canCreate;
  const [way, setWay] = useState<Way | null>(mayCreate || ways.length !== 1 ? null : ways[0]);
  const { name = "", photo } = demand.data ?? {};
  const who = name && (
    <div className="who"><Picture round of={photo} name={name} /><span className="name">{name}</span></div>
  );
  if (way)
    return (
      <Page key={way} title={t("bindTitle")} lead={t("bindLead")}>
        {who}
        {way === "password"
          ? <ByPassword />
          : <ProvedAddress what="bind" channels={channels} sending="send-code" proving="bind-code" label={t("bind")} />}
        {(mayCreate || ways.length > 1) && (
          <div className="ways"><Button kind="quiet" onClick={() => setWay(null)}>{t("otherWay")}</Button></div>
        )}
        <Leave />
      </Page>
    );
  return (
    <Page title={t(mayCreate ? "bindOrNewTitle" : "bindTitle")} lead={t(mayCreate ? "bindOrNewLead" : "bindLead")}>
      {who}
      {form.extra}
      {form.error && <p className="error" role="alert">{form.error}</p>}
      <ul className="choices">
        {mayCreate && (
          <li><Button busy={form.busy} onClick={() => void form.send("bind-new", {})}>{t("bindNew")}</Button></li>
        )}
        {ways.map((one) => (
          <li key={one}><Button kind="secondary" onClick={() => setWay(one)}>{t(LABELS[one])}</Button></li>
        ))}
      </ul>
      <Leave />
    </Page>
  );
}

function ByPassword() {
  const t = useWords();
  const [account, setAccount] = useState("");
  const [password, setPassword] = useState("");
  const form = useForm(() => setPassword(""));
  const bind = () => (account.trim() && password
    ? form.send("bind-password", { account: account.trim(), password })
    : form.fail(t("fillIn")));
  return (
    <Fields onSubmit={() => void bind()}>
      {form.extra}
      <Field label={t("account")} value={account} name="username" autoComplete="username" autoCapitalize="none"
        spellCheck={false} maxLength={254} onChange={(event) => setAccount(event.target.value)} />
      <PasswordField label={t("password")} error={form.error} value={password} name="password"
        autoComplete="current-password" maxLength={256} onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" busy={form.busy}>{t("bind")}</Button>
    </Fields>
  );
}
