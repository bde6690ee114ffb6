/** What every call of the API shares: who is asking, where from, and how a refusal is said. */
import * as z from 'zod';
import { fill } from '../../content/knowledge.ts';
import type { TextKey } from '../../content/text-keys.ts';
import { BodyTooLarge, type Handler, type HttpAnswer, type HttpRequest } from '../../domain/exchange.ts';
import { TurnError } from '../../turn/turn-error.ts';
import type { Context, Visitor, VisitorHandler } from '../context.ts';
import { isFromOwnPage } from '../own-origin.ts';
import { visitorOf } from '../visitors.ts';

const bodyLimit = 64 * 1024;
const headers = { 'cache-control': 'no-store' };

/** Codes of refusals; each has its sentence `app.error.<code>`. */
const statuses = {
  signIn: 401,
  origin: 403,
  notAllowed: 403,
  notFound: 404,
  form: 400,
  tooLarge: 413,
  wrongFile: 400,
  infected: 400,
  notScanned: 503,
  tooManyFiles: 400,
  busy: 503,
  outside: 409,
} as const;
export type RefusalCode = keyof typeof statuses;

export const ok = (body: object): HttpAnswer => ({ status: 200, headers, body });

/** In: a code. Out: the answer with its sentence. */
export function refused(context: Context, code: RefusalCode): HttpAnswer {
  const { texts } = context.snapshotKnowledge();
  return { status: statuses[code], headers, body: { error: { code, sentence: texts[`app.error.${code}`] } } };
}

/** In: a code with a sentence of its own from content. Out: the answer: nothing was changed, for this reason. */
export function refusedBecause(context: Context, code: string, key: TextKey, values: Record<string, string | number> = {}): HttpAnswer {
  return { status: 409, headers, body: { error: { code, sentence: fill(context.snapshotKnowledge().texts[key], values) } } };
}

/** Wraps a call for signed-in people: 401 for everybody else, 403 for writes that another site sends. */
export function forApp(context: Context, handler: VisitorHandler): Handler {
  return async (request) => {
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD' && !isFromOwnPage(request, context)) return refused(context, 'origin');
      const visitor = await visitorOf(context, request);
      return visitor ? await handler(request, visitor) : refused(context, 'signIn');
    } catch (error) {
      return thrown(context, request.path, error);
    }
  };
}

/** Reads a JSON body. Out: the checked value; `undefined` for another kind or shape. Rejects with `BodyTooLarge`. */
export async function readJson<T>(request: HttpRequest, schema: z.ZodType<T>): Promise<T | undefined> {
  const [type] = (request.header('content-type') ?? '').split(';');
  const body = await request.body(bodyLimit);
  if (type?.trim().toLowerCase() !== 'application/json') return undefined;
  const parsed = schema.safeParse(parse(Buffer.from(body).toString('utf8')));
  return parsed.success ? parsed.data : undefined;
}

/** Made by the browser for each thing a person does; the same key again is the same deed. */
export const keySchema = z.string().regex(/^[\w-]{8,64}$/);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema refuses what is no JSON.
    return undefined;
  }
}

function thrown(context: Context, path: string, error: unknown): HttpAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected';
  if (code === 'clientGone') throw error;
  if (error instanceof BodyTooLarge) return refused(context, 'tooLarge');
  if (error instanceof TurnError) return refused(context, 'busy');
  const reference = context
    .randomId()
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 8)
    .toUpperCase();
  context.log.error({ code, reference, path, err: error }, 'A call of the portal failed');
  const sentence = fill(context.snapshotKnowledge().texts['portal.error.failedText'], { reference });
  return { status: 500, headers, body: { error: { code: 'failed', sentence } } };
}

/** The visitor's place in the turn engine. */
export const placeOf = (context: Context, { principal }: Visitor) =>
  ({ channel: 'portal', conversationKind: 'personal', dialogScope: 'main', principal, at: context.now() }) as const;
