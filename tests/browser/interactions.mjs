// A small stand-in of /interaction/{id}: answers what a test tells it to, and remembers what it was sent. The page, its
// files and its policy are the server's own bundle. Only for looks and habits of pages; what the server decides is
// tested with the server.
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
  reset(state, actions = {}, { style = "", withState = true, problem = null } = {}) {
    Object.assign(this, { state, actions, style, withState, problem, calls: [], requests: [], captchas: 0 });
  }

  page = (prefix = "") => `${this.base}${prefix}/interaction/abc`;
  sent = (action) => this.calls.filter((call) => call.action === action).map((call) => call.body);

  async #answer(request, response) {
    const { pathname } = new URL(request.url, this.base);
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
    if (pathname === "/api/v3/get-captcha-code") {
      this.captchas += 1;
      return json(ok({ captchaCodeSvg: DRAWING, captchaToken: `picture ${this.captchas}` }));
    }
    const [, action] = /\/interaction\/abc(?:\/([\w-]+))?$/.exec(pathname) ?? [];
    if (!/\/interaction\/abc/.test(pathname)) return response.writeHead(404).end();
    if (!action) return give("text/html; charset=utf-8", this.#shell());
    this.language = request.headers["x-authing-lang"];
    if (action === "state") return json(this.problem ?? ok(this.state));
    let text = "";
    for await (const part of request) text += part;
    const body = JSON.parse(text);
    this.calls.push({ action, body });
    const envelope = this.actions[action]?.(body) ?? refuse(400, `nothing answers ${action}`);
    if (envelope.statusCode === 200 && envelope.data?.step) this.state = envelope.data;
    return json(envelope);
  }

  // As genauth::web::login_page fills it.
  #shell() {
    const data = { application: APPLICATION, ...(this.withState && !this.problem && { state: this.state }) };
    return readFileSync(join(WEB, "shells", `${this.state.language ?? "en-US"}.html`), "utf8")
      .replace("<!--branding-->", this.style && '<link rel="stylesheet" href="/style.css">')
      .replace("<!--name-->", APPLICATION.name)
      .replace("<!--shell-->", JSON.stringify(data).replace(/</g, "\\u003c"));
  }
}
