// One call to the server, in the language of the page and in the name of whoever is signed in in this browser.

// The page stands at /account, perhaps below /{appId}; the same prefix serves every call.
const [, prefix = ""] = /^(.*)\/account/.exec(location.pathname) ?? [];
export const own = (path: string) => prefix + path;

interface Envelope<T> {
  statusCode: number;
  apiCode?: number;
  message: string;
  requestId?: string;
  data?: T;
}

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

export const asProblem = (caught: unknown) => (caught instanceof Problem ? caught : new Problem("", 500));

let language = "";
export function speak(chosen: string) {
  language = chosen;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

async function call<T>(method: Method, path: string, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(own(path), {
      method,
      headers: {
        accept: "application/json",
        "x-genauth-account": "1", // with the browser's cookie it stands for a token; no form can send it
        "x-genauth-lang": language,
        ...(body && { "content-type": "application/json" }),
      },
      cache: "no-store",
      credentials: "same-origin",
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch {
    throw new Problem("", 0);
  }
  const envelope = (await response.json().catch(() => null)) as Envelope<T> | null;
  if (!envelope) throw new Problem("", response.status || 500);
  const { statusCode, message, apiCode, requestId, data } = envelope;
  if (statusCode !== 200)
    throw new Problem(message, statusCode, apiCode, requestId, (data ?? {}) as Record<string, unknown>);
  return data as T;
}

export const get = <T>(path: string) => call<T>("GET", path);
export const post = <T = unknown>(path: string, body: object) => call<T>("POST", path, body);
export const put = <T = unknown>(path: string, body: object) => call<T>("PUT", path, body);
export const remove = <T = unknown>(path: string) => call<T>("DELETE", path);
