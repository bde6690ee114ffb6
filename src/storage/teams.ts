/** Cards that can be updated in place, look-ups of customers by staff, and the agents' channel. */
import { type SqlBool, sql } from 'kysely';
import type { Organisation } from '../domain/identity.ts';
import type { JsonObject, MessageContent } from '../domain/message.ts';
import type { AgentChannel, CustomerFile, Lookup, StaleCard, TeamsStore } from '../domain/teams.ts';
import { type Database, type Executor, insert } from './database.ts';
import { byCustomerNo, organisationsByName, organisationWithContacts, toContact, toOrganisation } from './identity.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';
import { toTicket } from './tickets.ts';

const mostMatches = 5;
const ticketsShown = 5;

const keepCard = statement<Row<'sent_cards'>>()((db, p) =>
  db
    .insertInto('sent_cards')
    .values({
      conversation_id: p('conversation_id'),
      seq: p('seq'),
      activity_id: p('activity_id'),
      about: p('about'),
      about_id: p('about_id'),
      state: p('state'),
    })
    .onConflict((on) => on.columns(['conversation_id', 'seq']).doNothing()),
);

const staleOffers = statement<{ conversationId: string; limit: number }>()((db, p) =>
  db
    .selectFrom('sent_cards as s')
    .innerJoin('offers', 'offers.id', 's.about_id')
    .innerJoin('messages', (join) => join.onRef('messages.conversation_id', '=', 's.conversation_id').onRef('messages.seq', '=', 's.seq'))
    .innerJoin('conversations', 'conversations.id', 's.conversation_id')
    .selectAll('s')
    .select(['offers.state as now', 'messages.content', 'conversations.address'])
    .where('s.about', '=', 'offer')
    .where('s.conversation_id', '=', p('conversationId'))
    .whereRef('offers.state', '<>', 's.state')
    .orderBy('s.seq')
    .limit(p('limit')),
);
const staleTickets = statement<{ conversationId: string; limit: number }>()((db, p) =>
  db
    .selectFrom('sent_cards as s')
    .innerJoin('tickets', 'tickets.number', 's.about_id')
    .innerJoin('messages', (join) => join.onRef('messages.conversation_id', '=', 's.conversation_id').onRef('messages.seq', '=', 's.seq'))
    .innerJoin('conversations', 'conversations.id', 's.conversation_id')
    .selectAll('s')
    .select(['tickets.state as now', 'messages.content', 'conversations.address'])
    .where('s.about', '=', 'ticket')
    .where('s.conversation_id', '=', p('conversationId'))
    .whereRef('tickets.state', '<>', 's.state')
    .orderBy('s.seq')
    .limit(p('limit')),
);
const setShown = statement<{ conversationId: string; seq: number; state: string }>()((db, p) =>
  db
    .updateTable('sent_cards')
    .set({ state: p('state') })
    .where('conversation_id', '=', p('conversationId'))
    .where('seq', '=', p('seq')),
);
const newestLookups = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('lookups').selectAll().orderBy('id', 'desc').limit(p('limit')),
);
/** Written out, not as a parameter: the index covers exactly these. */
const inHand = sql<SqlBool>`state not in ('closed', 'declined', 'withdrawn')`;
const openTickets = statement<{ organisationId: string; limit: number }>()((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where('organisation_id', '=', p('organisationId'))
    .where(inHand)
    .orderBy('created_at', 'desc')
    .limit(p('limit')),
);
const ticketsLike = statement<{ words: string; limit: number }>()((db, p) =>
  db
    .selectFrom('tickets')
    .selectAll()
    .where(inHand)
    .where((eb) => eb.or([eb(eb.fn('lower', ['number']), 'like', p('words')), eb(eb.fn('lower', ['subject']), 'like', p('words'))]))
    .orderBy('created_at', 'desc')
    .limit(p('limit')),
);
const channel = statement<object>()((db) => db.selectFrom('agent_channel').selectAll().where('one', '=', 'one'));
const saveChannel = statement<Row<'agent_channel'>>()((db, p) =>
  db
    .insertInto('agent_channel')
    .values({
      one: p('one'),
      conversation_id: p('conversation_id'),
      address: p('address'),
      chosen_by: p('chosen_by'),
      chosen_at: p('chosen_at'),
    })
    .onConflict((on) =>
      on.column('one').doUpdateSet((eb) => ({
        conversation_id: eb.ref('excluded.conversation_id'),
        address: eb.ref('excluded.address'),
        chosen_by: eb.ref('excluded.chosen_by'),
        chosen_at: eb.ref('excluded.chosen_at'),
      })),
    ),
);
const dropChannel = statement<{ conversationId: string }>()((db, p) =>
  db.deleteFrom('agent_channel').where('conversation_id', '=', p('conversationId')),
);

/** Letters SQLite cannot fold, and signs with a meaning in patterns, match any one letter. */
const pattern = (words: string): string =>
  `%${words
    .toLowerCase()
    .trim()
    .replaceAll(/[^a-z0-9 .&-]/g, '_')}%`;

/** Customers by number, else by a part of the name. */
export async function customersMatching(db: Executor, words: string): Promise<readonly Organisation[]> {
  const named = await db.first(byCustomerNo, { customerNo: words.trim().toUpperCase() });
  if (named) return [toOrganisation(named)];
  if (words.trim().length < 3) return [];
  return (await db.rows(organisationsByName, { name: pattern(words), limit: mostMatches })).map(toOrganisation);
}

export async function customerFile(db: Executor, organisationId: string): Promise<CustomerFile | undefined> {
  const rows = await db.rows(organisationWithContacts, { id: organisationId });
  const [first] = rows;
  if (!first) return undefined;
  const tickets = await db.rows(openTickets, { organisationId, limit: ticketsShown });
  return { organisation: toOrganisation(first), contacts: rows.flatMap(toContact), openTickets: tickets.map(toTicket) };
}

export async function keepLookup(db: Executor, { at, by, byName, organisationId, asked, conversationId }: Lookup): Promise<void> {
  const row = { at, by_id: by, by_name: byName, organisation_id: organisationId ?? null, asked, conversation_id: conversationId };
  await insert(db, 'lookups', [row]);
}

export async function chooseAgentChannel(db: Executor, chosen: AgentChannel): Promise<void> {
  const { conversationId, address, chosenBy, chosenAt } = chosen;
  const row = { conversation_id: conversationId, address: JSON.stringify(address), chosen_by: chosenBy, chosen_at: chosenAt };
  await db.run(saveChannel, { one: 'one', ...row });
}

export function teamsStore(db: Database): TeamsStore {
  return {
    async keepSentCard({ conversationId, seq, activityId, about, aboutId, state }) {
      await db.run(keepCard, { conversation_id: conversationId, seq, activity_id: activityId, about, about_id: aboutId, state });
    },
    async staleCards(conversationId, limit) {
      const at = { conversationId, limit };
      return [...(await db.rows(staleOffers, at)), ...(await db.rows(staleTickets, at))].flatMap(toStale);
    },
    async cardShows(conversationId, seq, state) {
      await db.run(setShown, { conversationId, seq, state });
    },
    customersMatching: (words) => customersMatching(db, words),
    customerFile: (organisationId) => customerFile(db, organisationId),
    keepLookup: (lookup) => keepLookup(db, lookup),
    async lookups(limit) {
      return (await db.rows(newestLookups, { limit })).map(toLookup);
    },
    async ticketsMatching(words, limit) {
      if (words.trim().length < 3) return [];
      return (await db.rows(ticketsLike, { words: pattern(words), limit })).map(toTicket);
    },
    async agentChannel() {
      const row = await db.first(channel, {});
      return (
        row && {
          conversationId: row.conversation_id,
          address: JSON.parse(row.address) as JsonObject,
          chosenBy: row.chosen_by,
          chosenAt: row.chosen_at,
        }
      );
    },
    async forgetAgentChannel(conversationId) {
      await db.run(dropChannel, { conversationId });
    },
  };
}

function toStale(row: Row<'sent_cards'> & { now: string; content: string; address: string | null }): StaleCard[] {
  if (row.address === null) return [];
  return [
    {
      conversationId: row.conversation_id,
      seq: row.seq,
      activityId: row.activity_id,
      about: row.about as StaleCard['about'],
      aboutId: row.about_id,
      state: row.state,
      stateNow: row.now,
      content: JSON.parse(row.content) as MessageContent,
      address: JSON.parse(row.address) as JsonObject,
    },
  ];
}

const toLookup = (row: Row<'lookups'>): Lookup => ({
  at: row.at,
  by: row.by_id,
  byName: row.by_name,
  organisationId: row.organisation_id ?? undefined,
  asked: row.asked,
  conversationId: row.conversation_id,
});
