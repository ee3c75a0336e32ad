// What a person does on a page, as calls. They are the calls of any application; only, in the name of the
// interaction they end in a browser that is signed in (flow_finished, 1600), and nobody sees a token.
import { Problem, call, get, interaction, post, refused, speak } from "./http";
import { CODES } from "./protocol";
import type { Channel, Demand, Device, Enrollment, Factor, PasskeyOptions, QrCode, QrStatus, Scope,
  State } from "./protocol";

export { Problem, speak };

interface ServerState {
  step: "login" | "select-account" | "consent" | "device" | "device-done" | "device-denied" | "done";
  application: { id: string; name: string };
  language: string;
  loginHint?: string;
  methods: string[];
  canRegister: boolean;
  account?: { name: string; photo?: string };
  consent?: { scopes: string[]; descriptions?: Scope[]; host: string; device?: Device };
  userCode?: string;
  continueUrl: string;
}

function shown(state: ServerState): State {
  const { application, account, consent } = state;
  return {
    step: state.step,
    application,
    language: state.language,
    loginHint: state.loginHint,
    methods: state.methods,
    register: state.canRegister,
    account,
    accounts: account && [account],
    consent: consent && {
      clientName: application.name,
      clientHost: consent.host,
      verified: true,
      scopes: consent.scopes.map((name) => consent.descriptions?.find((each) => each.name === name) ?? { name }),
      device: consent.device,
    },
    userCode: state.userCode,
    redirectTo: state.continueUrl,
  };
}

let last: State | null = null;
let demand: Demand | null = null;
let recoveryCode: string | undefined; // a new one, shown at the end
const keep = (state: State) => (last = { ...state, recoveryCode });

// The state that the page came with.
export function begin(state: State) {
  demand = state.demand ?? null;
  keep(state);
}

export async function read(): Promise<State> {
  demand = null;
  return keep(shown(await get<ServerState>(`${interaction}/state`)));
}

const answer = async (what: string, body: object) =>
  keep(shown(await post<ServerState>(`${interaction}/${what}`, body)));

export interface Address {
  channel: Channel;
  to: string;
  phoneCountryCode?: string;
}
interface Picture {
  captchaCode?: string;
  captchaToken?: string;
}

// The end of every sign-in: done, or one more demand of the server.
async function signIn(path: string, body: object, token = ""): Promise<State> {
  const envelope = await call<Record<string, unknown>>("POST", path, body, token);
  if (envelope.apiCode === CODES.finished) {
    if (typeof envelope.data?.recoveryCode === "string") ({ recoveryCode } = envelope.data);
    return read();
  }
  if (envelope.statusCode >= 400 || envelope.statusCode < 300) throw refused(envelope);
  demand = envelope as unknown as Demand;
  return { ...(last as State), step: "demand", demand };
}

const tokenOf = (name: string) => String(demand?.data?.[name] ?? "");
const options = ({ captchaCode, captchaToken }: Picture) => ({ captchaCode, captchaToken });

function passCode({ channel, to, phoneCountryCode }: Address, code: string) {
  return channel === "SMS" ? { phone: to, phoneCountryCode, passCode: code } : { email: to, passCode: code };
}

async function sendCode(address: Address & Picture, purpose: string): Promise<null> {
  const { to, phoneCountryCode } = address;
  const channel = `CHANNEL_${purpose}`;
  await (address.channel === "SMS"
    ? post("/api/v3/send-sms", { channel, phoneNumber: to, phoneCountryCode, ...options(address) })
    : post("/api/v3/send-email", { channel, email: to, ...options(address) }));
  return null;
}

const byPassword = (account: string, password: string, more: Picture) =>
  signIn("/api/v3/signin", { connection: "PASSWORD", passwordPayload: { account, password }, options: options(more) });

const byCode = (address: Address, code: string, more: Picture) =>
  signIn("/api/v3/signin",
    { connection: "PASSCODE", passCodePayload: passCode(address, code), options: options(more) });

interface PasskeyAnswer {
  ticket: string;
  credential: object;
}

// Where a code of the second factor goes: nowhere in particular, or to what is set up with it.
interface FactorAddress {
  to?: string;
  phoneCountryCode?: string;
}
const factorAddress = (factor: Factor, { to, phoneCountryCode }: FactorAddress) =>
  to === undefined ? {} : factor === "SMS" ? { phone: to, phoneCountryCode } : { email: to };

async function mfaSend({ factor, ...where }: { factor: Factor } & FactorAddress): Promise<PasskeyOptions | null> {
  if (factor === "PASSKEY")
    return post<PasskeyOptions>("/api/v3/webauthn/mfa-verify/initialize", {}, tokenOf("mfaToken"));
  const path = factor === "SMS" ? "sms" : "email";
  await post(`/api/v2/applications/mfa/${path}/send`, factorAddress(factor, where), tokenOf("mfaToken"));
  return null;
}

type FactorProof = { factor: Factor; code: string } & FactorAddress & PasskeyAnswer;

function mfa({ factor, code, ticket, credential, ...where }: FactorProof): Promise<State> {
  const token = tokenOf("mfaToken");
  switch (factor) {
    case "PASSKEY": return signIn("/api/v2/applications/mfa/passkey/verify", { ticket, credential }, token);
    case "OTP": return signIn("/api/v2/mfa/totp/verify", { totp: code }, token);
    case "RECOVERY": return signIn("/api/v2/mfa/totp/recovery", { recoveryCode: code }, token);
    default: return signIn(`/api/v2/applications/mfa/${factor.toLowerCase()}/verify`,
      { ...factorAddress(factor, where), code }, token);
  }
}

// An authenticator app is set up on the way: its secret, then the first code of it.
let enrolled = "";
async function mfaEnroll(): Promise<Enrollment> {
  const made = await post<{ secret: string; qrcode_data_url: string; recovery_code: string }>(
    "/api/v2/mfa/totp/associate", {}, tokenOf("mfaToken"));
  enrolled = made.recovery_code;
  return { secret: made.secret, qrcode: made.qrcode_data_url };
}
async function mfaEnrolled({ code }: { code: string }): Promise<State> {
  const state = await signIn("/api/v2/mfa/totp/associate/confirm", { totp: code }, tokenOf("mfaToken"));
  recoveryCode = enrolled;
  return keep(state);
}

// A code for the phone is drawn by the server; when it was confirmed there, this browser redeems the ticket.
const drawCode = () => post<QrCode>("/api/v3/gene-qrcode", { type: "MOBILE_APP" });

async function codeStatus({ qrcodeId }: { qrcodeId: string }): Promise<QrStatus | State> {
  const asked = `/api/v3/get-qrcode-status?qrcodeId=${encodeURIComponent(qrcodeId)}`;
  const { status, ticket } = await get<{ status: QrStatus["status"] | "AUTHORIZED"; ticket?: string }>(asked);
  if (status === "AUTHORIZED") return signIn("/api/v3/exchange-tokenset-with-qrcode-ticket", { ticket });
  return { status };
}

type Registration = Partial<Address> & Picture & {
  method: string; account?: string; passCode?: string; password?: string;
};

// A new account is signed in at once, with what has just proved it.
async function register(body: Registration): Promise<State> {
  const { method, account = "", password = "", passCode: code = "" } = body;
  if (method.endsWith("_CODE")) {
    const address = body as Address;
    await post("/api/v3/signup", {
      connection: "PASSCODE",
      passCodePayload: passCode(address, code),
      options: password ? { passwordForPhonePassCode: password } : {},
    });
    return password ? byPassword(address.to, password, body) : read();
  }
  const name = method === "EMAIL_PASSWORD" ? { email: account } : { username: account };
  await post("/api/v3/signup", { connection: "PASSWORD", passwordPayload: { ...name, password } });
  return byPassword(account, password, body);
}

async function forgot(body: Address & { passCode: string; password: string }): Promise<State> {
  const { channel, to, phoneCountryCode, passCode: code } = body;
  const proof = channel === "SMS"
    ? { verifyMethod: "PHONE_PASSCODE", phonePassCodePayload: { phoneNumber: to, phoneCountryCode, passCode: code } }
    : { verifyMethod: "EMAIL_PASSCODE", emailPassCodePayload: { email: to, passCode: code } };
  const { passwordResetToken } =
    await post<{ passwordResetToken: string }>("/api/v3/verify-reset-password-request", proof);
  await post("/api/v3/reset-password", { passwordResetToken, password: body.password });
  return byPassword(to, body.password, {});
}

// The sign-in begins again with the new password.
async function newPassword({ password }: { password: string }): Promise<State> {
  await post("/api/v3/reset-password", { passwordResetToken: tokenOf("passwordResetToken"), password });
  return read();
}

// What an account lacks; the sign-in goes on with it.
interface FieldValue {
  name: string;
  value: string | number | boolean;
  code?: string;
  phoneCountryCode?: string;
}
const complete = ({ fieldValues, skip }: { fieldValues?: FieldValue[]; skip?: boolean }) =>
  signIn("/interaction/authFlow", { action: skip ? "skip-completion" : "complete-completion",
    flowHandle: tokenOf("flowHandle"), ...(!skip && { data: { fieldValues } }) });

const ACTIONS: Record<string, (body: never) => Promise<unknown>> = {
  password: (body: { account: string; password: string } & Picture) => byPassword(body.account, body.password, body),
  "send-code": (body: Address & Picture & { purpose?: string }) => sendCode(body, body.purpose ?? "LOGIN"),
  code: (body: Address & Picture & { passCode: string }) => byCode(body, body.passCode, body),
  "passkey-options": () => post<PasskeyOptions>("/api/v3/webauthn/login/initialize", {}),
  passkey: (body: PasskeyAnswer) => signIn("/api/v3/webauthn/login/finalize", body),
  qrcode: drawCode,
  "qrcode-status": codeStatus,
  "mfa-send": mfaSend,
  mfa,
  "mfa-enroll": mfaEnroll,
  "mfa-enrolled": mfaEnrolled,
  register,
  "forgot-send": (body: Address & Picture) => sendCode(body, "RESET_PASSWORD"),
  forgot,
  "new-password": newPassword,
  "complete-send": (body: Address & Picture) =>
    sendCode(body, body.channel === "SMS" ? "COMPLETE_PHONE" : "COMPLETE_EMAIL"),
  complete,
  select: ({ other }: { other?: boolean }) => (demand ? read() : answer("select", { other: !!other })),
  consent: () => answer("consent", { allow: true }),
  device: ({ userCode }: { userCode: string }) => answer("device", { userCode }),
  deny: () => answer("consent", { allow: false }),
  cancel: () => answer("cancel", {}),
};

// Most actions answer a state; what has no step leaves the page where it is.
export async function send<T = State | null>(action: string, body: object): Promise<T> {
  const act = ACTIONS[action];
  if (!act) throw new Problem("", 501);
  return (await act(body as never)) as T;
}

export interface Captcha {
  picture: string; // for <img>, where a drawing can run nothing
  token: string;
}

export async function captcha(): Promise<Captcha> {
  const data = await get<{ captchaCodeSvg: string; captchaToken: string }>("/api/v3/get-captcha-code");
  return {
    picture: `data:image/svg+xml,${encodeURIComponent(data.captchaCodeSvg)}`,
    token: data.captchaToken,
  };
}
