import { useWords } from "../../shared/languages";
import { Button, Picture } from "../../shared/ui";
import { useForm } from "../form";
import { brandOf, useInteraction } from "../interaction";
import { Page } from "../page";
import { nameOf } from "./consent";
import { OtherAccount, RememberedAccounts } from "./remembered";

export function SelectPage() {
  const t = useWords();
  const { state } = useInteraction();
  const form = useForm();
  return (
    <Page title={t("selectAccount")} lead={t("continueTo", { app: brandOf(state).name })}>
      {form.extra}
      <RememberedAccounts form={form} before={(state.accounts ?? []).map((account) => {
        const name = nameOf(account);
        const detail = [account.email, account.phone, account.username].find((text) => text && text !== name);
        return (
          <li key={account.id ?? name}>
            <Button kind="secondary" busy={form.busy} onClick={() => void form.send("select", {})}>
              <Picture round of={account.photo} name={name} />
              <span className="two">{name}{detail && <small>{detail}</small>}</span>
            </Button>
          </li>
        );
      })}>
        <OtherAccount busy={form.busy} onOther={() => void form.send("select", { other: true })} />
      </RememberedAccounts>
    </Page>
  );
}
