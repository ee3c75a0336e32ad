// Applications that somebody uses with this account, and what they were allowed to learn.
import { useWords } from "../../shared/languages";
import { Picture } from "../../shared/ui";
import { useAccount } from "../account";
import { post } from "../http";
import { useLoaded } from "../memory";
import { From, Item, Panel, Section, Sure, useTimes } from "../parts";

interface App {
  appId: string;
  appName: string;
}

interface Consent extends App {
  scopes: string[];
  updatedAt: string;
}

export function AppsSection() {
  const t = useWords();
  const { say } = useAccount();
  const shown = useTimes();
  const apps = useLoaded<App[]>("/api/v3/get-my-logged-in-apps");
  const consents = useLoaded<Consent[]>("/api/v3/get-my-consents");
  const revoke = (appId: string) => async () => {
    await post("/api/v3/revoke-my-consent", { appId });
    say(t("consentRevoked"));
    await Promise.all([consents.reload(), apps.reload()]);
  };
  return (
    <Section title={t("apps")} lead={t("appsLead")}>
      <Panel title={t("consents")}>
        <From loaded={consents}>
          {(list) => (
            <>
              {list.length === 0 && <p className="fine">{t("consentsNone")}</p>}
              <ul className="items">
                {list.map(({ appId, appName, scopes, updatedAt }) => (
                  <Item key={appId} name={appName} actions={(
                    <Sure label={t("revoke")} of={appName} question={t("revokeSure", { name: appName })}
                      yes={t("revoke")}
                      onYes={revoke(appId)} />
                  )}>
                    {`${scopes.join(", ")} · ${shown(updatedAt)}`}
                  </Item>
                ))}
              </ul>
            </>
          )}
        </From>
      </Panel>
      <Panel title={t("signedInApps")}>
        <From loaded={apps}>
          {(list) => (
            <ul className="items">
              {list.map(({ appId, appName }) => (
                <Item key={appId} name={<span className="named"><Picture name={appName} />{appName}</span>} />
              ))}
            </ul>
          )}
        </From>
      </Panel>
    </Section>
  );
}
