// The sign-ins of an account, good and failed ones.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button } from "../../shared/ui";
import { useLoaded } from "../memory";
import { From, Item, Panel, Section, useTimes } from "../parts";

interface SignIn {
  appName: string;
  loginAt: string;
  clientIp: string;
  success: boolean;
  errorMessage?: string | null;
  parsedUserAgent?: { name?: string | null; os?: string | null };
  geoip?: { country_name?: string | null; city_name?: string | null };
}

const PAGE = 10;

export function HistorySection() {
  const t = useWords();
  const [page, setPage] = useState(1);
  const history = useLoaded<{ totalCount: number; list: SignIn[] }>(
    `/api/v3/get-my-login-history?page=${page}&limit=${PAGE}`);
  return (
    <Section title={t("history")} lead={t("historyLead")}>
      <Panel>
        <From loaded={history}>
          {({ totalCount, list }) => (
            <>
              {list.length === 0 && <p className="fine">{t("historyNone")}</p>}
              <ul className="items">{list.map((one, at) => <Entry key={`${one.loginAt} ${at}`} of={one} />)}</ul>
              {totalCount > PAGE && (
                <div className="actions">
                  {page > 1 && <Button kind="secondary" onClick={() => setPage(page - 1)}>{t("newer")}</Button>}
                  {page * PAGE < totalCount && (
                    <Button kind="secondary" onClick={() => setPage(page + 1)}>{t("older")}</Button>
                  )}
                </div>
              )}
            </>
          )}
        </From>
      </Panel>
    </Section>
  );
}

function Entry({ of }: { of: SignIn }) {
  const t = useWords();
  const shown = useTimes();
  const agent = [of.parsedUserAgent?.name, of.parsedUserAgent?.os].filter(Boolean).join(", ");
  const place = [of.geoip?.city_name, of.geoip?.country_name].filter(Boolean).join(", ");
  return (
    <Item name={shown(of.loginAt)} mark={of.success ? undefined : t("failed")}>
      {[of.appName, agent, place, of.clientIp, of.errorMessage].filter(Boolean).join(" · ")}
    </Item>
  );
}
