/** Figures: counts of turns by week, kept in the turn's commit; everything else is counted where it is stored. */
import { sql } from 'kysely';
import { type CountKind, comparedClassing, countKinds, type Figure, type FigureStore, type WeekFigure } from '../domain/figures.ts';
import { weekOf } from '../domain/german-weeks.ts';
import type { Coverage } from '../domain/vocabulary.ts';
import type { Database, Executor } from './database.ts';
import { statement } from './statement.ts';

/** Turns of one week add to several rows, so that they seldom wait for each other. */
const shards = 8;
const hourMs = 3_600_000;

const add = statement<{ week: string; what: string; shard: number }>()((db, p) =>
  db
    .insertInto('weekly_counts')
    .values({ week: p('week'), what: p('what'), shard: p('shard'), count: 1 })
    .onConflict((on) =>
      on.columns(['week', 'what', 'shard']).doUpdateSet((eb) => ({ count: eb('weekly_counts.count', '+', eb.ref('excluded.count')) })),
    ),
);

interface Time {
  from: number;
  until: number;
}

const counted = statement<{ from: string; until: string }>()((db, p) =>
  db
    .selectFrom('weekly_counts')
    .select((eb) => ['week', 'what', eb.fn.sum<number>('count').as('count')])
    .where('week', '>=', p('from'))
    .where('week', '<', p('until'))
    .groupBy(['week', 'what']),
);
const remove = statement<{ before: string }>()((db, p) => db.deleteFrom('weekly_counts').where('week', '<', p('before')));

/** Weeks begin on a full hour, so hours are enough. */
const hourOf = (column: string) => sql<number>`${sql.ref(column)} / ${sql.lit(hourMs)}`;

const handedOver = statement<Time>()((db, p) =>
  db
    .selectFrom('handoffs')
    .select((eb) => [hourOf('requested_at').as('hour'), eb.fn.countAll<number>().as('count')])
    .where('requested_at', '>=', p('from'))
    .where('requested_at', '<', p('until'))
    .groupBy(hourOf('requested_at')),
);
const ordered = statement<Time>()((db, p) =>
  db
    .selectFrom('orders')
    .select((eb) => [hourOf('placed_at').as('hour'), eb.fn.countAll<number>().as('count')])
    .where('placed_at', '>=', p('from'))
    .where('placed_at', '<', p('until'))
    .groupBy(hourOf('placed_at')),
);
const declined = statement<Time>()((db, p) =>
  db
    .selectFrom('offers')
    .select((eb) => [hourOf('decided_at').as('hour'), eb.fn.countAll<number>().as('count')])
    .where('state', '=', sql.lit('declined'))
    .where('decided_at', '>=', p('from'))
    .where('decided_at', '<', p('until'))
    .groupBy(hourOf('decided_at')),
);
const classed = statement<Time>()((db, p) =>
  db
    .selectFrom('assessments')
    .select((eb) => [hourOf('at').as('hour'), 'bot_coverage', 'coverage', eb.fn.countAll<number>().as('count')])
    .where('bot_coverage', 'is not', null)
    .where('at', '>=', p('from'))
    .where('at', '<', p('until'))
    .groupBy([hourOf('at'), 'bot_coverage', 'coverage']),
);

/** Adds what a turn counts as. Last in its transaction and in one order, so that nobody waits long or in a circle. */
export async function addCounts(tx: Executor, kinds: readonly CountKind[], conversationId: string, at: number): Promise<void> {
  const shard = [...conversationId].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % shards;
  for (const what of countKinds) if (kinds.includes(what)) await tx.run(add, { week: weekOf(at), what, shard });
}

export function figureStore(db: Database): FigureStore {
  return {
    async weekFigures(from, until) {
      const time = { from, until };
      const sums = new Map<string, WeekFigure>();
      const sum = (week: string, figure: Figure, count: number): void => {
        const key = `${week} ${figure}`;
        sums.set(key, { week, figure, count: (sums.get(key)?.count ?? 0) + Number(count) });
      };
      const ofHour = (hour: number): string => weekOf(Number(hour) * hourMs);
      for (const row of await db.rows(counted, { from: weekOf(from), until: weekOf(until) }))
        sum(row.week, row.what as CountKind, row.count);
      for (const { hour, count } of await db.rows(handedOver, time)) sum(ofHour(hour), 'handedOver', count);
      for (const { hour, count } of await db.rows(ordered, time)) sum(ofHour(hour), 'ordered', count);
      for (const { hour, count } of await db.rows(declined, time)) sum(ofHour(hour), 'declined', count);
      for (const { hour, bot_coverage: byBot, coverage, count } of await db.rows(classed, time))
        sum(ofHour(hour), comparedClassing(byBot as Coverage, coverage as Coverage), count);
      return [...sums.values()];
    },
    deleteFigures: (before) => db.run(remove, { before: weekOf(before) }),
  };
}
