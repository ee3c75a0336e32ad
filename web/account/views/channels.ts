// The two kinds of address, as the server's operations take them. A number stands as "+86 13900001234".
import type { Key } from "../../shared/languages";
import { post } from "../http";
import type { Profile } from "./profile";

interface Old {
  address: string;
  code: string;
}

export interface Channel {
  name: "email" | "phone";
  newName: Key;
  lead: Key;
  wrong: Key;
  hint?: Key;
  removeSure: Key;
  type: string;
  autoComplete: string;
  unbind: string;
  of(profile: Profile): string | undefined;
  read(typed: string): string | null; // null: no address of this kind
  send(to: string, why: "add" | "replace" | "present" | "remove" | "delete"): Promise<void>;
  add(address: string, code: string): Promise<void>;
  replace(address: string, code: string, old?: Old): Promise<void>;
}

export const EMAIL: Channel = {
  name: "email",
  newName: "newEmail",
  lead: "emailLead",
  wrong: "emailWrong",
  removeSure: "emailRemoveSure",
  type: "email",
  autoComplete: "email",
  unbind: "/api/v3/unbind-email",
  of: ({ email }) => email ?? undefined,
  read: (typed) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed.trim()) ? typed.trim() : null),
  async send(email, why) {
    const channel = { add: "BIND_EMAIL", replace: "UPDATE_EMAIL", present: "UPDATE_EMAIL", remove: "UNBIND_EMAIL",
      delete: "DELETE_ACCOUNT" }[why];
    await post("/api/v3/send-email", { channel: `CHANNEL_${channel}`, email });
  },
  async add(email, passCode) {
    await post("/api/v3/bind-email", { email, passCode });
  },
  async replace(newEmail, newEmailPassCode, old) {
    const { updateEmailToken } = await post<{ updateEmailToken: string }>("/api/v3/verify-update-email-request", {
      verifyMethod: "EMAIL_PASSCODE",
      emailPassCodePayload: { newEmail, newEmailPassCode,
        ...(old && { oldEmail: old.address, oldEmailPassCode: old.code }) },
    });
    await post("/api/v3/update-email", { updateEmailToken });
  },
};

export const parts = (number: string) => {
  const [phoneCountryCode, phoneNumber] = number.split(" ");
  return { phoneCountryCode, phoneNumber };
};

// "+44 7700 900123" is split by the server's own rules: a country code is sent as it was typed, +86 where there is
// none.
function readNumber(typed: string): string | null {
  const text = typed.trim();
  const spaced = /^(\+\d{1,3})[\s-]+([\d\s().-]{4,20})$/.exec(text);
  if (spaced) return `${spaced[1]} ${spaced[2].replace(/\D/g, "")}`;
  const digits = text.replace(/[\s().-]/g, "");
  if (/^\+86\d{5,15}$/.test(digits)) return `+86 ${digits.slice(3)}`;
  return /^\d{5,15}$/.test(digits) ? `+86 ${digits}` : null;
}

export const PHONE: Channel = {
  name: "phone",
  newName: "newPhone",
  lead: "phoneLead",
  wrong: "phoneWrong",
  hint: "phoneHint",
  removeSure: "phoneRemoveSure",
  type: "tel",
  autoComplete: "tel",
  unbind: "/api/v3/unbind-phone",
  of: ({ phone, phoneCountryCode }) => (phone ? `${phoneCountryCode || "+86"} ${phone}` : undefined),
  read: readNumber,
  async send(number, why) {
    const channel = { add: "BIND_PHONE", replace: "BIND_PHONE", present: "UNBIND_PHONE", remove: "UNBIND_PHONE",
      delete: "DELETE_ACCOUNT" }[why];
    await post("/api/v3/send-sms", { channel: `CHANNEL_${channel}`, ...parts(number) });
  },
  async add(number, passCode) {
    await post("/api/v3/bind-phone", { ...parts(number), passCode });
  },
  async replace(number, newPhonePassCode, old) {
    const fresh = parts(number);
    const was = old && parts(old.address);
    const { updatePhoneToken } = await post<{ updatePhoneToken: string }>("/api/v3/verify-update-phone-request", {
      verifyMethod: "PHONE_PASSCODE",
      phonePassCodePayload: {
        newPhoneNumber: fresh.phoneNumber, newPhoneCountryCode: fresh.phoneCountryCode, newPhonePassCode,
        ...(was && { oldPhoneNumber: was.phoneNumber, oldPhoneCountryCode: was.phoneCountryCode,
          oldPhonePassCode: old?.code }),
      },
    });
    await post("/api/v3/update-phone", { updatePhoneToken });
  },
};
