// Passkeys: offered among the accounts that the browser fills in, by a button, and as a second factor.
import { useEffect, useRef } from "react";
import { useWords } from "../shared/languages";
import { Problem } from "./api";
import type { Form } from "./form";
import { useInteraction } from "./interaction";
import { used } from "./memory";
import type { NewPasskey, PasskeyOptions } from "./protocol";

export const hasPasskeys = () =>
  typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

// What the browser makes of the options; nothing if the person or the page gave up.
export async function askKey(options: PasskeyOptions, how: CredentialRequestOptions = {}) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.authenticationOptions);
  const credential = await navigator.credentials.get({ ...how, publicKey }).catch(() => null);
  return credential && { ticket: options.ticket, credential: (credential as PublicKeyCredential).toJSON() as object };
}

// A new passkey; nothing if the person gave up.
export async function makeKey({ ticket, registrationOptions }: NewPasskey) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(registrationOptions);
  const credential = await navigator.credentials.create({ publicKey }).catch(() => null);
  return credential && { ticket, credential: (credential as PublicKeyCredential).toJSON() as object };
}

// Whether this device keeps passkeys itself: only then is one worth an offer.
export const keepsPasskeys = async () =>
  hasPasskeys() && await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);

// Signs in with a passkey when called. While the page stands, the browser also offers them by itself.
export function usePasskey(form: Form): (() => void) | undefined {
  const t = useWords();
  const { state, ask, go } = useInteraction();
  const waiting = useRef<AbortController | null>(null);
  const offered = !!state.methods?.includes("PASSKEY") && hasPasskeys();
  const { attempt } = form;
  const latest = useRef({ ask, go, attempt });
  useEffect(() => {
    latest.current = { ask, go, attempt };
  });

  useEffect(() => {
    if (!offered) return;
    const stop = new AbortController();
    waiting.current = stop;
    void (async () => {
      if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
      const options = await latest.current.ask<PasskeyOptions>("passkey-options", {}).catch(() => null);
      if (!options || stop.signal.aborted) return;
      const answer = await askKey(options, { mediation: "conditional", signal: stop.signal });
      if (!answer) return;
      const { attempt, go } = latest.current;
      if (await attempt(() => go("passkey", answer))) used(state.application.id, "passkey");
    })();
    return () => stop.abort();
  }, [offered, state.application.id]);

  if (!offered) return undefined;
  return () => void attempt(async () => {
    waiting.current?.abort(); // a browser asks one thing at a time
    const answer = await askKey(await ask<PasskeyOptions>("passkey-options", {}));
    if (!answer) throw new Problem(t("passkeyFailed"), 403);
    await go("passkey", answer);
    used(state.application.id, "passkey");
  });
}
