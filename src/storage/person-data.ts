/** A person's own data: read for the export, erased on request, and the mark by which the portal notices changes. */
import { sql } from 'kysely';
import { isVerifiedCustomer } from '../domain/identity.ts';
import type { Erasure, PersonData, PersonStore } from '../domain/person-data.ts';
import type { Database } from './database.ts';
import { eraseAddress, peopleOf } from './erase-address.ts';
import { erasePerson } from './erase-person.ts';
import { contactById, toContact, toOrganisation } from './identity.ts';
import { toMessage } from './messages.ts';
import { toOffer, toOrder } from './offers.ts';
import { toRequest } from './requests.ts';
import { statement } from './statement.ts';
import { toEvent, toTicket } from './tickets.ts';

interface Person {
  personId: string;
}

const contactsOf = statement<{ organisationId: string }>()((db, p) =>
  db
    .selectFrom('contacts')
    .select(['id as contact_id', 'organisation_id', 'email', 'name as contact_name', 'may_order'])
    .where('organisation_id', '=', p('organisationId'))
    .orderBy('name')
    .orderBy('id'),
);

/** Messages of every conversation in which the person wrote, in the order they were said. */
const messagesOf = statement<Person>()((db, p) =>
  db
    .selectFrom('messages')
    .selectAll()
    .where('conversation_id', 'in', (eb) => eb.selectFrom('messages').select('conversation_id').where('author_id', '=', p('personId')))
    .orderBy('conversation_id')
    .orderBy('seq'),
);
const requestsOf = statement<Person>()((db, p) =>
  db.selectFrom('requests').selectAll().where('owner_id', '=', p('personId')).orderBy('id'),
);
const offersOf = statement<Person>()((db, p) =>
  db
    .selectFrom('offers')
    .selectAll()
    .where('request_id', 'in', (eb) => eb.selectFrom('requests').select('id').where('owner_id', '=', p('personId')))
    .orderBy('offered_at'),
);
const ordersOf = statement<Person>()((db, p) =>
  db.selectFrom('orders').selectAll().where('placed_by', '=', p('personId')).orderBy('placed_at'),
);
const ticketsOf = statement<Person>()((db, p) =>
  db.selectFrom('tickets').selectAll().where('owner_id', '=', p('personId')).orderBy('created_at'),
);
const eventsOf = statement<Person>()((db, p) =>
  db
    .selectFrom('ticket_events')
    .selectAll()
    .where('visibility', '=', 'public')
    .where('ticket_id', 'in', (eb) => eb.selectFrom('tickets').select('id').where('owner_id', '=', p('personId')))
    .orderBy('at'),
);

interface Seer {
  ownerId: string;
  organisationId: string | null;
}

const ticketMark = statement<Seer>()((db, p) =>
  db
    .selectFrom('tickets')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<number>`coalesce(sum(version), 0)`.as('versions'),
      sql<number>`coalesce(max(updated_at), 0)`.as('newest'),
    ])
    .where((eb) => eb.or([eb('owner_id', '=', p('ownerId')), eb('organisation_id', '=', p('organisationId'))])),
);
const eventMark = statement<Seer>()((db, p) =>
  db
    .selectFrom('ticket_events')
    .innerJoin('tickets', 'tickets.id', 'ticket_events.ticket_id')
    .select((eb) => [eb.fn.countAll<number>().as('count')])
    .where((eb) => eb.or([eb('tickets.owner_id', '=', p('ownerId')), eb('tickets.organisation_id', '=', p('organisationId'))])),
);
const offerMark = statement<Seer>()((db, p) =>
  db
    .selectFrom('offers')
    .select((eb) => [eb.fn.countAll<number>().as('count'), sql<number>`coalesce(sum(version), 0)`.as('versions')])
    .where(sql<boolean>`state = 'open'`)
    .where((eb) => eb.or([eb('owner_id', '=', p('ownerId')), eb('organisation_id', '=', p('organisationId'))])),
);

/** Words of people in conversations that were handed over; the person's other conversations are drawn from the answers to their own posts. */
const talkMark = statement<{ ownerId: string }>()((db, p) =>
  db
    .selectFrom('handoffs')
    .innerJoin('conversations', 'conversations.id', 'handoffs.conversation_id')
    .select([sql<number>`coalesce(sum(conversations.last_seq), 0)`.as('words')])
    .where('handoffs.owner_id', '=', p('ownerId')),
);

export function personStore(db: Database): PersonStore {
  return {
    colleagues: async (organisationId) => (await db.rows(contactsOf, { organisationId })).flatMap(toContact),
    async portalMark(principal) {
      const seer: Seer = {
        ownerId: principal.id,
        organisationId: isVerifiedCustomer(principal) ? (principal.organisationId ?? null) : null,
      };
      const [tickets, events, offers, talks] = [
        await db.first(ticketMark, seer),
        await db.first(eventMark, seer),
        await db.first(offerMark, seer),
        await db.first(talkMark, seer),
      ];
      return [tickets?.count, tickets?.versions, tickets?.newest, events?.count, offers?.count, offers?.versions, talks?.words]
        .map(Number)
        .join('-');
    },
    personData: (personId) => personData(db, personId),
    erasePerson: (personId): Promise<Erasure> => db.transaction((tx) => erasePerson(tx, personId)),
    peopleOf: (address) => peopleOf(db, address),
    eraseAddress: (address) => db.transaction((tx) => eraseAddress(tx, address)),
  };
}

async function personData(db: Database, personId: string): Promise<PersonData> {
  const row = await db.first(contactById, { id: personId });
  const [contact] = row ? toContact(row) : [];
  return {
    contact,
    organisation: row && toOrganisation(row),
    messages: (await db.rows(messagesOf, { personId })).map(toMessage),
    requests: (await db.rows(requestsOf, { personId })).map(toRequest),
    offers: (await db.rows(offersOf, { personId })).map(toOffer),
    orders: (await db.rows(ordersOf, { personId })).map(toOrder),
    tickets: (await db.rows(ticketsOf, { personId })).map(toTicket),
    events: (await db.rows(eventsOf, { personId })).map(toEvent),
  };
}
