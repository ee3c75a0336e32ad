// An account that too many wrong passwords have locked, opened by its owner (1643).
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { PasswordField } from "../../shared/ui";
import { Page } from "../page";
import type { Demand } from "../protocol";
import { Leave } from "./leave";
import { ProvedAddress } from "./proved";

export function UnlockPage({ demand }: { demand: Demand }) {
  const t = useWords();
  const [password, setPassword] = useState("");
  const asksPassword = demand.data?.strategy === "password-captcha";
  return (
    <Page title={t("unlockTitle")} lead={demand.message}>
      <ProvedAddress what="unlock" channels={["SMS", "EMAIL"]} sending="unlock-send" proving="unlock"
        more={asksPassword ? { password } : undefined} ready={!asksPassword || !!password} label={t("unlock")}>
        {asksPassword && (
          <PasswordField label={t("password")} value={password} name="password" autoComplete="current-password"
            maxLength={256} onChange={(event) => setPassword(event.target.value)} />
        )}
      </ProvedAddress>
      <Leave />
    </Page>
  );
}
