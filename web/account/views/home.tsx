// The overview: how well the account is protected, what would make it better, and the way to everything else.
import { useWords } from "../../shared/languages";
import type { Key } from "../../shared/languages";
import { useAccount } from "../account";
import type { View } from "../account";
import { useLoaded } from "../memory";
import { From, Panel, Row, Section } from "../parts";

export interface Security {
  passwordSecurityLevel: number;
  mfaEnrolled: boolean;
  passwordSet: boolean;
  emailBinded: boolean;
  phoneBinded: boolean;
  securityScore: number;
}

const WORTH: [keyof Security, View, Key][] = [
  ["mfaEnrolled", "factors", "adviseFactor"],
  ["passwordSet", "password", "advisePassword"],
  ["emailBinded", "email", "adviseEmail"],
  ["phoneBinded", "phone", "advisePhone"],
];

export function HomeSection() {
  const t = useWords();
  const { account } = useAccount().shell;
  const security = useLoaded<Security>("/api/v3/get-security-info");
  return (
    <Section title={t("welcome", { name: account.name })} lead={t("homeLead")}>
      <Panel title={t("score")}>
        <From loaded={security}>{(info) => <Score info={info} />}</From>
      </Panel>
      <ul className="rows">
        <Row to="profile" name={t("profile")}>{t("profileLead")}</Row>
        <Row to="security" name={t("security")}>{t("securityLead")}</Row>
        <Row to="sessions" name={t("sessions")}>{t("sessionsLead")}</Row>
        <Row to="apps" name={t("apps")}>{t("appsLead")}</Row>
        <Row to="data" name={t("data")}>{t("dataLead")}</Row>
      </ul>
    </Section>
  );
}

function Score({ info }: { info: Security }) {
  const t = useWords();
  const missing = WORTH.filter(([name]) => !info[name]);
  const level = info.securityScore >= 80 ? 3 : info.securityScore >= 50 ? 1 : 0;
  return (
    <>
      <p className="score" data-level={level}>
        <strong>{info.securityScore}</strong>
        <meter min={0} max={100} value={info.securityScore} aria-label={t("score")} />
      </p>
      {missing.length === 0 && <p className="fine">{t("scoreFull")}</p>}
      {missing.length > 0 && (
        <ul className="advice">
          {missing.map(([name, view, advice]) => <li key={name}><a href={`#${view}`}>{t(advice)}</a></li>)}
        </ul>
      )}
    </>
  );
}
