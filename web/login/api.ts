// What a person does on a page, as calls. They are the calls of any application; only, in the name of the
// interaction they end in a browser that is signed in (flow_finished, 1600), and nobody sees a token.
import { Problem, call, get, interaction, isInvitation, post, refused, speak } from "./http";
import { CODES } from "./protocol";
import type { Agreed } from "./agreements";
import type { Agreement, Application, Channel, Demand, Device, Enrollment, Factor, NewPasskey, PasskeyOptions, QrCode,
  QrStatus, RegisterMethod, Remembered, Scope, Source, State } from "./protocol";

export { Problem, speak };

interface ServerState {
  step: Exclude<State["step"], "expired" | "invited">;
  application: Application;
  language: string;
  loginHint?: string;
  methods: string[];
  canRegister: boolean;
  registerMethods?: RegisterMethod[];
  agreements?: Agreement[];
  canResetPassword?: boolean;
  sources?: Source[];
  phoneCountries?: { code: string; region: string }[];
  offerPasskey?: boolean;
  recoveryCode?: string;
  demand?: Demand;
  notice?: { message: string };
  account?: { name: string; photo?: string };
  remembered?: { accounts: Remembered[] };
  consent?: { scopes: string[]; descriptions?: Scope[]; host: string; device?: Device; logo?: string;
    policyUri?: string; tosUri?: string };
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
    registerMethods: state.registerMethods,
    agreements: state.agreements,
    forgot: state.canResetPassword,
    sources: state.sources,
    phoneCountries: state.phoneCountries,
    offerPasskey: state.offerPasskey,
    recoveryCode: state.recoveryCode,
    demand: state.demand,
    notice: state.notice,
    account,
    accounts: account && [account],
    remembered: state.remembered,
    consent: consent && {
      clientName: application.name,
      clientHost: consent.host,
      verified: application.verified !== false,
      scopes: consent.scopes.map((name) => consent.descriptions?.find((each) => each.name === name) ?? { name }),
      device: consent.device,
      logo: consent.logo,
      policyUri: consent.policyUri,
      tosUri: consent.tosUri,
    },
    userCode: state.userCode,
    redirectTo: state.continueUrl,
  };
}

let demand: Demand | null = null; // what the server waits for; it keeps it too, so that a reload finds it
let recoveryCode: string | undefined; // a new one, shown at the end; the server keeps it too until then
function keep(state: State): State {
  demand = state.demand ?? null;
  return { ...state, recoveryCode: state.recoveryCode ?? recoveryCode };
}

// The state that the page came with.
let first: State | null = null;
export const begin = (state: State) => void keep(first = state);

export const read = async (): Promise<State> =>
  (isInvitation && first ? first : keep(shown(await get<ServerState>(`${interaction}/state`))));

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
async function signIn(path: string, body: object, token = "", goOn?: () => Promise<State>): Promise<State> {
  const envelope = await call<Record<string, unknown>>("POST", path, body, token);
  if (envelope.statusCode === 200 && goOn) return goOn();
  if (typeof envelope.data?.recoveryCode === "string") ({ recoveryCode } = envelope.data);
  if (envelope.apiCode === CODES.finished) return read();
  if (envelope.statusCode >= 400 || envelope.statusCode < 300) throw refused(envelope);
  const state = await read();
  return state.demand ? state : keep({ ...state, step: "demand", demand: envelope as unknown as Demand });
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

// A passkey as the first second factor: it is made, and then shown.
async function mfaPasskey(made: PasskeyAnswer): Promise<PasskeyOptions> {
  const token = tokenOf("mfaToken");
  await post("/api/v3/webauthn/registration/finalize", made, token);
  return post<PasskeyOptions>("/api/v3/webauthn/mfa-verify/initialize", {}, token);
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

// A new account is signed in at once, by what has just proved it; only an address that has to be proved first is asked
// for a code.
async function register(body: Registration): Promise<State> {
  const { method, account = "", password = "", passCode: code = "" } = body;
  if (method.endsWith("_CODE"))
    return signIn("/api/v3/signup", {
      connection: "PASSCODE",
      passCodePayload: passCode(body as Address, code),
      options: password ? { passwordForPhonePassCode: password } : {},
    });
  const name = method === "EMAIL_PASSWORD" ? { email: account } : { username: account };
  const made = { connection: "PASSWORD", passwordPayload: { ...name, password } };
  return signIn("/api/v3/signup", made, "", () => byPassword(account, password, {}));
}

// The server remembers for ten minutes who has proved their address; the new password is asked for then.
async function forgot(body: Address & { passCode: string; email?: string; emailCode?: string }): Promise<State> {
  const { channel, to, phoneCountryCode, passCode: code, email, emailCode = "" } = body;
  const proof = channel === "SMS"
    ? {
      verifyMethod: "PHONE_PASSCODE",
      phonePassCodePayload: { phoneNumber: to, phoneCountryCode, passCode: code },
      emailPassCodePayload: email && { email, passCode: emailCode },
    }
    : { verifyMethod: "EMAIL_PASSCODE", emailPassCodePayload: { email: to, passCode: code } };
  await post("/api/v3/verify-reset-password-request", proof);
  return read();
}

// The sign-in goes on with the new password, where it is known whose it is.
async function newPassword({ password, account }: { password: string; account?: string }): Promise<State> {
  await post("/api/v3/reset-password", { passwordResetToken: tokenOf("passwordResetToken"), password });
  return account ? byPassword(account, password, {}).catch(read) : read();
}

// The lock is opened by a code, and the sign-in begins anew.
async function unlock({ password, passCode: code, ...where }: Address & { passCode: string; password?: string }) {
  const { channel, to, phoneCountryCode } = where;
  const proof = channel === "SMS"
    ? { phonePassCodePayload: { phoneNumber: to, phoneCountryCode, passCode: code } }
    : { emailPassCodePayload: { email: to, passCode: code } };
  await post("/api/v3/unlock-account", { flowHandle: tokenOf("flowHandle"), ...proof, password });
  return read();
}

// A directory's name and password. Its answer may be a question, as of every source.
const byDirectory = ({ type, account, password, ...more }: { type: string; account: string; password: string }
  & Picture) => signIn("/api/v3/signin", { connection: type.toUpperCase(),
  [`${type}Payload`]: { sAMAccountName: account, password }, options: options(more) });

// The answers to the question of a source: whose account is this to be here?
const answerSource = (action: string, data?: object) =>
  signIn("/interaction/authFlow", { action, flowHandle: tokenOf("flowHandle"), data });
const bindByCode = (body: Address & { passCode: string }) => answerSource(
  body.channel === "SMS" ? "bind-identity-by-phone-code" : "bind-identity-by-email-code",
  passCode(body, body.passCode));
const bindByPassword = ({ account, password, captchaCode, captchaToken }: { account: string; password: string }
  & Picture) => answerSource("bind-identity-by-password", { account, password, captchaCode, captchaToken });

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

// Terms that have changed meanwhile are read again, from the beginning.
async function agree({ agreements }: { agreements: Agreed[] }): Promise<State> {
  const data = { agreements };
  try {
    return await signIn("/interaction/authFlow",
      { action: "accept-agreements", flowHandle: tokenOf("flowHandle"), data });
  } catch (caught) {
    if (!(caught instanceof Problem) || caught.status !== 409) throw caught;
    return { ...(await answer("select", { other: true })), notice: { message: caught.message } };
  }
}

// Where the sign-in cannot go on in the new tenant, it begins anew.
async function createTenant(data: { name: string; description?: string; enterpriseDomains?: string }): Promise<State> {
  const next = await answerSource("create-tenant-portal", data);
  if (next.demand?.apiCode !== CODES.tenantCreated) return next;
  return { ...(await answer("select", { other: true })), notice: { message: next.demand.message } };
}

// A link of a member names itself alone; one of a policy has a signature, opens once, and is for one address.
async function openInvitation({ identifier, signature }: { identifier: string; signature: string }) {
  if (!signature) {
    const asked = `/api/v3/get-universal-invitation-public-config?identifier=${encodeURIComponent(identifier)}`;
    const { userPool, inviter } = await get<{ userPool: { name?: string }; inviter?: { displayName: string } }>(asked);
    return { into: userPool.name, inviter: inviter?.displayName };
  }
  const { token, invitationContext: context } = await post<{ token: string;
    invitationContext: { email?: string; inviteeName?: string } }>("/api/v3/generate-policy-invitation-token",
    { identifier, signature, withInviteeInfo: true, withInvitationSettings: true });
  return { token, email: context.email, name: context.inviteeName };
}

type Guest = { identifier: string; token?: string; name: string; email: string; passCode: string };
async function acceptInvitation({ identifier, token, name, email, passCode: code }: Guest) {
  if (!token)
    return post<{ status: string }>("/api/v3/signup-by-invitation", { identifier, emailCode: code,
      profile: { name, email } });
  await post("/api/v3/join-by-invitation", { token, code, receiverType: "emailCode", profile: { name } });
  return { status: "PASSED" };
}

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
  "mfa-passkey-options": () => post<NewPasskey>("/api/v3/webauthn/mfa-bind/initialize", {}, tokenOf("mfaToken")),
  "mfa-passkey": mfaPasskey,
  remember: () => post(`${interaction}/remember`, {}).then(() => null),
  "new-passkey-options": () => post<NewPasskey>(`${interaction}/passkey/options`, {}),
  "new-passkey": (made: PasskeyAnswer) => post(`${interaction}/passkey`, made).then(() => null),
  register,
  invitation: openInvitation,
  "invitation-send": (body: Address & Picture) => sendCode(body, "REGISTER"),
  "invitation-accept": acceptInvitation,
  "forgot-send": (body: Address & Picture) => sendCode(body, "RESET_PASSWORD"),
  forgot,
  "new-password": newPassword,
  "unlock-send": (body: Address & Picture) =>
    sendCode(body, body.channel === "SMS" ? "IDENTITY_VERIFICATION" : "UNLOCK_ACCOUNT"),
  unlock,
  directory: byDirectory,
  "bind-password": bindByPassword,
  "bind-code": bindByCode,
  "bind-new": () => answerSource("create-federation-account"),
  "complete-send": (body: Address & Picture) =>
    sendCode(body, body.channel === "SMS" ? "COMPLETE_PHONE" : "COMPLETE_EMAIL"),
  complete,
  agreements: agree,
  username: ({ username }: { username: string }) => answerSource("reset-username-before-auth", { username }),
  tenant: ({ tenantId }: { tenantId?: string }) => answerSource("select-tenant", { tenantId }),
  "create-tenant": createTenant,
  "join-tenant": ({ code }: { code: string }) => answerSource("join-tenant-portal", { code }),
  account: ({ userId }: { userId: string }) => answerSource("public-account-login-selection", { userId }),
  "register-agreements": ({ agreements }: { agreements: Agreed[] }) =>
    post(`${interaction}/agreements`, { agreements }).then(() => null),
  feedback: (body: object) => post("/api/v2/feedback", body).then(() => null),
  select: ({ other }: { other?: boolean }) => answer("select", { other: !!other }),
  choose: ({ accountId }: { accountId: string }) => answer("select", { accountId }),
  forget: ({ accountId }: { accountId: string }) => answer("forget", { accountId }),
  consent: () => answer("consent", { allow: true }),
  device: ({ userCode }: { userCode: string }) => answer("device", { userCode }),
  deny: () => answer("consent", { allow: false }),
  cancel: () => answer("cancel", {}),
};

// Where a demand is over that was to be met, the sign-in begins anew, and the page says why.
async function after(problem: Problem): Promise<State | null> {
  const { message, status, apiCode } = problem;
  const notice = { message };
  if (apiCode === CODES.mfaTokenOver) return { ...(await answer("select", { other: true })), notice };
  if (apiCode !== 0 || ![400, 404].includes(status)) return null;
  const now = await read();
  return now.step === "demand" ? null : { ...now, notice };
}

// Most actions answer a state; what has no step leaves the page where it is.
export async function send<T = State | null>(action: string, body: object): Promise<T> {
  const act = ACTIONS[action];
  if (!act) throw new Problem("", 501);
  const met = demand;
  try {
    return (await act(body as never)) as T;
  } catch (caught) {
    const next = met && caught instanceof Problem ? await after(caught) : null;
    if (!next) throw caught;
    return next as T;
  }
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
