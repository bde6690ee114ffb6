/** One POST to the connector and what its answer means. Not the SDK's client: that repeats a POST by itself up to three times on 5xx, and a message would appear twice. */
import { z } from 'zod';
import type { JsonObject } from '../domain/message.ts';
import type { Address } from './address.ts';

/** What became of one send. Source of the codes: the Teams page "Conversation messages". */
export type SendOutcome =
  | { readonly kind: 'delivered'; readonly activityId?: string | undefined }
  /** Too many at once; not delivered. */
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number | undefined }
  /** No connection, or no token; not delivered. */
  | { readonly kind: 'unreached'; readonly reason: string }
  /** The connector may or may not have it. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** The person or an administrator has shut the bot out. */
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'unauthorized' }
  /** Will never be taken. */
  | { readonly kind: 'rejected'; readonly reason: string };

export interface Connector {
  /** Sends one activity; delivered ones come with their id. Never rejects. */
  send(address: Address, activity: JsonObject): Promise<SendOutcome>;
  /** Puts an activity in the place of one that was sent. Never rejects. */
  update(address: Address, activityId: string, activity: JsonObject): Promise<SendOutcome>;
}

export interface ConnectorOptions {
  readonly token: (renew: boolean) => Promise<string | undefined>;
  readonly now: () => number;
  readonly fetch: typeof fetch;
}

const timeout = 15_000;
const refusedConnection = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const sentShape = z.object({ id: z.string().min(1).max(512).optional() });
const errorShape = z.object({ error: z.object({ code: z.string().max(200) }).optional(), code: z.string().max(200).optional() });

export function createConnector(options: ConnectorOptions): Connector {
  // After a 401 the next send asks for a fresh token.
  let renew = false;
  const call = async (method: 'POST' | 'PUT', url: string, activity: object): Promise<SendOutcome> => {
    let token: string | undefined;
    try {
      token = await options.token(renew);
    } catch (error) {
      return { kind: 'unreached', reason: `no token: ${nameOf(error)}` };
    }
    const outcome = await request(method, url, activity, token, options);
    renew = outcome.kind === 'unauthorized';
    return outcome;
  };
  return {
    send: (address, activity) => call('POST', sendUrl(address), addressed(activity, address)),
    update: (address, activityId, activity) =>
      call('PUT', updateUrl(address, activityId), { ...addressed(activity, { ...address, activityId: undefined }), id: activityId }),
  };
}

async function request(
  method: 'POST' | 'PUT',
  url: string,
  activity: object,
  token: string | undefined,
  options: ConnectorOptions,
): Promise<SendOutcome> {
  try {
    const response = await options.fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
      headers: { 'content-type': 'application/json; charset=utf-8', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(activity),
    });
    if (response.ok) return { kind: 'delivered', activityId: await idOf(response) };
    return readAnswer(response.status, response.headers.get('retry-after'), await codeOf(response), options.now());
  } catch (error) {
    const reason = nameOf(error);
    return refusedConnection.has(reason) ? { kind: 'unreached', reason } : { kind: 'unknown', reason };
  }
}

/** In: a refusing answer. Out: its meaning; a code nobody listed counts as never taken below 500 and as unknown from there. */
export function readAnswer(status: number, retryAfter: string | null, code: string, now: number): SendOutcome {
  const reason = `${status} ${code}`.trim();
  if (status === 429) return { kind: 'throttled', retryAfterMs: waitOf(retryAfter, now) };
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 403) return { kind: 'stopped', reason };
  if (status === 408 || status === 412 || status >= 500) return { kind: 'unknown', reason };
  return { kind: 'rejected', reason };
}

/** In: `Retry-After`, seconds or a date. Out: milliseconds, at most an hour. */
function waitOf(retryAfter: string | null, now: number): number | undefined {
  if (retryAfter === null) return undefined;
  const ms = /^\d{1,6}(\.\d+)?$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 3_600_000);
}

function sendUrl({ activityId, ...address }: Address): string {
  return activityId === undefined ? activitiesUrl(address) : updateUrl(address, activityId);
}

function updateUrl(address: Address, activityId: string): string {
  return `${activitiesUrl(address)}/${encodeURIComponent(activityId)}`;
}

function activitiesUrl({ serviceUrl, conversation }: Address): string {
  return `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
}

function addressed(activity: JsonObject, { channelId, serviceUrl, conversation, bot, user, activityId }: Address) {
  return {
    ...activity,
    channelId,
    serviceUrl,
    conversation,
    from: bot,
    recipient: user,
    ...(activityId !== undefined && { replyToId: activityId }),
  };
}

/** The id under which the activity stands on the channel; without it the activity stays as it is. */
async function idOf(response: Response): Promise<string | undefined> {
  try {
    return sentShape.parse(await response.json()).id;
  } catch {
    // Delivered it is, whatever the answer's body says.
    return undefined;
  }
}

async function codeOf(response: Response): Promise<string> {
  try {
    const { error, code } = errorShape.parse(await response.json());
    return error?.code ?? code ?? '';
  } catch {
    // The code only refines the log; the status decides.
    return '';
  }
}

/** The system's code of a failed request, not its text: that may hold addresses. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'error';
  const code = (error.cause as { code?: unknown } | undefined)?.code ?? (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error.name;
}
