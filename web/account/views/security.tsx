// Everything that one signs in with, and the way to each.
import { useWords } from "../../shared/languages";
import { useLoaded } from "../memory";
import { Row, Section } from "../parts";
import type { Security } from "./home";
import { PROFILE } from "./profile";
import type { Profile } from "./profile";

export function SecuritySection() {
  const t = useWords();
  const { data: info } = useLoaded<Security>("/api/v3/get-security-info");
  const { data: profile } = useLoaded<Profile>(PROFILE);
  const phone = profile && (profile.phone ? `${profile.phoneCountryCode ?? ""} ${profile.phone}` : t("none"));
  return (
    <Section title={t("security")} lead={t("securityLead")}>
      <ul className="rows">
        <Row to="password" name={t("password")}>{info && t(info.passwordSet ? "set" : "none")}</Row>
        <Row to="email" name={t("email")}>{profile && (profile.email ?? t("none"))}</Row>
        <Row to="phone" name={t("phone")}>{phone}</Row>
        <Row to="factors" name={t("factors")}>{info && t(info.mfaEnrolled ? "set" : "none")}</Row>
        <Row to="passkeys" name={t("passkeys")}>{t("passkeysLead")}</Row>
      </ul>
    </Section>
  );
}
