// Everything that is kept about a person, as a file; and the end of the account.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, PasswordField } from "../../shared/ui";
import { useAccount } from "../account";
import { Fields, Recent, useForm } from "../form";
import { get, own, post } from "../http";
import { useLoaded } from "../memory";
import { From, InPlace, Panel, Section } from "../parts";
import { EMAIL, PHONE, parts } from "./channels";
import { PROFILE } from "./profile";
import type { Profile } from "./profile";
import { Sent } from "./sent";

export function DataSection() {
  const t = useWords();
  const profile = useLoaded<Profile>(PROFILE);
  return (
    <Section title={t("data")} lead={t("dataLead")}>
      <Panel title={t("export")}>
        <p className="fine">{t("exportLead")}</p>
        <Recent><Export /></Recent>
      </Panel>
      <Panel title={t("deleteAccount")}>
        <p className="fine">{t("deleteLead")}</p>
        <From loaded={profile}>{(of) => <Delete of={of} />}</From>
      </Panel>
    </Section>
  );
}

function Export() {
  const t = useWords();
  const { say } = useAccount();
  const form = useForm();
  const save = () => form.attempt(async () => {
    const data = await get<object>("/api/v3/export-my-data");
    const address = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "my-data.json";
    link.click();
    URL.revokeObjectURL(address);
    say(t("exported"));
  });
  return (
    <>
      {form.notice}
      <Button kind="secondary" busy={form.busy} onClick={() => void save()}>{t("exportNow")}</Button>
    </>
  );
}

function Delete({ of }: { of: Profile }) {
  const t = useWords();
  const form = useForm();
  const [asked, ask] = useState(false);
  const [sent, setSent] = useState(false);
  const [proof, setProof] = useState("");
  const channel = EMAIL.of(of) ? EMAIL : PHONE.of(of) ? PHONE : null;
  const address = channel?.of(of) ?? "";

  const send = () => form.attempt(async () => {
    await channel!.send(address, "delete");
    setSent(true);
  });
  const proved = () => {
    if (channel === EMAIL)
      return { verifyMethod: "EMAIL_PASSCODE", emailPassCodePayload: { email: address, passCode: proof } };
    if (channel === PHONE)
      return { verifyMethod: "PHONE_PASSCODE", phonePassCodePayload: { ...parts(address), passCode: proof } };
    return { verifyMethod: "PASSWORD", passwordPayload: { password: proof } };
  };
  const end = async () => {
    if (!proof) return form.fail(t("fillIn"));
    const done = await form.attempt(async () => {
      const { deleteAccountToken } =
        await post<{ deleteAccountToken: string }>("/api/v3/verify-delete-account-request", proved());
      await post("/api/v3/delete-account", { deleteAccountToken });
    });
    if (done) location.assign(own("/account"));
  };
  const ready = sent || !channel;
  const asking = () => (
    <Fields onSubmit={() => void (ready ? end() : send())}>
      <p><strong>{t("deleteSure")}</strong></p>
      {form.notice}
      {channel && !sent && <p className="fine">{t("deleteCode", { to: address })}</p>}
      {channel && sent && (
        <Sent label={t("codeAt", { to: address })} code={proof} error={form.error} busy={form.busy} onCode={setProof}
          onResend={send} />
      )}
      {!channel && (
        <PasswordField label={t("password")} name="password" autoComplete="current-password" maxLength={256}
          value={proof}
          error={form.error} onChange={(event) => setProof(event.target.value)} />
      )}
      <div className="pair">
        <Button type="submit" className={ready ? "danger" : undefined} busy={form.busy}>
          {t(ready ? "deleteNow" : "sendCode")}
        </Button>
        <Button kind="secondary" onClick={() => ask(false)}>{t("cancel")}</Button>
      </div>
    </Fields>
  );
  return (
    <InPlace open={asked} onClose={() => ask(false)}>
      {asked
        ? asking()
        : <Button kind="secondary" className="danger" onClick={() => ask(true)}>{t("deleteAccount")}</Button>}
    </InPlace>
  );
}
