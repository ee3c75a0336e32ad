// The ways out of a sign-in that stands still: as somebody else, or not at all.
import { useWords } from "../../shared/languages";
import { Button } from "../../shared/ui";
import { useForm } from "../form";

export function Leave() {
  const t = useWords();
  const form = useForm();
  return (
    <div className="ways">
      {form.extra}
      <Button kind="quiet" busy={form.busy} onClick={() => void form.send("select", { other: true })}>
        {t("otherAccount")}
      </Button>
      <Button kind="quiet" busy={form.busy} onClick={() => void form.send("cancel", {})}>{t("cancel")}</Button>
    </div>
  );
}
