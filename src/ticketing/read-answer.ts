/** Checks the form of an answer. */
import type { z } from 'zod';
import { TicketSystemError } from '../domain/ticketing.ts';

/** A success whose body is something else proves nothing. In: a schema, the body, whether it answers a write. */
export function read<T>(schema: z.ZodType<T>, body: unknown, what: string, outcome: 'notDone' | 'unknown' = 'notDone'): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new TicketSystemError('unknown', `${what}: the answer has another form`, { outcome, cause: parsed.error });
}
