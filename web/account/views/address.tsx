// The e-mail address and the phone number of an account: added, replaced, removed, each with a code.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { useAccount } from "../account";
import { Fields, useForm } from "../form";
import { post } from "../http";
import { forgetDrafts, useDraft, useLoaded } from "../memory";
import { From, InPlace, Panel, Section } from "../parts";
import { EMAIL, PHONE } from "./channels";
import type { Channel } from "./channels";
import { PROFILE } from "./profile";
import type { Profile } from "./profile";
import { Sent } from "./sent";

export const EmailSection = () => <AddressSection channel={EMAIL} />;
export const PhoneSection = () => <AddressSection channel={PHONE} />;

function AddressSection({ channel }: { channel: Channel }) {
  const t = useWords();
  const profile = useLoaded<Profile>(PROFILE);
  const [doing, setDoing] = useState<"replace" | "remove" | null>(null);
  const { say } = useAccount();
  const done = async (message: string) => {
    setDoing(null);
    await profile.reload();
    say(message);
  };
  return (
    <Section title={t(channel.name)} lead={t(channel.lead)} back={{ to: "security", name: t("security") }}>
      <From loaded={profile}>
        {(of) => {
          const present = channel.of(of);
          if (!present) return <Panel><Put channel={channel} onDone={() => done(t("saved"))} /></Panel>;
          return (
            <Panel>
              <p className="present"><strong>{present}</strong></p>
              {channel === EMAIL && of.emailVerified === false && !doing && (
                <Verify onSent={() => say(t("linkSent"))} />
              )}
              <InPlace open={!!doing} onClose={() => setDoing(null)}>
                {!doing && (
                  <div className="actions">
                    <Button kind="secondary" onClick={() => setDoing("replace")}>{t("replace")}</Button>
                    <Button kind="quiet" onClick={() => setDoing("remove")}>{t("remove")}</Button>
                  </div>
                )}
                {doing === "replace" && (
                  <Put channel={channel} present={present} onDone={() => done(t("saved"))}
                    onCancel={() => setDoing(null)} />
                )}
                {doing === "remove" && (
                  <Remove channel={channel} present={present} onDone={() => done(t("removed"))}
                    onCancel={() => setDoing(null)} />
                )}
              </InPlace>
            </Panel>
          );
        }}
      </From>
    </Section>
  );
}

// A link to the address proves it.
function Verify({ onSent }: { onSent: () => void }) {
  const t = useWords();
  const form = useForm();
  const send = async () => {
    if (await form.attempt(async () => void (await post("/api/v3/send-email-verification-link", {})))) onSent();
  };
  return (
    <>
      <p className="fine">{t("emailUnproved")}</p>
      {form.notice}
      <Button kind="secondary" busy={form.busy} onClick={() => void send()}>{t("sendLink")}</Button>
    </>
  );
}

interface Step {
  channel: Channel;
  onDone: () => Promise<void>;
  onCancel?: () => void;
}

function Put({ channel, present, onDone, onCancel }: Step & { present?: string }) {
  const t = useWords();
  const form = useForm();
  const [typed, setTyped] = useDraft(`new ${channel.name}`);
  const [sent, setSent] = useState("");
  const [code, setCode] = useState("");
  const [oldCode, setOldCode] = useState("");
  const [hasOld, setHasOld] = useState(true);

  const send = async () => {
    const wanted = channel.read(typed);
    if (!wanted) {
      form.fail(t(channel.wrong));
      return false;
    }
    return form.attempt(async () => {
      await channel.send(wanted, present ? "replace" : "add");
      setSent(wanted);
    });
  };
  const sendOld = () => form.attempt(() => channel.send(present!, "present"));
  const both = async () => {
    if ((await send()) && present) await sendOld();
  };
  const save = async () => {
    if (!code || (present && hasOld && !oldCode)) return form.fail(t("fillIn"));
    const done = await form.attempt(() =>
      present
        ? channel.replace(sent, code, hasOld ? { address: present, code: oldCode } : undefined)
        : channel.add(sent, code));
    if (!done) return;
    forgetDrafts(`new ${channel.name}`);
    await onDone();
  };
  return (
    <Fields onSubmit={() => void (sent ? save() : both())}>
      {form.notice}
      {!sent && (
        <Field label={t(present ? channel.newName : channel.name)} type={channel.type}
          autoComplete={channel.autoComplete}
          hint={channel.hint && t(channel.hint)} error={form.error} value={typed} autoCapitalize="none" maxLength={254}
          onChange={(event) => setTyped(event.target.value)} />
      )}
      {sent && (
        <Sent label={t("codeAt", { to: sent })} code={code} error={code ? undefined : form.error}
          busy={form.busy} onCode={setCode} onResend={send} />
      )}
      {sent && present && hasOld && (
        <>
          <Sent second label={t("codeAt", { to: present })} code={oldCode} error={code ? form.error : undefined}
            busy={form.busy} onCode={setOldCode} onResend={sendOld} />
          <Button kind="quiet" onClick={() => setHasOld(false)}>{t("oldLost")}</Button>
        </>
      )}
      <div className="pair">
        <Button type="submit" busy={form.busy}>{t(sent ? "save" : "sendCode")}</Button>
        {onCancel && <Button kind="secondary" onClick={onCancel}>{t("cancel")}</Button>}
      </div>
    </Fields>
  );
}

function Remove({ channel, present, onDone, onCancel }: Step & { present: string }) {
  const t = useWords();
  const form = useForm();
  const [sent, setSent] = useState(false);
  const [code, setCode] = useState("");
  const send = () => form.attempt(async () => {
    await channel.send(present, "remove");
    setSent(true);
  });
  const drop = async () => {
    if (!code) return form.fail(t("fillIn"));
    if (await form.attempt(async () => void (await post(channel.unbind, { passCode: code })))) await onDone();
  };
  return (
    <Fields onSubmit={() => void (sent ? drop() : send())}>
      <p>{t(channel.removeSure)}</p>
      {form.notice}
      {sent && (
        <Sent label={t("codeAt", { to: present })} code={code} error={form.error} busy={form.busy}
          onCode={setCode} onResend={send} />
      )}
      <div className="pair">
        <Button type="submit" className={sent ? "danger" : undefined} busy={form.busy}>
          {t(sent ? "remove" : "sendCode")}
        </Button>
        <Button kind="secondary" onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </Fields>
  );
}
