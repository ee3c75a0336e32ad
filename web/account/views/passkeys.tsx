// Passkeys: added with navigator.credentials.create(), named, and removed. What is removed here is told to the browser
// (Web Authentication Level 3, signal methods), so that it offers it no more.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field } from "../../shared/ui";
import { useAccount } from "../account";
import { Fields, Recent, useForm } from "../form";
import { Problem, post, put, remove } from "../http";
import { useLoaded } from "../memory";
import { From, InPlace, Item, Panel, Section, Sure, useTimes } from "../parts";

interface Passkey {
  credentialId: string;
  name: string;
  rpId: string;
  createdAt: string | number;
  backedUp: boolean;
}

interface Options {
  registrationOptions: PublicKeyCredentialCreationOptionsJSON;
  ticket: string;
}

// Not in the types of the language yet.
interface Signals {
  signalUnknownCredential?(which: { rpId: string; credentialId: string }): Promise<void>;
  signalAllAcceptedCredentials?(which: {
    rpId: string; userId: string; allAcceptedCredentialIds: string[];
  }): Promise<void>;
}

const LIST = "/api/v3/webauthn/credentials";
const canCreate = () =>
  typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;

// A browser that knows nothing of signals, or refuses them, loses nothing.
async function signal(userId: string, gone: Passkey, left: Passkey[]) {
  const signals = PublicKeyCredential as unknown as Signals;
  const { rpId, credentialId } = gone;
  await signals.signalUnknownCredential?.({ rpId, credentialId }).catch(() => {});
  const handle = btoa(userId).replace(/=+$/, "").replace(/\+/g, "-").replace(/\//g, "_");
  const allAcceptedCredentialIds = left.filter((one) => one.rpId === rpId).map((one) => one.credentialId);
  await signals.signalAllAcceptedCredentials?.({ rpId, userId: handle, allAcceptedCredentialIds }).catch(() => {});
}

export function PasskeysSection() {
  const t = useWords();
  const { shell, say } = useAccount();
  const shown = useTimes();
  const passkeys = useLoaded<{ totalCount: number; list: Passkey[] }>(`${LIST}?limit=50`);
  const [naming, setNaming] = useState("");
  const changed = async (message: string) => {
    setNaming("");
    await passkeys.reload();
    say(message);
  };
  const drop = (one: Passkey, list: Passkey[]) => async () => {
    await remove(`${LIST}/${one.credentialId}`);
    if (typeof PublicKeyCredential === "function")
      await signal(shell.account.id, one, list.filter((other) => other !== one));
    await changed(t("removed"));
  };
  return (
    <Section title={t("passkeys")} lead={t("passkeysLead")} back={{ to: "security", name: t("security") }}>
      <Recent>
        <Panel>
          <From loaded={passkeys}>
            {({ list }) => (
              <>
                {list.length === 0 && <p className="fine">{t("passkeysNone")}</p>}
                <ul className="items">
                  {list.map((one) => (
                    <Item key={one.credentialId} name={one.name || t("passkey")}
                      mark={one.backedUp ? t("synced") : undefined} actions={(
                        <InPlace open={naming === one.credentialId} onClose={() => setNaming("")}>
                          {naming === one.credentialId
                            ? <Rename of={one} onDone={() => changed(t("saved"))} onCancel={() => setNaming("")} />
                            : (
                              <>
                                <Button kind="quiet" onClick={() => setNaming(one.credentialId)}>
                                  {t("rename")}<span className="unseen"> {one.name}</span>
                                </Button>
                                <Sure label={t("remove")} of={one.name} question={t("passkeyRemoveSure")}
                                  yes={t("remove")} onYes={drop(one, list)} />
                              </>
                            )}
                        </InPlace>
                      )}>
                      {shown(one.createdAt)}
                    </Item>
                  ))}
                </ul>
                {canCreate() && <Add onDone={() => changed(t("passkeyAdded"))} />}
                {!canCreate() && <p className="fine">{t("passkeysNot")}</p>}
              </>
            )}
          </From>
        </Panel>
      </Recent>
    </Section>
  );
}

function Add({ onDone }: { onDone: () => Promise<void> }) {
  const t = useWords();
  const form = useForm();
  const add = async () => {
    const done = await form.attempt(async () => {
      const options = await post<Options>("/api/v3/webauthn/registration/initialize", {});
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.registrationOptions);
      const made = (await navigator.credentials.create({ publicKey }).catch(() => null)) as PublicKeyCredential | null;
      if (!made) throw new Problem(t("passkeyFailed"), 400);
      await post("/api/v3/webauthn/registration/finalize", { ticket: options.ticket,
        credential: made.toJSON() as object });
    });
    if (done) await onDone();
  };
  return (
    <>
      {form.notice}
      <Button busy={form.busy} onClick={() => void add()}>{t("passkeyAdd")}</Button>
    </>
  );
}

function Rename({ of, onDone, onCancel }: { of: Passkey; onDone: () => Promise<void>; onCancel: () => void }) {
  const t = useWords();
  const form = useForm();
  const [name, setName] = useState(of.name);
  const save = async () => {
    if (!name.trim()) return form.fail(t("fillIn"));
    const done = await form.attempt(async () =>
      void (await put(`${LIST}/${of.credentialId}`, { name: name.trim() })));
    if (done) await onDone();
  };
  return (
    <Fields onSubmit={() => void save()}>
      {form.notice}
      <Field label={t("passkeyName")} value={name} error={form.error} maxLength={255}
        onChange={(event) => setName(event.target.value)} />
      <div className="pair">
        <Button type="submit" busy={form.busy}>{t("save")}</Button>
        <Button kind="secondary" onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </Fields>
  );
}
