// What an application may see and do. A client that nobody has vouched for is told by its host, not by its name.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Notice, Picture, isOurs } from "../../shared/ui";
import { useForm } from "../form";
import { isTarget, useInteraction } from "../interaction";
import { Page } from "../page";
import type { Account, Consent } from "../protocol";

export const nameOf = (account: Account) =>
  account.name || account.username || account.email || account.phone || "";

const hostOf = (address: string) => {
  try {
    return new URL(address).host;
  } catch {
    return "";
  }
};

// Pages of the client, each by the host where it is.
function Link({ label, to }: { label: string; to?: string | null }) {
  if (!to || !isTarget(to) || !hostOf(to)) return null;
  return (
    <li>
      <span>{label}</span>
      <a href={to} target="_blank" rel="noopener noreferrer nofollow">{hostOf(to)}</a>
    </li>
  );
}

// What a client says of itself, below what is known of it. A picture that is not there leaves nothing in its place.
function Claims({ consent }: { consent: Consent }) {
  const t = useWords();
  const [broken, setBroken] = useState(false);
  const logo = isOurs(consent.logo) && !broken ? consent.logo : null;
  if (!logo && !consent.policyUri && !consent.tosUri) return null;
  return (
    <section className="claims" aria-label={t("consentClaims")}>
      {logo && <img className="picture" src={logo} alt={t("consentLogo")} onError={() => setBroken(true)} />}
      <ul>
        <Link label={t("consentPolicy")} to={consent.policyUri} />
        <Link label={t("consentTerms")} to={consent.tosUri} />
      </ul>
    </section>
  );
}

export function ConsentPage({ consent }: { consent: Consent }) {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  const { account } = state;
  const host = consent.clientHost ?? ""; // where the browser goes; who asks may live elsewhere
  const asking = state.application.host || host;
  return (
    <Page title={t("consentTitle", { client: consent.verified || !asking ? consent.clientName : asking })}>
      {!consent.verified && (
        <Notice kind="warning">
          <strong>{t("unverified")}</strong>
          <p>{t("unverifiedLead", { client: consent.clientName, host: asking })}</p>
        </Notice>
      )}
      {host && <p className="host"><span>{t("returnsTo")}</span> <strong>{host}</strong></p>}
      <Claims consent={consent} />
      {consent.device && (
        <section className="scopes">
          <h2>{t("consentDevice")}</h2>
          <ul>
            <li>{t("consentDeviceIs", { name: consent.device.name, address: consent.device.address })}</li>
            <li>{t("consentDeviceCode", { code: consent.device.userCode })}</li>
          </ul>
        </section>
      )}
      {account && (
        <div className="who">
          <Picture round of={account.photo} name={nameOf(account)} />
          <span className="name">{nameOf(account)}</span>
          <Button kind="quiet" busy={form.busy} onClick={() => void form.send("select", { other: true })}>
            {t("change")}
          </Button>
        </div>
      )}
      {consent.scopes.length > 0 && (
        <section className="scopes">
          <h2>{t("consentScopes")}</h2>
          <ul>{consent.scopes.map((scope) => <li key={scope.name}>{scope.description || scope.name}</li>)}</ul>
        </section>
      )}
      {form.extra}
      <div className="pair">
        <Button kind="secondary" busy={form.busy} onClick={() => void form.send("deny", {})}>{t("deny")}</Button>
        <Button kind={consent.verified ? "primary" : "secondary"} busy={form.busy}
          onClick={() => void form.send("consent", {})}>
          {t("allow")}
        </Button>
      </div>
      <p className="fine">{t("consentFine")}</p>
    </Page>
  );
}
