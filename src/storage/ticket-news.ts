/** News from the ticket system outside: the one place where they change our tickets, webhook deliveries and the cursor of polling. */

import { type Takeover, takeOver } from '../domain/takeover.ts';
import type { Ticket, TicketEvent } from '../domain/ticket.ts';
import type { SystemEvent, SystemTicket } from '../domain/ticketing.ts';
import type { TicketState } from '../domain/vocabulary.ts';
import { conflict, type Database, type Executor } from './database.ts';
import { orderById } from './offers.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';
import { alarmsAbout, clearAlarm, raiseAlarm, statusAlarms } from './ticket-alarms.ts';
import { keepLink, linkOf, ticketById } from './ticket-links.ts';
import { put } from './ticket-work.ts';
import { changeTicket, toTicket } from './tickets.ts';

const attempts = 5;
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
const addMessage = statement<Row<'ticket_events'>>()((db, p) =>
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
    async takeForeign(ticketId: string, found: SystemTicket, messages: readonly SystemEvent[], at: number): Promise<Takeover> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await db.transaction((tx) => takeNews(tx, ticketId, found, messages, at));
        } catch (error) {
          if (attempt >= attempts || !(error === conflict || db.isConflict(error))) throw error;
        }
      }
    },
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

async function takeNews(
  tx: Executor,
  ticketId: string,
  found: SystemTicket,
  messages: readonly SystemEvent[],
  at: number,
): Promise<Takeover> {
  const row = await tx.first(ticketById, { id: ticketId });
  const link = row && (await tx.first(linkOf, { ticketId }));
  if (!row || !link) return { kind: 'same' };
  const ticket = toTicket(row);
  const order = ticket.orderId === undefined ? undefined : await tx.first(orderById, { id: ticket.orderId });
  const standing = await alarmsAbout(tx, ticketId);
  const alarmed = statusAlarms.some((kind) => standing.includes(kind));
  const ours = { ticket, order: order?.state as never, lastRaw: link.raw_status ?? undefined, alarmed };
  const takeover = takeOver(ours, found);
  if (takeover.kind === 'change')
    await changeTicket(tx, { ...ticket, state: takeover.to, updatedAt: at }, [stateLine(ticket, takeover.to, found, at)]);
  await settleAlarms(tx, { ticketId, found, takeover, at, looked: alarmed || link.raw_status !== found.rawStatus });
  await keepLink(tx, ticketId, found);
  for (const message of messages) await takeMessage(tx, link.system, ticketId, message);
  return takeover;
}

function stateLine(ticket: Ticket, to: TicketState, found: SystemTicket, at: number): TicketEvent {
  return {
    id: `${ticket.id}:status:${ticket.version}:${found.id}`,
    ticketId: ticket.id,
    at,
    kind: 'state',
    visibility: 'public',
    author: 'agent',
    from: ticket.state,
    to,
  };
}

async function settleAlarms(
  tx: Executor,
  { ticketId, found, takeover, at, looked }: { ticketId: string; found: SystemTicket; takeover: Takeover; at: number; looked: boolean },
): Promise<void> {
  if (!looked) return;
  const alarm = takeover.kind === 'keep' ? takeover.alarm : undefined;
  for (const kind of statusAlarms) if (kind !== alarm) await clearAlarm(tx, ticketId, kind);
  if (alarm) await raiseAlarm(tx, { about: ticketId, kind: alarm, text: `${found.number}: ${found.rawStatus}`, at });
}

async function takeMessage(
  tx: Executor,
  system: string,
  ticketId: string,
  { id, at, author, text, visibility, kind }: SystemEvent,
): Promise<void> {
  await tx.run(keepEvent, { ticketId, event: id });
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
