/** HTTP to a ticket system: one request, its answer as JSON, and every failure sorted by what it means for a retry. */
import { TicketSystemError } from '../domain/ticketing.ts';

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base address; starts with a slash. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  /** Statuses that are an answer, not a failure. */
  readonly accept?: readonly number[];
}

export interface Answer {
  readonly status: number;
  /** Parsed JSON; `undefined` for an empty body. */
  readonly body: unknown;
}

export type Http = (call: Call) => Promise<Answer>;

export interface HttpOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Ends every request when the server stops. */
  readonly signal: AbortSignal;
  readonly now: () => number;
}

const maxAnswerBytes = 20_000_000;
/** Nothing was sent yet. */
const notSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

/** In: where and how. Out: a function that resolves with the answer or rejects with `TicketSystemError`. Redirects are refused: the key goes to one address only. */
export function makeHttp({ baseUrl, headers, timeoutMs, signal, now }: HttpOptions): Http {
  const base = baseUrl.replace(/\/+$/, '');
  return async (call) => {
    const url = new URL(base + call.path);
    for (const [name, value] of call.query ?? []) url.searchParams.append(name, value);
    const init = requestOf(call, headers, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, init);
      text = await readText(response);
    } catch (error) {
      throw networkFailure(call, error);
    }
    if (response.ok || call.accept?.includes(response.status)) return { status: response.status, body: parse(call, response, text) };
    throw statusFailure(call, response, now());
  };
}

function requestOf(call: Call, headers: Readonly<Record<string, string>>, signal: AbortSignal): RequestInit {
  const type = call.bytes ? 'application/octet-stream' : 'application/json';
  const body = call.bytes ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
  return {
    method: call.method,
    redirect: 'manual',
    signal,
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': type }), ...headers },
    ...(body !== undefined && { body: body as BodyInit }),
  };
}

async function readText(response: Response): Promise<string> {
  const bytes = await response.arrayBuffer();
  if (bytes.byteLength > maxAnswerBytes) throw new Error('The answer is too large');
  return new TextDecoder().decode(bytes);
}

/** A success that cannot be read tells nothing about what was done. */
function parse(call: Call, response: Response, text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!response.ok) return undefined;
    throw unclear(call, `${response.status} with a body that is no JSON`, error);
  }
}

const where = (call: Call): string => `${call.method} ${call.path}`;

function unclear(call: Call, what: string, cause?: unknown): TicketSystemError {
  return new TicketSystemError('unknown', `${where(call)}: ${what}`, { outcome: call.method === 'GET' ? 'notDone' : 'unknown', cause });
}

function networkFailure(call: Call, error: unknown): TicketSystemError {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = [error, cause].map((one) => (one instanceof Error && 'code' in one ? String(one.code) : '')).find((one) => notSent.has(one));
  if (code) return new TicketSystemError('unreachable', `${where(call)}: ${code}`, { cause: error });
  const said = cause instanceof Error ? cause.message : error instanceof Error ? error.message : String(error);
  return unclear(call, said, error);
}

function statusFailure(call: Call, response: Response, now: number): TicketSystemError {
  const { status } = response;
  const message = `${where(call)}: ${status}`;
  if (status === 429) return new TicketSystemError('rateLimited', message, { retryAfterMs: retryAfter(response, now) });
  if (status === 401) return new TicketSystemError('auth', message);
  if (status === 403 || (status >= 300 && status < 400)) return new TicketSystemError('misconfigured', message);
  if (status === 404) return new TicketSystemError('notFound', message);
  if (status === 409 || status === 412) return new TicketSystemError('conflict', message);
  return status >= 500 || status === 408 ? unclear(call, String(status)) : new TicketSystemError('invalid', message);
}

/** Retry-After in seconds or as a date; a minute when it is missing or unreadable, an hour at most. */
function retryAfter(response: Response, now: number): number {
  const said = response.headers.get('retry-after')?.trim() ?? '';
  const ms = /^\d+$/.test(said) ? Number(said) * 1000 : Date.parse(said) - now;
  return Math.min(3_600_000, Math.max(0, Number.isFinite(ms) ? ms : 60_000));
}
