/** Reads the stored dialog state. One that no longer parses restarts the step; nothing of value lies in it. */
import { z } from 'zod';
import { type DialogState, freshState } from '../../dialogs/state.ts';
import { coverageQuestions, ticketFields } from '../domain/action.ts';
import { labels, languages } from '../domain/vocabulary.ts';

const id = z.string().min(1).max(100);

const waiting = z.discriminatedUnion('for', [
  z.object({ for: z.literal('question'), requestId: id, question: z.enum(coverageQuestions) }),
  z.object({ for: z.literal('field'), requestId: id, field: z.enum(ticketFields) }),
  z.object({ for: z.literal('summary'), requestId: id }),
  z.object({ for: z.literal('newRequest'), human: z.boolean() }),
  z.object({ for: z.literal('offer'), offerId: id }),
  z.object({ for: z.literal('offerDescription'), offerId: id }),
  z.object({ for: z.literal('objection'), requestId: id }),
  z.object({ for: z.literal('ticketReply'), requestId: id }),
  z.object({ for: z.literal('buyer'), offerId: id }),
  z.object({ for: z.literal('handoffContact'), ticketId: id }),
]);

const spoken = z.object({ language: z.enum(languages).optional() });

const schema = spoken.extend({
  v: z.literal(1),
  welcomed: z.boolean(),
  waiting: waiting.optional(),
  topic: z.object({ label: z.enum(labels), faqId: id }).optional(),
  product: id.optional(),
  misunderstood: z.number().int().min(0),
  queue: z.array(id).max(20),
});

/** In: what storage holds, if anything. Out: the state, and whether one was there but could not be read. */
export function readDialogState(stored: unknown): { state: DialogState; lost: boolean } {
  if (stored === undefined) return { state: freshState, lost: false };
  const parsed = schema.safeParse(stored);
  if (parsed.success) return { state: parsed.data, lost: false };
  return { state: { ...freshState, ...spoken.safeParse(stored).data, welcomed: true }, lost: true };
}
