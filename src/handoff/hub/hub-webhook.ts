/** `POST /webhooks/handoff`: what a hub elsewhere says about a conversation; the signature is checked over the raw bytes, the answer comes after the commit. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Handler, HttpAnswer } from '../../domain/exchange.ts';
import { type HubNews, hubStates } from '../../domain/handoff-hub.ts';
import type { HandoffStore } from '../../domain/handoff-ports.ts';
import type { Log } from '../../domain/log.ts';
import { checkSignature } from '../../domain/signed-body.ts';

export interface HubWebhookParts {
  readonly secret: string;
  readonly store: Pick<HandoffStore, 'openHandoffOf'>;
  readonly tell: (conversationId: string, handoffId: string, news: HubNews, key: string) => Promise<void>;
  readonly now: () => number;
  readonly log: Log;
}

const longestBody = 64 * 1024;
const headers = { 'cache-control': 'no-store' };
const answer = (status: number, outcome: string): HttpAnswer => ({ status, headers, body: { outcome } });

const common = { id: z.string().min(1).max(200).optional(), conversation: z.object({ id: z.string().min(1).max(200) }) };
const words = z
  .string()
  .transform((text) => text.replaceAll('\u0000', '').trim())
  .pipe(z.string().min(1).max(8000));

const activitySchema = z.union([
  z.object({
    ...common,
    type: z.literal('event'),
    name: z.literal('handoff.status'),
    value: z.object({ state: z.enum(hubStates), message: words.pipe(z.string().max(500)).optional().catch(undefined) }),
  }),
  z.object({
    ...common,
    type: z.literal('message'),
    text: words,
    from: z.object({ name: z.string().max(100).optional() }).optional(),
  }),
]);

/** 200 `done` or `ignored` (unknown conversation, unknown event or state: hubs may send what we do not know), 401 signature, 400 no JSON, 503 try again. */
export function hubWebhook({ secret, store, tell, now, log }: HubWebhookParts): Handler {
  return async (request) => {
    const raw = await request.body(longestBody);
    const signed = { timestamp: request.header('x-lotse-timestamp'), signature: request.header('x-lotse-signature') };
    const checked = checkSignature(raw, signed, { secret, now: now() });
    if (checked !== 'ok') {
      log.warn({ why: checked }, 'handoff.webhook-refused');
      return answer(401, checked);
    }
    const body = parse(raw);
    if (body === undefined) return answer(400, 'malformed');
    const activity = activitySchema.safeParse(body);
    const handoff = activity.success ? await store.openHandoffOf(activity.data.conversation.id) : undefined;
    if (!activity.success || !handoff) return answer(200, 'ignored');
    const key = activity.data.id ?? createHash('sha256').update(`${signed.timestamp}.`).update(raw).digest('hex');
    try {
      await tell(handoff.conversationId, handoff.id, newsOf(activity.data), key);
      return answer(200, 'done');
    } catch (error) {
      log.error({ err: error, handoffId: handoff.id }, 'handoff.webhook-failed');
      return answer(503, 'tryAgain');
    }
  };
}

function newsOf(activity: z.infer<typeof activitySchema>): HubNews {
  if (activity.type === 'event') return { kind: 'status', ...activity.value };
  return { kind: 'message', text: activity.text, name: activity.from?.name };
}

function parse(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw));
  } catch {
    // "No JSON" is the whole finding.
    return undefined;
  }
}
