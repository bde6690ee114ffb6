/** Polling for changes: newest first, page by page, down to the cursor. It needs no date in the query, which systems read in time zones of their own. */
import type { SystemTicket } from '../domain/ticketing.ts';

const perPage = 50;
/** Changes become visible a little after their time stamp. */
const overlapMs = 5000;

/** In: the cursor (ms, empty = from now on) and a reader of pages sorted by change, newest first. Out: what changed since, oldest first, and the next cursor. */
export async function changedPages(
  cursor: string,
  page: (number: number, perPage: number) => Promise<readonly SystemTicket[]>,
): Promise<{ items: readonly SystemTicket[]; next: string }> {
  const since = cursor === '' ? undefined : Number(cursor);
  const found = new Map<string, SystemTicket>();
  let newest = since ?? 0;
  for (let number = 1; ; number += 1) {
    const items = await page(number, perPage);
    for (const item of items) {
      newest = Math.max(newest, item.updatedAt - overlapMs);
      if (since !== undefined && item.updatedAt >= since) found.set(item.id, found.get(item.id) ?? item);
    }
    const last = items.at(-1);
    if (since === undefined || !last || items.length < perPage || last.updatedAt < since) break;
  }
  return { items: [...found.values()].sort((a, b) => a.updatedAt - b.updatedAt || Number(a.id) - Number(b.id)), next: String(newest) };
}
