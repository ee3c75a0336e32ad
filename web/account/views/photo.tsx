// The picture of a person. The server reads it, makes it small and writes it anew; nothing else of the file is kept.
import { useId, useRef } from "react";
import { useWords } from "../../shared/languages";
import { Button, Picture } from "../../shared/ui";
import { useAccount } from "../account";
import { useForm } from "../form";
import { Problem, post } from "../http";
import { shownName } from "./profile";
import type { Profile } from "./profile";

const BYTES_MAX = 2 * 1024 * 1024;

function read(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(new Problem("", 500));
    reader.readAsDataURL(file);
  });
}

export function Photo({ of, onChanged }: { of: Profile; onChanged: () => Promise<void> }) {
  const t = useWords();
  const { shell, say, rename } = useAccount();
  const form = useForm();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const name = shownName(of, shell.account.name);

  const changed = async (photo: string | null) => {
    rename(name, photo);
    await onChanged();
    say(t("saved"));
  };
  const upload = (file: File | undefined) => file && form.attempt(async () => {
    if (file.size > BYTES_MAX) throw new Problem(t("photoTooLarge"), 400);
    const { photo } = await post<{ photo: string }>("/api/v3/upload-my-photo", { image: await read(file) });
    await changed(photo);
  });
  const drop = () => form.attempt(async () => {
    await post("/api/v3/remove-my-photo", {});
    await changed(null);
  });
  return (
    <div className="photo">
      <Picture of={of.photo} name={name} round />
      <div>
        {form.notice}
        <input id={id} ref={input} type="file" accept="image/png,image/jpeg" hidden
          onChange={(event) => {
            void upload(event.target.files?.[0]);
            event.target.value = "";
          }} />
        <div className="actions">
          <Button kind="secondary" busy={form.busy} onClick={() => input.current?.click()}>{t("photoChoose")}</Button>
          {of.photo && <Button kind="quiet" busy={form.busy} onClick={() => void drop()}>{t("photoRemove")}</Button>}
        </div>
        <p className="fine">{t("photoLead")}</p>
      </div>
    </div>
  );
}
