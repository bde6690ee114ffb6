/** Erases one person: words, names and addresses go; ids stay as pseudonyms, tickets and the evidence of orders stay with the organisation. */
import { sql } from 'kysely';
import type { Erasure } from '../domain/person-data.ts';
import type { RequestDetails } from '../domain/request.ts';
import type { Executor } from './database.ts';
import { forgetNotedWords } from './editor-notes.ts';
import { forgetMailsFrom } from './incoming-mail.ts';
import { uploadsIn } from './messages.ts';
import { erasedContent } from './migrations/0020-erasure.ts';
import { statement } from './statement.ts';

interface Person {
  personId: string;
}

const wordsOf = statement<Person>()((db, p) =>
  db
    .selectFrom('messages')
    .select(['conversation_id', 'seq', 'content'])
    .where('conversation_id', 'in', (eb) => eb.selectFrom('messages').select('conversation_id').where('author_id', '=', p('personId'))),
);
const eraseWords = statement<{ conversationId: string; seq: number; content: string; actions: string }>()((db, p) =>
  db
    .updateTable('messages')
    .set({ content: p('content'), actions: p('actions') })
    .where('conversation_id', '=', p('conversationId'))
    .where('seq', '=', p('seq')),
);
const detailsOf = statement<Person>()((db, p) =>
  db.selectFrom('requests').select(['id', 'details', 'state']).where('owner_id', '=', p('personId')),
);
const saveDetails = statement<{ id: string; details: string }>()((db, p) =>
  db
    .updateTable('requests')
    .set((eb) => ({ details: p('details'), version: eb('version', '+', 1) }))
    .where('id', '=', p('id')),
);
/** What never became a ticket or an order is nobody's business record: its rows go, offers first. */
const dropOffers = statement<Person>()((db, p) =>
  db
    .deleteFrom('offers')
    .where('request_id', 'in', (eb) => eb.selectFrom('requests').select('id').where('owner_id', '=', p('personId')))
    .where('request_id', 'not in', (eb) => eb.selectFrom('tickets').select('request_id'))
    .where('request_id', 'not in', (eb) => eb.selectFrom('orders').select('request_id')),
);
const dropRequests = statement<Person>()((db, p) =>
  db
    .deleteFrom('requests')
    .where('owner_id', '=', p('personId'))
    .where('id', 'not in', (eb) => eb.selectFrom('tickets').select('request_id'))
    .where('id', 'not in', (eb) => eb.selectFrom('orders').select('request_id')),
);
const eraseContact = statement<Person & { nothing: string | null }>()((db, p) =>
  db
    .updateTable('tickets')
    .set((eb) => ({ contact_name: p('nothing'), contact_email: p('nothing'), version: eb('version', '+', 1) }))
    .where('owner_id', '=', p('personId')),
);
const eraseOrderer = statement<Person & { empty: string }>()((db, p) =>
  db
    .updateTable('orders')
    .set({ placed_by_name: p('empty') })
    .where('placed_by', '=', p('personId')),
);
const eraseChanger = statement<Person & { empty: string }>()((db, p) =>
  db
    .updateTable('order_changes')
    .set({ by_name: p('empty') })
    .where('by_id', '=', p('personId')),
);
const eraseObjector = statement<Person & { empty: string }>()((db, p) =>
  db
    .updateTable('objections')
    .set({ raised_by_name: p('empty') })
    .where('raised_by', '=', p('personId')),
);
/** Rows of the side table that name this person; of offers without an order every value goes. */
const erasePrivates = statement<Person>()((db, p) =>
  db.deleteFrom('ledger_privates').where((eb) =>
    eb.or([
      eb.and([
        eb('field', 'in', ['actorId', 'actorName', 'actorEmail']),
        eb('n', 'in', (own) =>
          own.selectFrom('ledger_privates').select('n').where('field', '=', 'actorId').where('value', '=', p('personId')),
        ),
      ]),
      eb('n', 'in', (own) =>
        own
          .selectFrom('ledger')
          .innerJoin('requests', 'requests.id', 'ledger.request_id')
          .select('ledger.n')
          .where('requests.owner_id', '=', p('personId'))
          .where('ledger.request_id', 'not in', (orders) => orders.selectFrom('orders').select('request_id')),
      ),
    ]),
  ),
);
const eraseSummaries = statement<Person & { nothing: string | null }>()((db, p) =>
  db
    .updateTable('handoffs')
    .set({ summary: p('nothing') })
    .where('owner_id', '=', p('personId')),
);
/** Who is erased waits for nobody and talks to nobody any more; an agent's hands are free again. */
const endHandoffs = statement<Person & { state: string; outcome: string; at: number }>()((db, p) =>
  db
    .updateTable('handoffs')
    .set((eb) => ({ state: p('state'), outcome: p('outcome'), ended_at: p('at'), version: eb('version', '+', 1) }))
    .where('owner_id', '=', p('personId'))
    .where('ended_at', 'is', null),
);
/** What was noted about a conversation may name the person. */
const eraseEvents = statement<Person & { nothing: string | null }>()((db, p) =>
  db
    .updateTable('handoff_events')
    .set({ text: p('nothing'), by_name: p('nothing') })
    .where('handoff_id', 'in', (eb) => eb.selectFrom('handoffs').select('id').where('owner_id', '=', p('personId'))),
);
const eraseSessions = statement<{ like: string }>()((db, p) =>
  db.deleteFrom('web_sessions').where(sql<boolean>`cast(principal as text) like ${p('like')}`),
);
const addressOf = statement<Person>()((db, p) =>
  db
    .selectFrom('contacts')
    .select('email')
    .where('id', '=', p('personId'))
    .union(db.selectFrom('registrations').select('email').where('id', '=', p('personId'))),
);
const eraseLinks = statement<{ email: string }>()((db, p) => db.deleteFrom('mail_links').where('email', '=', p('email')));
const eraseRegistration = statement<{ email: string }>()((db, p) => db.deleteFrom('registrations').where('email', '=', p('email')));
const eraseRow = statement<Person>()((db, p) => db.deleteFrom('contacts').where('id', '=', p('personId')));

/** Sign-in links that wait, and a registration. */
export async function eraseLinksTo(tx: Executor, email: string): Promise<void> {
  await tx.run(eraseLinks, { email });
  await tx.run(eraseRegistration, { email });
}

/** In: a transaction and the contact's id. Out: what went. A person who is gone already changes nothing. */
export async function erasePerson(tx: Executor, personId: string): Promise<Erasure> {
  const said = await tx.rows(wordsOf, { personId });
  const requests = await tx.rows(detailsOf, { personId });
  const kept = new Set(requests.flatMap(({ details, state }) => (state === 'ticketed' ? (detailsFrom(details).attachments ?? []) : [])));
  const uploads = said.flatMap(({ content }) => uploadsIn(content)).filter((id) => !kept.has(id));
  for (const { conversation_id: conversationId, seq } of said)
    await tx.run(eraseWords, { conversationId, seq, content: erasedContent, actions: '[]' });
  await forgetNotedWords(tx, personId);
  for (const { id, details } of requests) await tx.run(saveDetails, { id, details: withoutPerson(details) });
  await tx.run(erasePrivates, { personId });
  await tx.run(dropOffers, { personId });
  await tx.run(dropRequests, { personId });
  const tickets = await tx.run(eraseContact, { personId, nothing: null });
  const orders = await tx.run(eraseOrderer, { personId, empty: '' });
  await tx.run(eraseChanger, { personId, empty: '' });
  await tx.run(eraseObjector, { personId, empty: '' });
  await tx.run(endHandoffs, { personId, state: 'abandoned', outcome: 'erased', at: Date.now() });
  await tx.run(eraseSummaries, { personId, nothing: null });
  await tx.run(eraseEvents, { personId, nothing: null });
  await tx.run(eraseSessions, { like: `%"id":"${personId}"%` });
  const email = (await tx.first(addressOf, { personId }))?.email;
  if (email !== undefined) {
    await eraseLinksTo(tx, email);
    uploads.push(...(await forgetMailsFrom(tx, email)));
  }
  await tx.run(eraseRow, { personId });
  return { messages: said.length, tickets, orders, uploads };
}

const detailsFrom = (text: string): RequestDetails => JSON.parse(text) as RequestDetails;

function withoutPerson(text: string): string {
  const { contactName, contactEmail, company, ...rest } = detailsFrom(text);
  return JSON.stringify(rest);
}
