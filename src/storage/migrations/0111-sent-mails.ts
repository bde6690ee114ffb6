/** Hundred-and-eleventh schema: what stood in mails that were sent or given up is not kept. */
import type { Ddl } from './ddl.ts';

/** Out: the statements in order. */
export const sentMails = (_: Ddl): string[] => [
  `update outbox set payload = '{}' where done_at is not null or (dead = 1 and work = 'mail')`,
];
