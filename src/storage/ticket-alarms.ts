/** Alarms about tickets and their system: they stand until what they are about is well again. */
import type { Alarm, AlarmKind } from '../domain/ticketing.ts';
import type { Executor } from './database.ts';
import { statement } from './statement.ts';

const raise = statement<{ about: string; kind: string; text: string; at: number }>()((db, p) =>
  db
    .insertInto('ticket_alarms')
    .values({ about: p('about'), kind: p('kind'), text: p('text'), at: p('at') })
    .onConflict((on) => on.columns(['about', 'kind']).doUpdateSet((eb) => ({ text: eb.ref('excluded.text') }))),
);
const clear = statement<{ about: string; kind: string }>()((db, p) =>
  db.deleteFrom('ticket_alarms').where('about', '=', p('about')).where('kind', '=', p('kind')),
);
const newest = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('ticket_alarms').selectAll().orderBy('at', 'desc').orderBy('about').orderBy('kind').limit(p('limit')),
);
const aboutOne = statement<{ about: string }>()((db, p) => db.selectFrom('ticket_alarms').selectAll().where('about', '=', p('about')));

/** One that stands already keeps its time. */
export async function raiseAlarm(db: Executor, { about, kind, text, at }: Alarm): Promise<void> {
  await db.run(raise, { about, kind, text, at });
}

export async function clearAlarm(db: Executor, about: string, kind: AlarmKind): Promise<void> {
  await db.run(clear, { about, kind });
}

export async function alarmsAbout(db: Executor, about: string): Promise<readonly AlarmKind[]> {
  return (await db.rows(aboutOne, { about })).map((row) => row.kind as AlarmKind);
}

export async function newestAlarms(db: Executor, limit: number): Promise<readonly Alarm[]> {
  return (await db.rows(newest, { limit })).map((row) => ({ ...row, kind: row.kind as AlarmKind }));
}
