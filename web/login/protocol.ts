// What a page shows. The server decides everything; api.ts turns its answers into one of these states.

export type Channel = "SMS" | "EMAIL";
export type Factor = "OTP" | "SMS" | "EMAIL" | "PASSKEY" | "RECOVERY";

export type Enrollable = "OTP" | "SMS" | "EMAIL";

export interface Application {
  id: string;
  name: string;
  logo?: string | null;
  initLoginUri?: string | null; // where a sign-in begins anew
  verified?: boolean; // false for clients that registered themselves: their name and logo are mere claims
  host?: string | null; // of a client that is not verified
}

// A way in that leads to somebody else's page: a social account or a company's sign-in.
export interface Source {
  identifier: string;
  name: string;
  logo?: string | null;
  url: string;
  domains?: string[]; // e-mail domains whose people sign in there
}

export interface Account {
  id?: string;
  name?: string | null;
  photo?: string | null;
  username?: string | null;
  email?: string | null; // masked
  phone?: string | null; // masked
}

export interface Scope {
  name: string;
  description?: string | null;
}

export interface Consent {
  clientName: string;
  clientHost?: string | null;
  verified: boolean;
  scopes: Scope[];
  device?: Device | null; // that gets it in place of this browser
}

export interface Device {
  name: string;
  address: string;
  userCode: string;
}

export interface CompletionField {
  name: string;
  label: string;
  type?: string; // the control: string, text, number, date, datetime, boolean, select, gender, phone, email, ...
  required?: boolean;
  options?: { value: string; label: string }[];
}

// A flow error: what must happen before this sign-in goes on. apiCode says what.
export interface Demand {
  statusCode: number;
  apiCode: number;
  message: string;
  data?: {
    applicationMfa?: { mfaPolicy: string; status: number; sort?: number }[];
    totpMfaEnabled?: boolean;
    email?: string | null;
    phone?: string | null;
    metaData?: CompletionField[]; // what the account lacks
    skip?: boolean; // whether one can go on without
    [token: string]: unknown;
  } | null;
}

export interface State {
  // "device": a device shows a code that is to be typed here; then what became of it.
  step: "login" | "select-account" | "demand" | "consent" | "device" | "device-done" | "device-denied" | "done"
    | "expired";
  application: Application;
  language?: string;
  loginHint?: string | null;
  register?: boolean;
  registerMethods?: RegisterMethod[];
  forgot?: boolean; // false where passwords cannot be reset here
  remember?: boolean; // whether one can ask to stay signed in
  phoneCountries?: { code: string; region: string }[];
  methods?: string[];
  sources?: Source[];
  account?: Account | null;
  accounts?: Account[];
  demand?: Demand | null;
  consent?: Consent | null;
  userCode?: string | null; // of the device, where its address brought it
  recoveryCode?: string | null; // a new one, after the old one was used: shown once
  redirectTo?: string | null;
}

// What passkey-options answers, and mfa-send for the factor PASSKEY. passkey and mfa take the ticket back, with the
// credential.
export interface PasskeyOptions {
  ticket: string;
  authenticationOptions: PublicKeyCredentialRequestOptionsJSON;
}

// What mfa-enroll answers for an authenticator app.
export interface Enrollment {
  secret: string;
  qrcode: string; // a picture as a data URL
}

export interface QrCode {
  qrcodeId: string;
  url: string; // of the picture, on this server
  expiresIn: number; // seconds
}

// What qrcode-status answers until there is a state.
export interface QrStatus {
  status?: "PENDING" | "SCANNED" | "CANCELLED" | "EXPIRED" | "ERROR";
}

export type RegisterMethod = "EMAIL_CODE" | "PHONE_CODE" | "EMAIL_PASSWORD" | "USERNAME_PASSWORD";

export interface Envelope<T> {
  statusCode: number;
  apiCode?: number;
  message: string;
  requestId?: string;
  data?: T;
}

// apiCodes that pages know.
export const CODES = {
  finished: 1600,
  captcha: 2000,
  mfaTotp: 1635,
  mfa: 1636,
  passwordFirst: 1639,
  completion: 1642,
  passwordExpired: 2058,
  passwordUnsafe: 2071,
} as const;
