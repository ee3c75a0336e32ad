// Where a guest arrives with the link that invites them: who invites, whose address it is, and what became of it.
import { useEffect, useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field, Notice } from "../../shared/ui";
import type { Address } from "../api";
import { Problem } from "../http";
import { Fields, useForm } from "../form";
import { brandOf, isTarget, useInteraction } from "../interaction";
import { draft, forget, keep, noteSent, wasSent } from "../memory";
import { Page, Who } from "../page";
import type { Invitation } from "../protocol";
import { SentCode } from "../sent_code";

const asked = new URLSearchParams(location.search);
const link = { identifier: asked.get("identifier") ?? "", signature: asked.get("signature") ?? "" };

export default function InvitationPage() {
  const t = useWords();
  const { ask } = useInteraction();
  // A link that opens once is used up by now: what it opened stays with this tab.
  const [invitation, setInvitation] = useState<Invitation | null>(draft().invitation ?? null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [status, setStatus] = useState("");
  useEffect(() => {
    if (invitation) return;
    ask<Invitation>("invitation", link).then((opened) => {
      if (opened.token) keep({ invitation: opened });
      setInvitation(opened);
    }, (caught: unknown) => setProblem(caught instanceof Problem ? caught : new Problem("", 500)));
  }, [invitation, ask]);
  if (status) return <Accepted waits={status === "PENDING"} />;
  if (problem)
    return (
      <Page title={t("inviteOver")} lead={problem.message || t("unreachable")}>
        {problem.requestId && <p className="fine">{t("requestId", { id: problem.requestId })}</p>}
      </Page>
    );
  return invitation && <Accept invitation={invitation} onStatus={setStatus} />;
}

function Accept({ invitation, onStatus }: { invitation: Invitation; onStatus: (status: string) => void }) {
  const t = useWords();
  const { state, ask } = useInteraction();
  const [name, setName] = useState(invitation.name ?? "");
  const [email, setEmail] = useState(invitation.email ?? "");
  const [code, setCode] = useState("");
  const form = useForm(() => setCode(""));
  const address: Address = { channel: "EMAIL", to: email.trim() };
  const key = `invitation ${address.to}`;
  const [sent, setSent] = useState(() => !!invitation.email && wasSent(key));
  const sendCode = async () => {
    if (!name.trim() || !address.to.includes("@")) return form.fail(t("fillIn"));
    if (!(await form.send("invitation-send", address))) return;
    noteSent(key);
    setSent(true);
  };
  const accept = () => {
    if (!code) return form.fail(t("fillIn"));
    return form.attempt(async () => {
      const body = { ...link, token: invitation.token, name: name.trim(), email: address.to, passCode: code };
      const { status } = await ask<{ status: string }>("invitation-accept", body);
      forget();
      onStatus(status);
    });
  };
  const into = invitation.into || brandOf(state).name;
  const lead = invitation.inviter ? t("inviteFrom", { inviter: invitation.inviter, into }) : t("inviteInto", { into });
  return (
    <Page title={t("inviteTitle")} lead={lead}>
      {sent && <Who name={address.to} onChange={invitation.email ? undefined : () => setSent(false)} />}
      <Fields onSubmit={() => void (sent ? accept() : sendCode())}>
        {form.extra}
        {!sent && (
          <>
            <Field label={t("inviteName")} value={name} autoComplete="name" maxLength={255}
              onChange={(event) => setName(event.target.value)} />
            <Field label={t("email")} error={form.error} value={email} type="email" autoComplete="email"
              autoCapitalize="none" spellCheck={false} maxLength={254} readOnly={!!invitation.email}
              onChange={(event) => setEmail(event.target.value)} />
          </>
        )}
        {sent && (
          <SentCode to={address.to} sentKey={key} code={code} error={form.error} busy={form.busy} onCode={setCode}
            onResend={() => void sendCode()} />
        )}
        <Button type="submit" busy={form.busy}>{t(sent ? "inviteAccept" : "sendCode")}</Button>
      </Fields>
    </Page>
  );
}

function Accepted({ waits }: { waits: boolean }) {
  const t = useWords();
  const { state } = useInteraction();
  const to = state.application.initLoginUri;
  if (waits)
    return <Page title={t("inviteWaits")}><Notice kind="info">{t("inviteWaitsLead")}</Notice></Page>;
  return (
    <Page title={t("inviteDone")} lead={t("inviteDoneLead")}>
      {isTarget(to) ? <a className="button primary" href={to}>{t("signIn")}</a> : <p>{t("restartByHand")}</p>}
    </Page>
  );
}
