/** Everything storage gives to ticketing, in one piece. */
import type { TicketingStore } from '../domain/ticketing.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';
import { clearAlarm, newestAlarms, raiseAlarm } from './ticket-alarms.ts';
import { linkStore } from './ticket-links.ts';
import { newsStore } from './ticket-news.ts';

const reviveLane = statement<{ lane: string; at: number }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ dead: 0, attempts: 0, next_at: p('at') })
    .where('lane', '=', p('lane'))
    .where((of) => of('dead', '=', of.lit(1))),
);
const forgetPosts = statement<{ ticketId: string }>()((db, p) =>
  db.updateTable('ticket_links').set({ posts: 0 }).where('ticket_id', '=', p('ticketId')),
);

export function ticketingStore(db: Database): TicketingStore {
  return {
    ...linkStore(db),
    ...newsStore(db),
    raiseAlarm: (alarm) => raiseAlarm(db, alarm),
    clearAlarm: (about, kind) => clearAlarm(db, about, kind),
    alarms: (limit) => newestAlarms(db, limit),
    revive: (ticketId, at) =>
      db.transaction(async (tx) => {
        await tx.run(forgetPosts, { ticketId });
        await clearAlarm(tx, ticketId, 'needsAttention');
        return tx.run(reviveLane, { lane: ticketId, at });
      }),
  };
}
