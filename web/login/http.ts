// One call to the server, in the language of the page and in the name of its interaction.
import type { Envelope } from "./protocol";

// The page stands at /{appId}/login/{id}, perhaps below something else; the application's prefix serves every call.
const [, prefix = "", id = ""] = /^(.*)\/(?:login\/([^/]+)|invitation$)/.exec(location.pathname) ?? [];
export const isInvitation = location.pathname.endsWith("/invitation"); // a guest's page, which has no interaction
export const interaction = `/interaction/${id}`;

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

export async function call<T>(method: "GET" | "POST", path: string, body?: object, token = ""): Promise<Envelope<T>> {
  const headers: Record<string, string> = {
    accept: "application/json",
    ...(id && { "x-genauth-interaction": id }), // with its cookie it proves that this browser began; no form sends it
    "x-genauth-lang": language,
  };
  if (body) headers["content-type"] = "application/json";
  if (token) headers.authorization = `Bearer ${token}`;
  let response: Response;
  try {
    response = await fetch(prefix + path, {
      method,
      headers,
      cache: "no-store",
      credentials: "same-origin",
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Problem("", 0);
  }
  const envelope = (await response.json().catch(() => null)) as Envelope<T> | null;
  if (!envelope) throw new Problem("", response.status || 500);
  return envelope;
}

export function refused<T>({ message, statusCode, apiCode, requestId, data }: Envelope<T>): Problem {
  return new Problem(message, statusCode, apiCode, requestId, (data ?? {}) as Record<string, unknown>);
}

// The data of an answer that must be a success.
export async function get<T>(path: string): Promise<T> {
  const envelope = await call<T>("GET", path);
  if (envelope.statusCode !== 200) throw refused(envelope);
  return envelope.data as T;
}

export async function post<T>(path: string, body: object, token = ""): Promise<T> {
  const envelope = await call<T>("POST", path, body, token);
  if (envelope.statusCode !== 200) throw refused(envelope);
  return envelope.data as T;
}
