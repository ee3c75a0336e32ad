// What somebody typed as their account: an address, a number or a name.
import type { Address } from "./api";
import type { Source, State } from "./protocol";

export type Kind = "email" | "phone" | "name";

export function kindOf(account: string): Kind {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(account)) return "email";
  return /^\+?[\d\s().-]{5,24}$/.test(account) && account.replace(/\D/g, "").length >= 5 ? "phone" : "name";
}

// Where a code for this account would go; nothing for a mere name.
export function addressOf(account: string, countryCode: string): Address | null {
  const kind = kindOf(account);
  if (kind === "name") return null;
  if (kind === "email") return { channel: "EMAIL", to: account };
  const digits = account.replace(/[\s().-]/g, "");
  return digits.startsWith("+")
    ? { channel: "SMS", to: digits }
    : { channel: "SMS", to: digits, phoneCountryCode: countryCode };
}

export function shown(address: Address): string {
  return address.phoneCountryCode ? `${address.phoneCountryCode} ${address.to}` : address.to;
}

// What the countdown of a code for a sign-in is remembered under.
export const codeKey = (address: Address) => `login ${address.channel} ${shown(address)}`;

export const canCode = (state: State, address: Address | null) =>
  !!address && (state.methods ?? []).includes(address.channel === "SMS" ? "PHONE_CODE" : "EMAIL_CODE");

export const canPassword = (state: State) => (state.methods ?? []).includes("PASSWORD");

// The company whose people have addresses of this domain.
export function sourceFor(state: State, account: string): Source | undefined {
  const domain = account.split("@")[1]?.toLowerCase();
  return domain ? state.sources?.find((source) => source.domains?.includes(domain)) : undefined;
}
