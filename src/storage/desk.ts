/** Who is at the desk: agents' signs of life, and what a decision about hand-offs needs to know of them, in one statement. */
import { goneAfterMs, type Handoff } from '../domain/handoff.ts';
import type { DeskFacts, LoadQuery } from '../domain/ports.ts';
import { isActive } from './agents.ts';
import type { Executor } from './database.ts';
import { isInHand, isWaiting } from './handoffs.ts';
import { statement } from './statement.ts';

/** So many real waiting times are looked at. */
const mostWaits = 50;

interface Ask {
  since: number;
  /** Those asked for before stand before it. */
  requestedAt: number;
  handoffId: string;
  holder: string;
  actor: string;
  target: string;
}

const atDesk = statement<Ask>()((db, p) =>
  db.selectNoFrom((eb) => [
    eb
      .selectFrom('agent_presence')
      .innerJoin('agents', 'agents.id', 'agent_presence.agent_id')
      .select((count) => count.fn.countAll<number>().as('count'))
      .where('seen_at', '>=', p('since'))
      .where('available', '=', eb.lit(1))
      .where(isActive)
      .as('present'),
    eb
      .selectFrom('handoffs')
      .select((count) => count.fn.countAll<number>().as('count'))
      .where(isWaiting)
      .where((of) =>
        of.or([
          of('requested_at', '<', p('requestedAt')),
          of.and([of('requested_at', '=', p('requestedAt')), of('handoffs.id', '<', p('handoffId'))]),
        ]),
      )
      .as('ahead'),
    eb
      .selectFrom('handoffs')
      .select((count) => count.fn.countAll<number>().as('count'))
      .where('accepted_by', '=', p('actor'))
      .where(isInHand)
      .as('own_chats'),
    eb.selectFrom('agent_presence').select('seen_at').where('agent_id', '=', p('holder')).as('holder_seen_at'),
    eb.selectFrom('agents').select('shown_name').where('id', '=', p('holder')).as('holder_name'),
    eb.selectFrom('agents').select('shown_name').where('id', '=', p('target')).where(isActive).as('target_name'),
    eb
      .selectFrom('agent_presence')
      .select('agent_id')
      .where('agent_id', '=', p('target'))
      .where('seen_at', '>=', p('since'))
      .where('available', '=', eb.lit(1))
      .as('target_seen'),
  ]),
);

const newestWaits = statement<{ limit: number }>()((db, p) =>
  db
    .selectFrom('handoffs')
    .select((eb) => [eb('first_accepted_at', '-', eb.ref('requested_at')).as('wait')])
    .where('first_accepted_at', 'is not', null)
    .orderBy('first_accepted_at', 'desc')
    .limit(p('limit')),
);

/** In: what the turn asks, and the conversation's hand-off. Out: the facts; waiting times only where somebody is there to be waited for. */
export async function deskFacts(
  db: Executor,
  { desk, principal }: LoadQuery,
  handoff: Handoff | undefined,
): Promise<DeskFacts | undefined> {
  if (!desk) return undefined;
  const open = handoff && handoff.endedAt === undefined ? handoff : undefined;
  if (!desk.mayAsk && !open) return undefined;
  const row = await db.first(atDesk, {
    since: desk.at - goneAfterMs,
    requestedAt: open?.requestedAt ?? desk.at + 1,
    handoffId: open?.id ?? '',
    holder: open?.acceptedBy ?? open?.forAgent ?? '',
    actor: principal.id,
    target: desk.passTo ?? '',
  });
  const present = Number(row?.present ?? 0);
  const waits = present > 0 ? (await db.rows(newestWaits, { limit: mostWaits })).map(({ wait }) => Number(wait)) : [];
  const target = row?.target_name && desk.passTo !== undefined ? targetOf(desk.passTo, row.target_name, row.target_seen) : undefined;
  return {
    present,
    ahead: Number(row?.ahead ?? 0),
    waits,
    ...(row?.holder_seen_at == null ? {} : { holderSeenAt: row.holder_seen_at }),
    ...(row?.holder_name == null ? {} : { holderName: row.holder_name }),
    ownChats: Number(row?.own_chats ?? 0),
    ...(target ? { target } : {}),
  };
}

const targetOf = (id: string, shownName: string, seen: string | null): NonNullable<DeskFacts['target']> => ({
  id,
  shownName,
  isPresent: seen !== null,
});
