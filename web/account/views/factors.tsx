// Second factors: those that are set up, and those that could be.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import type { Key } from "../../shared/languages";
import { Button, CodeField, Field, isOurs } from "../../shared/ui";
import { useAccount } from "../account";
import { Fields, Recent, useForm } from "../form";
import { post } from "../http";
import { useDraft, useLoaded } from "../memory";
import { From, InPlace, Item, Panel, Section, Sure } from "../parts";
import { EMAIL, PHONE, parts } from "./channels";
import { Sent } from "./sent";

type Type = "OTP" | "SMS" | "EMAIL" | "FACE";

interface Factor {
  factorId: string;
  factorType: Type;
  profile?: { phoneNumber?: string; phoneCountryCode?: string; email?: string };
}

const NAMES: Record<Type, Key> = { OTP: "factorOtp", SMS: "factorSms", EMAIL: "factorEmail", FACE: "factorFace" };
const LEADS: Record<Type, Key> = { OTP: "factorOtpLead", SMS: "factorSmsLead", EMAIL: "factorEmailLead",
  FACE: "factorFace" };
const CAN_SET_UP: Type[] = ["OTP", "SMS", "EMAIL"]; // a photo of the face is for applications with a camera

const numberOf = (profile: Factor["profile"]) =>
  profile?.phoneNumber && `${profile.phoneCountryCode ?? ""} ${profile.phoneNumber}`;

export function FactorsSection() {
  const t = useWords();
  const { say } = useAccount();
  const enrolled = useLoaded<Factor[]>("/api/v3/list-enrolled-factors");
  const open = useLoaded<{ factorType: Type }[]>("/api/v3/list-factors-to-enroll");
  const [adding, setAdding] = useState<Type | null>(null);
  const [recovery, setRecovery] = useState("");
  const changed = async (message: string) => {
    setAdding(null);
    await Promise.all([enrolled.reload(), open.reload()]);
    say(message);
  };
  const drop = (factorId: string) => async () => {
    await post("/api/v3/reset-factor", { factorId });
    await changed(t("removed"));
  };
  const renew = async () => {
    const { recoveryCode } = await post<{ recoveryCode: string }>("/api/v3/renew-recovery-code", {});
    setRecovery(recoveryCode);
    say(t("recoveryRenewed"));
  };
  return (
    <Section title={t("factors")} lead={t("factorsLead")} back={{ to: "security", name: t("security") }}>
      {recovery && <Recovery code={recovery} onKept={() => setRecovery("")} />}
      <Recent>
        <Panel>
          <From loaded={enrolled}>
            {(list) => (
              <>
                {list.length === 0 && <p className="fine">{t("factorsNone")}</p>}
                <ul className="items">
                  {list.map(({ factorId, factorType, profile }) => (
                    <Item key={factorId} name={t(NAMES[factorType])} actions={(
                      <>
                        {factorType === "OTP" && (
                          <Sure label={t("recoveryRenew")} of={t(NAMES[factorType])} question={t("recoveryRenewSure")}
                            yes={t("recoveryRenew")} onYes={renew} />
                        )}
                        <Sure label={t("remove")} of={t(NAMES[factorType])} question={t("factorRemoveSure")}
                          yes={t("remove")} onYes={drop(factorId)} />
                      </>
                    )}>
                      {profile?.email ?? numberOf(profile)}
                    </Item>
                  ))}
                </ul>
              </>
            )}
          </From>
        </Panel>
        <From loaded={open}>
          {(list) => (
            <ul className="items">
              {list.filter(({ factorType }) => CAN_SET_UP.includes(factorType)).map(({ factorType }) => (
                <li key={factorType} className="panel">
                  <h2>{t(NAMES[factorType])}</h2>
                  <p className="fine">{t(LEADS[factorType])}</p>
                  <InPlace open={adding === factorType} onClose={() => setAdding(null)}>
                    {adding !== factorType && (
                      <Button kind="secondary" onClick={() => setAdding(factorType)}>
                        {t("setUp")}<span className="unseen"> {t(NAMES[factorType])}</span>
                      </Button>
                    )}
                    {adding === factorType && factorType === "OTP" && (
                      <AddApp onCancel={() => setAdding(null)} onDone={async (code) => {
                        setRecovery(code);
                        await changed(t("factorAdded"));
                      }} />
                    )}
                    {adding === factorType && factorType !== "OTP" && (
                      <AddAddress type={factorType} onCancel={() => setAdding(null)}
                        onDone={() => changed(t("factorAdded"))} />
                    )}
                  </InPlace>
                </li>
              ))}
            </ul>
          )}
        </From>
      </Recent>
    </Section>
  );
}

interface Enrollment {
  enrollmentToken: string;
  otpData?: { qrCodeUri: string; qrCodeDataUrl: string; recoveryCode: string };
}

const begin = (factorType: Type, profile: object) =>
  post<Enrollment>("/api/v3/send-enroll-factor-request", { factorType, profile });
const finish = (factorType: Type, { enrollmentToken }: Enrollment, passCode: string) =>
  post("/api/v3/enroll-factor", { factorType, enrollmentToken, enrollmentData: { passCode } });

function AddApp({ onDone, onCancel }: { onDone: (recovery: string) => Promise<void>; onCancel: () => void }) {
  const t = useWords();
  const form = useForm();
  const [made, setMade] = useState<Enrollment | null>(null);
  const [code, setCode] = useState("");
  const secret = /[?&]secret=([A-Z2-7]+)/.exec(made?.otpData?.qrCodeUri ?? "")?.[1] ?? "";
  const draw = () => form.attempt(async () => {
    setCode("");
    setMade(await begin("OTP", {}));
  });
  const confirm = async () => {
    if (!made?.otpData) return;
    if (!code) return form.fail(t("fillIn"));
    const { recoveryCode } = made.otpData;
    if (await form.attempt(async () => void (await finish("OTP", made, code)))) await onDone(recoveryCode);
  };
  return (
    <Fields onSubmit={() => void (made ? confirm() : draw())}>
      {form.notice}
      {!made && <p>{t("otpReady")}</p>}
      {made?.otpData && (
        <>
          <p>{t("otpScan")}</p>
          {isOurs(made.otpData.qrCodeDataUrl) && (
            <div className="qrcode"><img src={made.otpData.qrCodeDataUrl} alt={t("qrPicture")} /></div>
          )}
          <p className="fine">{t("otpSecret")}</p>
          <p className="recovery">{secret.replace(/(.{4})(?=.)/g, "$1 ")}</p>
          <CodeField label={t("code")} value={code} error={form.error} onCode={setCode} autoFocus />
          <Button kind="quiet" busy={form.busy} onClick={() => void draw()}>{t("otpAnother")}</Button>
        </>
      )}
      <div className="pair">
        <Button type="submit" busy={form.busy}>{t(made ? "confirm" : "next")}</Button>
        <Button kind="secondary" onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </Fields>
  );
}

function AddAddress({ type, onDone, onCancel }: { type: Type; onDone: () => Promise<void>; onCancel: () => void }) {
  const t = useWords();
  const form = useForm();
  const channel = type === "SMS" ? PHONE : EMAIL;
  const [typed, setTyped] = useDraft(`factor ${type}`);
  const [made, setMade] = useState<Enrollment | null>(null);
  const [code, setCode] = useState("");
  const send = async () => {
    const address = channel.read(typed);
    if (!address) {
      form.fail(t(channel.wrong));
      return false;
    }
    return form.attempt(async () => setMade(await begin(type, type === "SMS" ? parts(address) : { email: address })));
  };
  const confirm = async () => {
    if (!code || !made) return form.fail(t("fillIn"));
    if (await form.attempt(async () => void (await finish(type, made, code)))) await onDone();
  };
  return (
    <Fields onSubmit={() => void (made ? confirm() : send())}>
      {form.notice}
      {!made && (
        <Field label={t(channel.name)} type={channel.type} autoComplete={channel.autoComplete} error={form.error}
          hint={channel.hint && t(channel.hint)} value={typed} autoCapitalize="none" maxLength={254}
          onChange={(event) => setTyped(event.target.value)} />
      )}
      {made && (
        <Sent label={t("codeAt", { to: typed })} code={code} error={form.error} busy={form.busy} onCode={setCode}
          onResend={send} />
      )}
      <div className="pair">
        <Button type="submit" busy={form.busy}>{t(made ? "confirm" : "sendCode")}</Button>
        <Button kind="secondary" onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </Fields>
  );
}

// Shown once. It stands in for the app when the phone is lost.
function Recovery({ code, onKept }: { code: string; onKept: () => void }) {
  const t = useWords();
  return (
    <div className="notice info">
      <h2>{t("recoveryTitle")}</h2>
      <p>{t("recoveryLead")}</p>
      <p className="recovery">{code}</p>
      <div className="pair">
        <a className="button secondary" download="recovery-code.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(code)}`}>{t("download")}</a>
        <Button onClick={onKept}>{t("recoveryKept")}</Button>
      </div>
    </div>
  );
}
