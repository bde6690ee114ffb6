/** Who is known: organisations, contacts, browser sessions, one-time ids. */
import { sql } from 'kysely';
import type { Contact, Organisation, Principal } from '../domain/identity.ts';
import type { IdentityStore, WebSession } from '../domain/ports.ts';
import type { Database, Executor } from './database.ts';
import { statement } from './statement.ts';
import { StorageError } from './storage-error.ts';
import type { Row } from './tables.ts';

/** Addresses are compared without regard to capitals and stored that way. */
export const foldEmail = (email: string): string => email.trim().toLowerCase();

type OrganisationColumns = Pick<Row<'organisations'>, 'customer_no' | 'name' | 'products' | 'contracts'> & { organisation_id: string };
/** Of a left join: a whole contact, or nothing. */
type ContactColumns = {
  contact_id: string | null;
  organisation_id: string | null;
  email: string | null;
  contact_name: string | null;
  may_order: number | null;
};

export const toOrganisation = (row: OrganisationColumns): Organisation => ({
  id: row.organisation_id,
  customerNo: row.customer_no,
  name: row.name,
  products: JSON.parse(row.products) as string[],
  contracts: JSON.parse(row.contracts) as string[],
});

/** Out: the contact of a joined row, or nothing where none was joined. */
export function toContact(row: ContactColumns): Contact[] {
  if (row.contact_id === null || row.organisation_id === null || row.email === null || row.contact_name === null) return [];
  return [
    { id: row.contact_id, organisationId: row.organisation_id, email: row.email, name: row.contact_name, mayOrder: row.may_order === 1 },
  ];
}

const organisationColumns = ['organisations.id as organisation_id', 'customer_no', 'organisations.name', 'products', 'contracts'] as const;
const contactColumns = ['contacts.id as contact_id', 'email', 'contacts.name as contact_name', 'may_order'] as const;

export const organisationWithOrderers = statement<{ id: string }>()((db, p) =>
  db
    .selectFrom('organisations')
    .leftJoin('contacts', (join) => join.onRef('contacts.organisation_id', '=', 'organisations.id').on('contacts.may_order', '=', 1))
    .select([...organisationColumns, ...contactColumns])
    .where('organisations.id', '=', p('id'))
    .orderBy('email'),
);

export const organisationWithContacts = statement<{ id: string }>()((db, p) =>
  db
    .selectFrom('organisations')
    .leftJoin('contacts', 'contacts.organisation_id', 'organisations.id')
    .select([...organisationColumns, ...contactColumns])
    .where('organisations.id', '=', p('id'))
    .orderBy('email'),
);
/** By a pattern over the name in small letters. */
export const organisationsByName = statement<{ name: string; limit: number }>()((db, p) =>
  db
    .selectFrom('organisations')
    .select([...organisationColumns])
    .where((eb) => eb(eb.fn('lower', ['name']), 'like', p('name')))
    .orderBy('name')
    .limit(p('limit')),
);

export const contactById = statement<{ id: string }>()((db, p) =>
  db
    .selectFrom('contacts')
    .innerJoin('organisations', 'organisations.id', 'contacts.organisation_id')
    .select([...organisationColumns, ...contactColumns])
    .where('contacts.id', '=', p('id')),
);
/** By an address as `foldEmail` leaves it. */
export const contactByEmail = statement<{ email: string }>()((db, p) =>
  db
    .selectFrom('contacts')
    .innerJoin('organisations', 'organisations.id', 'contacts.organisation_id')
    .select([...organisationColumns, ...contactColumns])
    .where('email', '=', p('email')),
);
export const byCustomerNo = statement<{ customerNo: string }>()((db, p) =>
  db
    .selectFrom('organisations')
    .select([...organisationColumns])
    .where('customer_no', '=', p('customerNo')),
);

const saveOrganisation = statement<Row<'organisations'>>()((db, p) =>
  db
    .insertInto('organisations')
    .values({ id: p('id'), customer_no: p('customer_no'), name: p('name'), products: p('products'), contracts: p('contracts') })
    .onConflict((on) =>
      on.column('customer_no').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        products: eb.ref('excluded.products'),
        contracts: eb.ref('excluded.contracts'),
      })),
    )
    .returning('id'),
);
const saveContact = statement<Row<'contacts'>>()((db, p) =>
  db
    .insertInto('contacts')
    .values({ id: p('id'), organisation_id: p('organisation_id'), email: p('email'), name: p('name'), may_order: p('may_order') })
    .onConflict((on) =>
      on
        .column('email')
        .doUpdateSet((eb) => ({ name: eb.ref('excluded.name'), may_order: eb.ref('excluded.may_order') }))
        .whereRef('contacts.organisation_id', '=', 'excluded.organisation_id'),
    ),
);

const sessionById = statement<{ userId: string }>()((db, p) =>
  db
    .selectFrom('web_sessions')
    .leftJoin('contacts', (join) => join.on('contacts.id', '=', sql<string>`web_sessions.principal ->> 'id'`))
    .selectAll('web_sessions')
    .select([...contactColumns, 'contacts.organisation_id'])
    .where('user_id', '=', p('userId')),
);
const saveSession = statement<Row<'web_sessions'>>()((db, p) =>
  db
    .insertInto('web_sessions')
    .values({
      user_id: p('user_id'),
      conversation_id: p('conversation_id'),
      principal: p('principal'),
      created_at: p('created_at'),
      revoked_at: p('revoked_at'),
    })
    .onConflict((on) =>
      on.column('user_id').doUpdateSet((eb) => ({
        conversation_id: eb.ref('excluded.conversation_id'),
        principal: eb.ref('excluded.principal'),
        revoked_at: eb.ref('excluded.revoked_at'),
      })),
    ),
);
const takeId = statement<Row<'used_ids'>>()((db, p) =>
  db
    .insertInto('used_ids')
    .values({ id: p('id'), expires_at: p('expires_at') })
    .onConflict((on) => on.column('id').doNothing()),
);

export function identityStore(db: Database): IdentityStore {
  const person = (
    row: (OrganisationColumns & ContactColumns) | undefined,
  ): { contact: Contact; organisation: Organisation } | undefined => {
    const [contact] = row ? toContact(row) : [];
    return row && contact ? { contact, organisation: toOrganisation(row) } : undefined;
  };
  return {
    async saveWebSession({ userId, conversationId, principal, createdAt, revokedAt }) {
      const row = { user_id: userId, conversation_id: conversationId, principal: JSON.stringify(principal), created_at: createdAt };
      await db.run(saveSession, { ...row, revoked_at: revokedAt ?? null });
    },
    async webSession(userId) {
      const row = await db.first(sessionById, { userId });
      return row && { ...toSession(row), contact: toContact(row)[0] };
    },
    contactById: async (id) => person(await db.first(contactById, { id })),
    contactByEmail: async (email) => person(await db.first(contactByEmail, { email: foldEmail(email) })),
    async organisationByCustomerNo(customerNo) {
      const row = await db.first(byCustomerNo, { customerNo });
      return row && toOrganisation(row);
    },
    saveCustomers: (customers) =>
      db.transaction(async (tx) => {
        for (const customer of customers) await saveCustomer(tx, customer.organisation, customer.contacts);
      }),
    useOnce: async (id, expiresAt) => (await db.run(takeId, { id, expires_at: expiresAt })) === 1,
  };
}

const toSession = (row: Row<'web_sessions'>): WebSession => ({
  userId: row.user_id,
  conversationId: row.conversation_id,
  principal: JSON.parse(row.principal) as Principal,
  createdAt: row.created_at,
  revokedAt: row.revoked_at ?? undefined,
});

async function saveCustomer(tx: Executor, organisation: Organisation, contacts: readonly Contact[]): Promise<void> {
  const { id, customerNo, name, products, contracts } = organisation;
  const saved = await tx.first(saveOrganisation, {
    id,
    customer_no: customerNo,
    name,
    products: JSON.stringify(products),
    contracts: JSON.stringify(contracts),
  });
  if (!saved) throw new Error('The organisation was not saved');
  for (const contact of contacts) {
    const email = foldEmail(contact.email);
    const row = { id: contact.id, organisation_id: saved.id, email, name: contact.name, may_order: contact.mayOrder ? 1 : 0 };
    if ((await tx.run(saveContact, row)) === 0) {
      throw new StorageError('contact-elsewhere', `The address ${email} already belongs to another organisation; nothing was saved.`);
    }
  }
}
