// What a page shows. The server decides everything; api.ts turns its answers into one of these states.

export type Channel = "SMS" | "EMAIL";
export type Factor = "OTP" | "SMS" | "EMAIL" | "PASSKEY" | "RECOVERY";

export type Enrollable = "OTP" | "SMS" | "EMAIL" | "PASSKEY";

export interface Application {
  id: string;
  name: string;
  logo?: string | null;
  languageButton?: boolean;
  initLoginUri?: string | null; // where a sign-in begins anew
  verified?: boolean; // false for clients that registered themselves: their name and logo are mere claims
  host?: string | null; // where it is
}

// A way in by somebody else's account: a social one, or a company's. A directory has no page: name and password are
// asked for here.
export interface Source {
  identifier: string;
  name: string;
  type?: string;
  logo?: string | null;
  url?: string;
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

// Somebody who has signed in in this browser.
export interface Remembered {
  accountId: string;
  name: string;
  photo?: string | null;
  email?: string | null; // masked
  phone?: string | null; // masked
  method: string; // how they did so last
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
  // What the client says of itself.
  logo?: string | null;
  policyUri?: string | null;
  tosUri?: string | null;
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

export interface Agreement {
  id: string;
  version: number;
  required: boolean;
  language: string;
  title: string;
  content?: string | null; // plain text
  url?: string | null;
}

// A flow error: what must happen before this sign-in goes on. apiCode says what.
export interface Demand {
  statusCode: number;
  apiCode: number;
  message: string;
  rememberDays?: number; // for so long this browser can be exempt from it
  data?: {
    applicationMfa?: { mfaPolicy: string; status: number; sort?: number }[];
    totpMfaEnabled?: boolean;
    mayEnroll?: boolean; // applicationMfa is what can be set up, since there is nothing that could be shown
    email?: string | null;
    phone?: string | null;
    mfaEmail?: string | null;
    mfaPhone?: string | null;
    methods?: BindMethod[]; // how an account of a source may be linked to one that is here
    canCreate?: boolean;
    name?: string;
    photo?: string;
    strategy?: "captcha" | "password-captcha"; // how an account is unlocked
    metaData?: CompletionField[]; // what the account lacks
    agreements?: Agreement[]; // what is to be agreed to
    username?: string; // that cannot be had here
    tenants?: { tenantId: string; name: string; code?: string }[]; // code: by which others join it
    canJoin?: boolean; // whether one may join another by its code; canCreate: make one
    accounts?: { userId: string; name: string; photo?: string; own: boolean }[]; // as which one can go on
    skip?: boolean; // whether one can go on without
    [token: string]: unknown;
  } | null;
}

export interface State {
  // "device": a device shows a code that is to be typed here; then what became of it.
  step: "login" | "select-account" | "demand" | "consent" | "device" | "device-done" | "device-denied" | "done"
    | "expired" | "invited";
  application: Application;
  language?: string;
  loginHint?: string | null;
  register?: boolean;
  registerMethods?: RegisterMethod[];
  agreements?: Agreement[]; // before an account is made
  forgot?: boolean; // false where passwords cannot be reset here
  offerPasskey?: boolean; // done: a passkey could be added now
  notice?: { message: string } | null; // why the person is here again
  phoneCountries?: { code: string; region: string }[];
  methods?: string[];
  sources?: Source[];
  account?: Account | null;
  accounts?: Account[];
  remembered?: { accounts: Remembered[] } | null;
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

// What begins a new passkey, and where it goes back to with the ticket.
export interface NewPasskey {
  ticket: string;
  registrationOptions: PublicKeyCredentialCreationOptionsJSON;
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

export type BindMethod = "password" | "phone-password" | "email-password" | "phone-code" | "email-code";

export type RegisterMethod = "EMAIL_CODE" | "PHONE_CODE" | "EMAIL_PASSWORD" | "USERNAME_PASSWORD";

export interface Envelope<T> {
  statusCode: number;
  apiCode?: number;
  message: string;
  requestId?: string;
  data?: T;
}

// What the page of an invitation shows.
export interface Invitation {
  inviter?: string;
  into?: string;
  email?: string; // the one that it is for
  name?: string;
  token?: string; // of the page, where the link opens once
}

// apiCodes that pages know.
export const CODES = {
  finished: 1600,
  username: 1108,
  tenant: 1644,
  account: 2930,
  captcha: 2000,
  tenantCreated: 1708,
  mfaTotp: 1635,
  mfa: 1636,
  passwordFirst: 1639,
  bindOnly: 1640,
  bindOrCreate: 1641,
  unlock: 1643,
  bindProof: 1666,
  mfaTokenOver: 2021,
  addressFirst: 2042,
  completion: 1642,
  agreements: 1646,
  passwordExpired: 2058,
  passwordUnsafe: 2071,
} as const;
