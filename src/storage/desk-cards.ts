/** Cards in the agents' channel: each change is conditional on the version it was decided on. */
import type { DeskCard, DeskCardStore } from '../domain/desk-card.ts';
import { type Database, insert } from './database.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

const byId = statement<{ about: string; aboutId: string }>()((db, p) =>
  db.selectFrom('desk_cards').selectAll().where('about', '=', p('about')).where('about_id', '=', p('aboutId')),
);
const liveOnes = statement<{ live: number; limit: number }>()((db, p) =>
  db.selectFrom('desk_cards').selectAll().where('live', '=', p('live')).orderBy('tried_at').limit(p('limit')),
);
const change = statement<Row<'desk_cards'>>()((db, p) =>
  db
    .updateTable('desk_cards')
    .set((eb) => ({
      conversation_id: p('conversation_id'),
      activity_id: p('activity_id'),
      shown: p('shown'),
      told: p('told'),
      live: p('live'),
      tries: p('tries'),
      tried_at: p('tried_at'),
      version: eb('version', '+', 1),
    }))
    .where('about', '=', p('about'))
    .where('about_id', '=', p('about_id'))
    .where('version', '=', p('version')),
);

export function deskCardStore(db: Database): DeskCardStore {
  const write = async (card: DeskCard): Promise<boolean> => {
    if (card.version > 0) return (await db.run(change, toRow(card))) === 1;
    try {
      await insert(db, 'desk_cards', [{ ...toRow(card), version: 1 }]);
      return true;
    } catch (error) {
      if (db.isConflict(error)) return false;
      throw error;
    }
  };
  return {
    async deskCard(about, aboutId) {
      const row = await db.first(byId, { about, aboutId });
      return row && toCard(row);
    },
    async liveDeskCards(limit) {
      return (await db.rows(liveOnes, { live: 1, limit })).map(toCard);
    },
    async keepDeskCard(card) {
      return (await write(card)) ? { ...card, version: card.version + 1 } : undefined;
    },
  };
}

const toRow = (card: DeskCard): Row<'desk_cards'> => ({
  about: card.about,
  about_id: card.aboutId,
  conversation_id: card.conversationId,
  activity_id: card.activityId ?? null,
  shown: card.shown,
  told: card.told,
  live: card.isLive ? 1 : 0,
  tries: card.tries,
  tried_at: card.triedAt,
  version: card.version,
});

const toCard = (row: Row<'desk_cards'>): DeskCard => ({
  about: row.about as DeskCard['about'],
  aboutId: row.about_id,
  conversationId: row.conversation_id,
  activityId: row.activity_id ?? undefined,
  shown: row.shown,
  told: row.told,
  isLive: row.live === 1,
  tries: row.tries,
  triedAt: row.tried_at,
  version: row.version,
});
