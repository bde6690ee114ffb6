/** News from the ticket system outside: what was read, webhook deliveries, and the cursor of polling. */

import type { Takeover } from '../domain/takeover.ts';
import { type ForeignRead, type SystemEvent, type SystemTicket, statusAlarms } from '../domain/ticketing.ts';
import type { Database, Executor } from './database.ts';
import { statement } from './statement.ts';
import type { NewRow } from './tables.ts';
import { clearAlarm, raiseAlarm } from './ticket-alarms.ts';
import { keepLink, linkOf } from './ticket-links.ts';
import { put } from './ticket-work.ts';

/** Time stamps outside are whole seconds: a read waits until no second change can carry the same one. */
const sameSecondMs = 2000;
/** Signed deliveries are refused after minutes; a week is for people who look into the table. */
const keepDeliveriesMs = 7 * 86_400_000;

const keepEvent = statement<{ ticketId: string; event: string }>()((db, p) =>
  db
    .updateTable('ticket_links')
    .set({ last_event: p('event') })
    .where('ticket_id', '=', p('ticketId')),
);
const addMessage = statement<NewRow<'ticket_events'>>()((db, p) =>
  db
    .insertInto('ticket_events')
    .values({
      id: p('id'),
      ticket_id: p('ticket_id'),
      at: p('at'),
      kind: p('kind'),
      visibility: p('visibility'),
      author: p('author'),
      text: p('text'),
      from_state: p('from_state'),
      to_state: p('to_state'),
    })
    .onConflict((on) => on.column('id').doNothing()),
);
const linkByForeignId = statement<{ system: string; foreignId: string }>()((db, p) =>
  db.selectFrom('ticket_links').selectAll().where('system', '=', p('system')).where('foreign_id', '=', p('foreignId')),
);
const delivery = statement<{ system: string; deliveryId: string; at: number }>()((db, p) =>
  db
    .insertInto('webhook_deliveries')
    .values({ system: p('system'), delivery_id: p('deliveryId'), at: p('at') })
    .onConflict((on) => on.columns(['system', 'delivery_id']).doNothing()),
);
const forgetDeliveries = statement<{ before: number }>()((db, p) => db.deleteFrom('webhook_deliveries').where('at', '<', p('before')));
const cursorOf = statement<{ system: string }>()((db, p) =>
  db.selectFrom('ticketing_cursors').selectAll().where('system', '=', p('system')),
);
const moveCursor = statement<{ system: string; cursor: string }>()((db, p) =>
  db
    .insertInto('ticketing_cursors')
    .values({ system: p('system'), cursor: p('cursor') })
    .onConflict((on) => on.column('system').doUpdateSet((eb) => ({ cursor: eb.ref('excluded.cursor') }))),
);

export function newsStore(db: Database) {
  return {
    keepForeign: (ticketId: string, found: SystemTicket, read: ForeignRead, at: number) =>
      db.transaction((tx) => keepRead(tx, ticketId, found, read, at)),
    async readChanged(system: string, changed: readonly SystemTicket[], at: number) {
      for (const found of changed) {
        const link = await db.first(linkByForeignId, { system, foreignId: found.id });
        if (!link || (link.raw_status === found.rawStatus && (link.foreign_updated_at ?? 0) > found.updatedAt)) continue;
        const key = `read:${link.ticket_id}:${found.updatedAt}:${found.rawStatus}`;
        await put(db, key, { kind: 'read', ticketId: link.ticket_id }, at + sameSecondMs);
      }
    },
    webhookArrived: (system: string, news: { deliveryId: string; ticketId: string }, at: number, readAt: number) =>
      db.transaction(async (tx) => {
        if ((await tx.run(delivery, { system, deliveryId: news.deliveryId, at })) === 0) return 'seen' as const;
        await tx.run(forgetDeliveries, { before: at - keepDeliveriesMs });
        const link = await tx.first(linkByForeignId, { system, foreignId: news.ticketId });
        if (!link) return 'notOurs' as const;
        await put(tx, `hook:${system}:${news.deliveryId}`, { kind: 'read', ticketId: link.ticket_id }, readAt);
        return 'new' as const;
      }),
    async cursor(system: string) {
      return (await db.first(cursorOf, { system }))?.cursor ?? '';
    },
    async saveCursor(system: string, cursor: string) {
      await db.run(moveCursor, { system, cursor });
    },
  };
}

async function keepRead(
  tx: Executor,
  ticketId: string,
  found: SystemTicket,
  { takeover, messages, lastEvent }: ForeignRead,
  at: number,
): Promise<void> {
  const link = await tx.first(linkOf, { ticketId });
  if (!link) return;
  if (takeover.kind !== 'same' || link.raw_status !== found.rawStatus) await settleAlarms(tx, ticketId, found, takeover, at);
  await keepLink(tx, ticketId, found);
  if (lastEvent !== undefined) await tx.run(keepEvent, { ticketId, event: lastEvent });
  for (const message of messages) await keepMessage(tx, link.system, ticketId, message);
}

async function settleAlarms(tx: Executor, ticketId: string, found: SystemTicket, takeover: Takeover, at: number): Promise<void> {
  const alarm = takeover.kind === 'keep' ? takeover.alarm : undefined;
  for (const kind of statusAlarms) if (kind !== alarm) await clearAlarm(tx, ticketId, kind);
  if (alarm) await raiseAlarm(tx, { about: ticketId, kind: alarm, text: `${found.number}: ${found.rawStatus}`, at });
}

async function keepMessage(
  tx: Executor,
  system: string,
  ticketId: string,
  { id, at, author, text, visibility, kind }: SystemEvent,
): Promise<void> {
  if (kind !== 'message' || visibility !== 'public' || author === 'us' || !text) return;
  await tx.run(addMessage, {
    id: `${ticketId}:${system}:${id}`,
    ticket_id: ticketId,
    at,
    kind: 'message',
    visibility,
    author: author === 'requester' ? 'customer' : 'agent',
    text,
    from_state: null,
    to_state: null,
  });
}
