// What a person does on a page, as calls. They are the calls of any application; only, in the name of the
// interaction they end in a browser that is signed in (flow_finished, 1600), and nobody sees a token.
import { Problem, call, get, interaction, post, refused, speak } from "./http";
import { CODES } from "./protocol";
import type { Channel, Demand, Factor, State } from "./protocol";

export { Problem, speak };

interface ServerState {
  step: "login" | "select-account" | "consent" | "done";
  application: { id: string; name: string };
  language: string;
  loginHint?: string;
  methods: string[];
  canRegister: boolean;
  account?: { name: string; photo?: string };
  consent?: { scopes: string[]; host: string };
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
      scopes: consent.scopes.map((name) => ({ name })),
    },
    redirectTo: state.continueUrl,
  };
}

let last: State | null = null;
let demand: Demand | null = null;
const keep = (state: State) => (last = state);

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
  if (envelope.apiCode === CODES.finished) return read();
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
  const { channel, to, phoneCountryCode } = address;
  await (channel === "SMS"
    ? post("/api/v3/send-sms", { channel: `CHANNEL_${purpose}`, phoneNumber: to, phoneCountryCode, ...options(address) })
    : post("/api/v3/send-email", { channel: `CHANNEL_${purpose}`, email: to, ...options(address) }));
  return null;
}

const byPassword = (account: string, password: string, more: Picture) =>
  signIn("/api/v3/signin", { connection: "PASSWORD", passwordPayload: { account, password }, options: options(more) });

const byCode = (address: Address, code: string, more: Picture) =>
  signIn("/api/v3/signin", { connection: "PASSCODE", passCodePayload: passCode(address, code), options: options(more) });

async function mfaSend({ factor }: { factor: Factor }): Promise<null> {
  const path = factor === "SMS" ? "sms" : "email";
  await post(`/api/v2/applications/mfa/${path}/send`, {}, tokenOf("mfaToken"));
  return null;
}

function mfa({ factor, code }: { factor: Factor; code: string }): Promise<State> {
  const token = tokenOf("mfaToken");
  switch (factor) {
    case "OTP": return signIn("/api/v2/mfa/totp/verify", { totp: code }, token);
    case "RECOVERY": return signIn("/api/v2/mfa/totp/recovery", { recoveryCode: code }, token);
    default: return signIn(`/api/v2/applications/mfa/${factor.toLowerCase()}/verify`, { code }, token);
  }
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

const ACTIONS: Record<string, (body: never) => Promise<State | null>> = {
  password: (body: { account: string; password: string } & Picture) => byPassword(body.account, body.password, body),
  "send-code": (body: Address & Picture & { purpose?: string }) => sendCode(body, body.purpose ?? "LOGIN"),
  code: (body: Address & Picture & { passCode: string }) => byCode(body, body.passCode, body),
  "mfa-send": mfaSend,
  mfa,
  register,
  "forgot-send": (body: Address & Picture) => sendCode(body, "RESET_PASSWORD"),
  forgot,
  "new-password": newPassword,
  select: ({ other }: { other?: boolean }) => (demand ? read() : answer("select", { other: !!other })),
  consent: () => answer("consent", { allow: true }),
  deny: () => answer("consent", { allow: false }),
  cancel: () => answer("cancel", {}),
};

// An answer without a state leaves the page where it is.
export function send(action: string, body: object): Promise<State | null> {
  const act = ACTIONS[action];
  if (!act) throw new Problem("", 501);
  return act(body as never);
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
