// Second factors: what they are called, and which of them a person can use.
import type { Key } from "../shared/languages";
import { hasPasskeys } from "./passkey";
import type { Demand, Enrollable, Factor } from "./protocol";

export const NAMES: Record<Factor, Key> = { OTP: "factorOtp", SMS: "factorSms", EMAIL: "factorEmail",
  PASSKEY: "factorPasskey", RECOVERY: "factorRecovery" };

// Where a code of this factor goes, masked.
export const addressFor = (factor: Factor, data: Demand["data"]) =>
  factor === "SMS" ? data?.mfaPhone ?? data?.phone : data?.mfaEmail ?? data?.email;

const isKnown = (factor: string): factor is Enrollable =>
  ["OTP", "SMS", "EMAIL"].includes(factor) || (factor === "PASSKEY" && hasPasskeys());

// What this person can use here, in the application's order.
export function factorsOf({ data }: Demand): Factor[] {
  const offered = (data?.applicationMfa ?? [])
    .filter((factor) => factor.status === 1)
    .sort((a, b) => (a.sort ?? 0) - (b.sort ?? 0))
    .map((factor) => factor.mfaPolicy);
  if (data?.mayEnroll) return [];
  const usable = offered.filter(isKnown);
  return data?.totpMfaEnabled ? [...usable, "RECOVERY"] : usable;
}

// What somebody who can use none of them sets up on the way.
export function enrollableOf({ data }: Demand): Enrollable[] {
  if (!data?.mayEnroll) return [];
  return (data.applicationMfa ?? []).filter((factor) => factor.status === 1).map((factor) => factor.mfaPolicy)
    .filter(isKnown);
}
