/** Hundred-and-tenth schema: browser sessions and used one-time ids are found by their age, to be deleted. */
import type { Ddl } from './ddl.ts';

/** Out: the statements in order. */
export const leftBehind = (_: Ddl): string[] => [
  'create index web_sessions_by_age on web_sessions (created_at)',
  'create index used_ids_by_end on used_ids (expires_at)',
];
