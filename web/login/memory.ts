// What a reload must not lose, for this tab and interaction alone, and which way in was used last on this device.
// Never a password or a code.
import { useEffect, useState } from "react";
import { interaction as base } from "./http";
import type { Invitation } from "./protocol";

const RESEND_MS = 60_000;

interface Draft {
  account?: string;
  country?: string;
  invitation?: Invitation; // a link that opens once
  remember?: boolean; // this browser, once the second factor was shown
  directory?: string; // the source whose name and password are asked for
  sent?: Record<string, number>; // "EMAIL ada@example.com" -> when a code was sent, epoch ms
}

// Storage may be forbidden; pages work without it.
function load<T>(storage: () => Storage, key: string): Partial<T> {
  try {
    return JSON.parse(storage().getItem(key) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}

function save(storage: () => Storage, key: string, value: unknown) {
  try {
    storage().setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}

const tab = () => sessionStorage;
const device = () => localStorage;
const DRAFT = `genauth ${base}`;
const LAST = "genauth last used";

export const draft = () => load<Draft>(tab, DRAFT);
export const keep = (change: Draft) => save(tab, DRAFT, { ...draft(), ...change });
export function forget() {
  try {
    tab().removeItem(DRAFT);
  } catch {
    return;
  }
}

export const lastUsed = (appId: string) => load<Record<string, string>>(device, LAST)[appId];
export const used = (appId: string, way: string) =>
  save(device, LAST, { ...load<Record<string, string>>(device, LAST), [appId]: way });

// Who did not want a passkey here is not asked again.
const REFUSED = "genauth no passkey";
export const refusedPasskey = () => !!load<{ refused: boolean }>(device, REFUSED).refused;
export const refusePasskey = () => save(device, REFUSED, { refused: true });

export function noteSent(key: string) {
  keep({ sent: { ...draft().sent, [key]: Date.now() } });
}
export const wasSent = (key: string) => key in (draft().sent ?? {});

// Seconds until another code may be asked for; counts on through a reload.
export function useCountdown(key: string): number {
  const left = () => {
    const since = Date.now() - (draft().sent?.[key] ?? 0);
    return since < 0 || since >= RESEND_MS ? 0 : Math.ceil((RESEND_MS - since) / 1000);
  };
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 500);
    return () => clearInterval(timer);
  }, []);
  return left();
}
