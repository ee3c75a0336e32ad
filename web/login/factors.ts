// Second factors: what they are called, and which of them a person can use.
import type { Key } from "../shared/languages";
import { hasPasskeys } from "./passkey";
import type { Demand, Enrollable, Factor } from "./protocol";

export const NAMES: Record<Factor, Key> = { OTP: "factorOtp", SMS: "factorSms", EMAIL: "factorEmail",
  PASSKEY: "factorPasskey", RECOVERY: "factorRecovery" };

// What this person can use here, in the application's order.
export function factorsOf({ data }: Demand): Factor[] {
  const offered = (data?.applicationMfa ?? [])
    .filter((factor) => factor.status === 1)
    .sort((a, b) => (a.sort ?? 0) - (b.sort ?? 0))
    .map((factor) => factor.mfaPolicy);
  const usable = (offered.length ? offered : ["OTP"]).filter((factor): factor is Factor =>
    (factor === "OTP" && !!data?.totpMfaEnabled) ||
    (factor === "SMS" && !!data?.phone) ||
    (factor === "EMAIL" && !!data?.email) ||
    (factor === "PASSKEY" && hasPasskeys()));
  return data?.totpMfaEnabled ? [...usable, "RECOVERY"] : usable;
}

// What somebody who can use none of them sets up on the way.
export function enrollableOf({ data }: Demand): Enrollable[] {
  const offered = (data?.applicationMfa ?? []).filter((factor) => factor.status === 1);
  return (["OTP", "SMS", "EMAIL"] as const).filter((factor) => offered.some(({ mfaPolicy }) => mfaPolicy === factor));
}
