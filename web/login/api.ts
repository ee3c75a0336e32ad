// Calls to the interaction of this page. Its address is the page's own, so one page serves every application prefix.
import type { Channel, Envelope, State } from "./protocol";

export const base = location.pathname.replace(/\/+$/, "");

// A refusal, or no answer at all (status 0). `message` is the server's, in the language that was asked for.
export class Problem extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly apiCode = 0,
    readonly requestId = "",
    readonly data: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

let language = "";
export function speak(chosen: string) {
  language = chosen;
}

async function call<T>(address: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, {
      ...init,
      cache: "no-store",
      credentials: "same-origin",
      headers: { ...init.headers, accept: "application/json", "x-authing-lang": language },
    });
  } catch {
    throw new Problem("", 0);
  }
  const envelope = (await response.json().catch(() => null)) as Envelope<T> | null;
  if (!envelope) throw new Problem("", response.status || 500);
  if (envelope.statusCode !== 200)
    throw new Problem(envelope.message, envelope.statusCode, envelope.apiCode, envelope.requestId,
      (envelope.data ?? {}) as Record<string, unknown>);
  return envelope.data as T;
}

export const read = () => call<State>(`${base}/state`, { method: "GET" });

// Most actions answer a state; what has no step leaves the page where it is.
export const send = <T = State | null>(action: string, body: object) =>
  call<T>(`${base}/${action}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

export interface Captcha {
  picture: string; // for <img>, where a drawing can run nothing
  token: string;
}

export async function captcha(appId: string): Promise<Captcha> {
  const data = await call<{ captchaCodeSvg: string; captchaToken: string }>("/api/v3/get-captcha-code", {
    method: "GET",
    headers: { "x-authing-app-id": appId },
  });
  return {
    picture: `data:image/svg+xml,${encodeURIComponent(data.captchaCodeSvg)}`,
    token: data.captchaToken,
  };
}

export interface Address {
  channel: Channel;
  to: string;
  phoneCountryCode?: string;
}
