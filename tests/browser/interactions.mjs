// A small stand-in of the server: answers what a test tells it to, and remembers what it was sent, under the names that
// pages give their actions (web/login/api.ts). The page, its files and its policy are the server's own bundle. Only for
// looks and habits of pages, and for states that are rare; what the server decides is tested with the server
// (hosted_login.test.mjs).
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const WEB = process.env.GENAUTH_WEB;
const TYPES = { ".js": "text/javascript", ".css": "text/css" };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">' +
  '<path d="M10 30 30 10 50 30 70 10 90 30"/></svg>';

export const APPLICATION = { id: "5f0000000000000000000001", name: "Harbour", logo: null, initLoginUri: "/app" };
export const LOGIN = { step: "login", application: APPLICATION, language: "en-US", loginHint: null, register: true,
  methods: ["PASSWORD", "EMAIL_CODE", "PHONE_CODE"], sources: [], account: null };
export const DONE = { step: "done", application: APPLICATION, redirectTo: "/app" };

export const ok = (data) => ({ statusCode: 200, message: "ok", requestId: "r-1", data });
export const refuse = (statusCode, message, apiCode, data) =>
  ({ statusCode, message, apiCode, requestId: "r-2", data });

// A state as the server says it (contract/authentication/interactions.yaml).
const asServer = ({ step, application, language, loginHint, methods, register, registerMethods, forgot, sources,
  phoneCountries, demand, notice, account, consent, redirectTo, userCode, offerPasskey, remembered }) => ({
  step, application, language: language ?? "en-US", loginHint, methods: methods ?? [], canRegister: !!register,
  registerMethods, canResetPassword: forgot, sources, phoneCountries, demand, notice, account,
  continueUrl: redirectTo ?? "/app",
  consent: consent && { scopes: consent.scopes.map(({ name }) => name), host: consent.clientHost ?? "",
    device: consent.device, logo: consent.logo, policyUri: consent.policyUri, tosUri: consent.tosUri },
  userCode, offerPasskey, remembered,
});

const address = ({ email, phone, phoneNumber, phoneCountryCode }) => email
  ? { channel: "EMAIL", to: email }
  : { channel: "SMS", to: phone ?? phoneNumber, ...(phoneCountryCode && { phoneCountryCode }) };
const coded = ({ passCode, ...where }) => ({ ...address(where), passCode });
const sending = (sent) => {
  const purpose = sent.channel.replace("CHANNEL_", "");
  if (purpose.startsWith("COMPLETE_")) return ["complete-send", address(sent)];
  if (purpose === "RESET_PASSWORD") return ["forgot-send", address(sent)];
  return ["send-code", { ...address(sent), ...(purpose !== "LOGIN" && { purpose }) }];
};
const factored = (factor) => ({ code, phone, email, phoneCountryCode }) => ({ factor, ...(code && { code }),
  ...((phone ?? email) && { to: phone ?? email }), ...(phoneCountryCode && { phoneCountryCode }) });
const factor = (name) => (sent) => ["mfa", factored(name)(sent)];
const factorSend = (name) => (sent) => ["mfa-send", factored(name)(sent)];

const ACTIONS = {
  "/api/v3/signin": ({ connection, passwordPayload, passCodePayload, ldapPayload, adPayload, options }) => {
    if (connection === "PASSWORD") return ["password", { ...passwordPayload, ...options }];
    if (connection === "PASSCODE") return ["code", { ...coded(passCodePayload), ...options }];
    return ["directory", { kind: connection, ...(ldapPayload ?? adPayload), ...options }];
  },
  "/api/v3/send-sms": sending,
  "/api/v3/send-email": sending,
  "/api/v3/webauthn/login/initialize": () => ["passkey-options"],
  "/api/v3/webauthn/login/finalize": (sent) => ["passkey", sent],
  "/api/v3/webauthn/mfa-verify/initialize": () => ["mfa-send", { factor: "PASSKEY" }],
  "/api/v2/applications/mfa/passkey/verify": (sent) => ["mfa", { factor: "PASSKEY", ...sent }],
  "/api/v2/applications/mfa/sms/send": factorSend("SMS"),
  "/api/v2/applications/mfa/email/send": factorSend("EMAIL"),
  "/api/v2/applications/mfa/sms/verify": factor("SMS"),
  "/api/v2/applications/mfa/email/verify": factor("EMAIL"),
  "/api/v2/mfa/totp/verify": ({ totp }) => ["mfa", { factor: "OTP", code: totp }],
  "/api/v2/mfa/totp/recovery": ({ recoveryCode }) => ["mfa", { factor: "RECOVERY", code: recoveryCode }],
  "/api/v2/mfa/totp/associate": () => ["mfa-enroll"],
  "/api/v2/mfa/totp/associate/confirm": ({ totp }) => ["mfa-enrolled", { code: totp }],
  "/api/v3/gene-qrcode": () => ["qrcode"],
  "/api/v3/get-qrcode-status": (_, query) => ["qrcode-status", { qrcodeId: query.get("qrcodeId") }],
  "/api/v3/exchange-tokenset-with-qrcode-ticket": (sent) => ["exchange", sent],
  "/api/v3/signup": (sent) => ["register", sent],
  "/api/v3/unlock-account": (sent) => ["unlock", sent],
  "/api/v3/verify-reset-password-request": (sent) => ["forgot", sent],
  "/api/v3/reset-password": (sent) => ["new-password", sent],
  "/interaction/authFlow": ({ action, ...sent }) => [action, sent],
  "/interaction/abc/select": (sent) => ["select", sent],
  "/interaction/abc/consent": ({ allow }) => [allow ? "consent" : "deny", {}],
  "/interaction/abc/device": (sent) => ["device", sent],
  "/interaction/abc/cancel": () => ["cancel", {}],
};

export class Interactions {
  static async start() {
    const server = new Interactions();
    server.http = createServer((request, response) => void server.#answer(request, response));
    await new Promise((resolve) => server.http.listen(0, "127.0.0.1", resolve));
    server.base = `http://localhost:${server.http.address().port}`;
    server.reset(LOGIN);
    return server;
  }

  stop() {
    this.http.closeAllConnections();
    return new Promise((resolve) => this.http.close(resolve));
  }

  // `actions`: {"password": (body) => envelope}. What an action answers with a state becomes the state.
  reset(state, actions = {}, { style = "", withState = true, problem = null,
    shell = state.language } = {}) {
    Object.assign(this, { state, actions, style, withState, problem, shell, calls: [], requests: [], captchas: 0 });
  }

  page = () => `${this.base}/${APPLICATION.id}/login/abc`;
  sent = (action) => this.calls.filter((call) => call.action === action).map((call) => call.body);

  async #answer(request, response) {
    const url = new URL(request.url, this.base);
    const { pathname } = url;
    this.requests.push(pathname);
    const give = (type, body, headers = {}) =>
      response.writeHead(200, { "content-type": type, "content-security-policy": POLICY, "cache-control": "no-store",
        "x-content-type-options": "nosniff", ...headers }).end(body);
    const json = (value) => give("application/json", JSON.stringify(value));
    if (pathname.startsWith("/login-assets/")) {
      const file = join(WEB, "files", pathname.slice(14));
      return give(TYPES[extname(file)], gzipSync(readFileSync(file)), { "content-encoding": "gzip" });
    }
    if (pathname === "/app") return give("text/html", "<link rel=icon href=data:,><title>App</title><h1>App</h1>");
    if (pathname === "/style.css") return give("text/css", this.style);
    if (pathname.endsWith("/api/v3/get-captcha-code")) {
      this.captchas += 1;
      return json(ok({ captchaCodeSvg: DRAWING, captchaToken: `picture ${this.captchas}` }));
    }
    if (pathname.endsWith("/login/abc")) return give("text/html; charset=utf-8", this.#shell());
    this.language = request.headers["x-genauth-lang"];
    const path = pathname.replace(`/${APPLICATION.id}`, "");
    if (path === "/interaction/abc/state")
      return json(this.problem ??
        (this.state.step === "expired" ? refuse(404, "gone", 1699) : ok(asServer(this.state))));
    let text = "";
    for await (const part of request) text += part;
    return json(this.#act(path, text ? JSON.parse(text) : {}, url.searchParams));
  }

  #act(path, sent, query) {
    const [action, body] = ACTIONS[path]?.(sent, query) ?? [`what stands at ${path}`];
    this.calls.push({ action, body });
    const envelope = this.actions[action]?.(body) ?? refuse(400, `nothing answers ${action}`);
    if (envelope.statusCode !== 200 || !envelope.data?.step) return { ...envelope, data: envelope.data ?? {} };
    this.state = envelope.data;
    if (path.startsWith("/interaction/abc/")) return ok(asServer(this.state));
    const { recoveryCode } = this.state;
    return { ...refuse(303, "Signed in", 1600), ...(recoveryCode && { data: { recoveryCode } }) };
  }

  // As genauth::web::login_page fills it.
  #shell() {
    const data = { application: APPLICATION, ...(this.withState && !this.problem && { state: this.state }) };
    return readFileSync(join(WEB, "shells", `${this.shell ?? "en-US"}.html`), "utf8")
      .replace("<!--branding-->", this.style && '<link rel="stylesheet" href="/style.css">')
      .replace("<!--name-->", APPLICATION.name)
      .replace("<!--shell-->", JSON.stringify(data).replace(/</g, "\\u003c"));
  }
}
