// Accounts elsewhere with which one can sign in here.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Notice, Picture } from "../../shared/ui";
import { cameBackRefused, useAccount } from "../account";
import { Recent, useForm } from "../form";
import { get, own, post } from "../http";
import { keepDrafts, useLoaded } from "../memory";
import { From, InPlace, Item, Panel, Section, Sure } from "../parts";
import { LinkDirectory } from "./directory";

interface Identity {
  identityId: string;
  extIdpId: string;
  provider: string;
  userIdInIdp: string;
}

interface Source {
  identifier: string;
  extIdpId: string;
  type: string;
  name: string;
  logo?: string | null;
}

export function LinkedSection() {
  const t = useWords();
  const { say } = useAccount();
  const identities = useLoaded<Identity[]>("/api/v3/get-identities");
  const sources = useLoaded<Source[]>("/api/v3/get-application-enabled-extidps");
  const nameOf = (one: Identity) =>
    sources.data?.find(({ extIdpId }) => extIdpId === one.extIdpId)?.name ?? one.provider;
  const unlink = (extIdpId: string) => async () => {
    await post("/api/v3/unlink-extidp", { extIdpId });
    await identities.reload();
    say(t("unlinked"));
  };
  return (
    <Section title={t("linked")} lead={t("linkedLead")}>
      {cameBackRefused && <div className="panel"><Notice>{t("linkFailed")}</Notice></div>}
      <Recent>
        <Panel>
          <From loaded={identities}>
            {(list) => (
              <>
                {list.length === 0 && <p className="fine">{t("linkedNone")}</p>}
                <ul className="items">
                  {list.map((one) => (
                    <Item key={one.identityId} name={nameOf(one)} actions={(
                      <Sure label={t("unlink")} of={nameOf(one)} question={t("unlinkSure", { name: nameOf(one) })}
                        yes={t("unlink")} onYes={unlink(one.extIdpId)} />
                    )}>
                      {one.userIdInIdp}
                    </Item>
                  ))}
                </ul>
                <Others identities={list} sources={sources.data ?? []} onLinked={async () => {
                  await identities.reload();
                  say(t("linkedNow"));
                }} />
              </>
            )}
          </From>
        </Panel>
      </Recent>
    </Section>
  );
}

const isDirectory = ({ type }: Source) => type === "ldap" || type === "ad";

function Others({ identities, sources, onLinked }: {
  identities: Identity[];
  sources: Source[];
  onLinked: () => Promise<void>;
}) {
  const t = useWords();
  const { shell } = useAccount();
  const form = useForm();
  const [typing, setTyping] = useState(""); // the directory whose name and password are asked for
  const open = sources.filter(({ extIdpId }) => !identities.some((one) => one.extIdpId === extIdpId));
  if (open.length === 0) return null;
  const linked = async () => {
    setTyping("");
    await onLinked();
  };
  const link = ({ identifier }: Source) => form.attempt(async () => {
    const asked = new URLSearchParams({ ext_idp_conn_identifier: identifier, app_id: shell.application.id,
      target_url: `${location.origin}${own("/account")}` });
    const { url } = await get<{ url: string }>(`/api/v3/generate-link-extidp-url?${asked}`);
    if (new URL(url).origin !== location.origin) return;
    keepDrafts(shell.account.id); // and with it, that the browser comes back to this section
    location.assign(url);
  });
  return (
    <>
      {form.notice}
      <ul className="choices">
        {open.map((source) => (
          <li key={source.identifier}>
            <InPlace open={typing === source.identifier} onClose={() => setTyping("")}>
              {typing === source.identifier
                ? <LinkDirectory source={source} onDone={linked} onCancel={() => setTyping("")} />
                : (
                  <Button kind="secondary" busy={form.busy}
                    onClick={() => (isDirectory(source) ? setTyping(source.identifier) : void link(source))}>
                    <Picture of={source.logo} name={source.name} /><span>{t("link", { name: source.name })}</span>
                  </Button>
                )}
            </InPlace>
          </li>
        ))}
      </ul>
    </>
  );
}
