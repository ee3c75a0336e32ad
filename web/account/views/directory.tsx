// The account of a directory is linked with its name and password: a directory has no page of its own to go to.
import { useState } from "react";
import { useWords } from "../../shared/languages";
import { Button, Field, PasswordField, PictureCode } from "../../shared/ui";
import { useAccount } from "../account";
import { Fields, useForm } from "../form";
import { Problem, asProblem, get, own, post } from "../http";

const PICTURE_ASKED = 2000; // the server wants to see that it is no robot that tries passwords

interface Picture {
  drawing: string;
  token: string;
}

async function draw(): Promise<Picture> {
  const { captchaCodeSvg, captchaToken } =
    await get<{ captchaCodeSvg: string; captchaToken: string }>("/api/v3/get-captcha-code");
  return { drawing: `data:image/svg+xml,${encodeURIComponent(captchaCodeSvg)}`, token: captchaToken };
}

// The link that other sources are linked by leads straight back here, with a handle for this very link.
async function handleOf(identifier: string, appId: string): Promise<string> {
  const asked = new URLSearchParams({ ext_idp_conn_identifier: identifier, app_id: appId,
    target_url: `${location.origin}${own("/account")}` });
  const { url } = await get<{ url: string }>(`/api/v3/generate-link-extidp-url?${asked}`);
  if (new URL(url).origin !== location.origin) throw new Problem("", 500);
  const came = await fetch(url, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
  const handle = came && new URL(came.url).searchParams.get("interaction");
  if (!handle) throw new Problem("", came ? 500 : 0);
  return handle;
}

export function LinkDirectory({ source, onDone, onCancel }: {
  source: { identifier: string; name: string };
  onDone: () => Promise<void>;
  onCancel: () => void;
}) {
  const t = useWords();
  const { shell } = useAccount();
  const form = useForm();
  const [account, setAccount] = useState("");
  const [password, setPassword] = useState("");
  const [picture, setPicture] = useState<Picture | null>(null);
  const [typed, setTyped] = useState("");

  const another = () => form.attempt(async () => {
    setTyped("");
    setPicture(await draw());
  });
  const send = () => form.attempt(async () => {
    const body = { flowHandle: await handleOf(source.identifier, shell.application.id), account: account.trim(),
      password, ...(picture && { captchaCode: typed.trim(), captchaToken: picture.token }) };
    try {
      await post("/interaction/link", body);
    } catch (caught) {
      const asked = asProblem(caught).apiCode === PICTURE_ASKED;
      if (!asked) setPassword("");
      setTyped("");
      // Each picture serves for one try; the first one is a question and no reproach.
      if (asked || picture) setPicture(await draw());
      if (!asked || picture) throw caught;
      return;
    }
    await onDone();
  });
  return (
    <Fields onSubmit={() => void (account.trim() && password ? send() : form.fail(t("fillIn")))}>
      <p>{t("linkDirectory", { name: source.name })}</p>
      {form.notice}
      <Field label={t("username")} value={account} name="directory-name" autoComplete="off" autoCapitalize="none"
        spellCheck={false} maxLength={255} onChange={(event) => setAccount(event.target.value)} />
      <PasswordField label={t("password")} error={form.error} value={password} name="directory-password"
        autoComplete="off" maxLength={256} onChange={(event) => setPassword(event.target.value)} />
      {picture && (
        <PictureCode picture={picture.drawing} typed={typed} onTyped={setTyped} onOther={() => void another()} />
      )}
      <div className="pair">
        <Button type="submit" busy={form.busy}>{t("linkNow")}</Button>
        <Button kind="secondary" onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </Fields>
  );
}
