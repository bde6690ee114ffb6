/** People who registered: waiting, confirmed (then they are contacts too) or refused. */
import { type SqlBool, sql } from 'kysely';
import type { Json } from '../domain/message.ts';
import type { LinkUse, NewMail, Registration, RegistrationDecision, RegistrationForm, RegistrationState } from '../domain/people.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { Database, Executor } from './database.ts';
import { byCustomerNo, contactByEmail, organisationWithOrderers, toContact } from './identity.ts';
import { enqueue } from './outbox.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

/** Written out, not as a parameter: the index covers exactly this. */
const isPending = sql<SqlBool>`state = 'pending'`;

const byId = statement<{ id: string }>()((db, p) => db.selectFrom('registrations').selectAll().where('id', '=', p('id')));
const byEmail = statement<{ email: string }>()((db, p) => db.selectFrom('registrations').selectAll().where('email', '=', p('email')));
const pending = statement<{ organisationId: string }>()((db, p) =>
  db
    .selectFrom('registrations')
    .selectAll()
    .where('organisation_id', '=', p('organisationId'))
    .where(isPending)
    .orderBy('created_at')
    .orderBy('id'),
);
const add = statement<Row<'registrations'>>()((db, p) =>
  db
    .insertInto('registrations')
    .values({
      id: p('id'),
      email: p('email'),
      name: p('name'),
      company: p('company'),
      customer_no: p('customer_no'),
      organisation_id: p('organisation_id'),
      state: p('state'),
      language: p('language'),
      created_at: p('created_at'),
      decided_at: p('decided_at'),
      decided_by: p('decided_by'),
    })
    .onConflict((on) => on.column('email').doNothing()),
);
const decide = statement<{ id: string; organisationId: string; state: string; at: number; by: string }>()((db, p) =>
  db
    .updateTable('registrations')
    .set({ state: p('state'), decided_at: p('at'), decided_by: p('by') })
    .where('id', '=', p('id'))
    .where('organisation_id', '=', p('organisationId'))
    .where('state', '=', 'pending'),
);
const everyPending = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('registrations').selectAll().where(isPending).orderBy('created_at').orderBy('id').limit(p('limit')),
);
const decideAsAgent = statement<{ id: string; organisationId: string | null; state: string; at: number; by: string }>()((db, p) =>
  db
    .updateTable('registrations')
    .set((eb) => ({
      state: p('state'),
      decided_at: p('at'),
      decided_by: p('by'),
      organisation_id: eb.fn.coalesce(p('organisationId'), 'organisation_id'),
    }))
    .where('id', '=', p('id'))
    .where('state', '=', 'pending'),
);
const addContact = statement<Row<'contacts'>>()((db, p) =>
  db
    .insertInto('contacts')
    .values({ id: p('id'), organisation_id: p('organisation_id'), email: p('email'), name: p('name'), may_order: p('may_order') })
    .onConflict((on) => on.column('email').doNothing()),
);

const toRegistration = (row: Row<'registrations'>): Registration => ({
  id: row.id,
  email: row.email,
  name: row.name,
  company: row.company,
  customerNo: row.customer_no,
  organisationId: row.organisation_id ?? undefined,
  state: row.state as RegistrationState,
  language: (row.language ?? undefined) as Language | undefined,
  createdAt: row.created_at,
});

export async function registrationById(db: Executor, id: string): Promise<Registration | undefined> {
  const row = await db.first(byId, { id });
  return row && toRegistration(row);
}

export async function registrationByEmail(db: Executor, email: string): Promise<Registration | undefined> {
  const row = await db.first(byEmail, { email });
  return row && toRegistration(row);
}

export async function pendingRegistrations(db: Executor, organisationId: string): Promise<readonly Registration[]> {
  return (await db.rows(pending, { organisationId })).map(toRegistration);
}

/** In: a proved address and what the person said. Out: the id they act under: the contact's or registration's that is there, else a new registration's. */
export async function register(tx: Executor, email: string, form: RegistrationForm, use: LinkUse): Promise<string> {
  const contact = await tx.first(contactByEmail, { email });
  if (contact?.contact_id) return contact.contact_id;
  const organisation = form.customerNo === '' ? undefined : await tx.first(byCustomerNo, { customerNo: form.customerNo });
  const added = await tx.run(add, {
    id: use.newId,
    email,
    name: form.name,
    company: form.company,
    customer_no: form.customerNo,
    organisation_id: organisation?.organisation_id ?? null,
    state: 'pending',
    language: form.language ?? null,
    created_at: use.at,
    decided_at: null,
    decided_by: null,
  });
  const row = await tx.first(byEmail, { email });
  if (!row) throw new Error('The registration was not saved');
  if (added === 1) await tellThose(tx, toRegistration(row), use);
  return row.id;
}

async function tellThose(tx: Executor, registration: Registration, { mails, at }: LinkUse): Promise<void> {
  const { organisationId: id } = registration;
  const rows = id === undefined ? [] : await tx.rows(organisationWithOrderers, { id });
  await putAll(
    tx,
    mails(
      registration,
      rows.flatMap((row) => toContact(row)),
    ),
    at,
  );
}

async function putAll(tx: Executor, mails: readonly NewMail[], at: number): Promise<void> {
  for (const { key, payload } of mails) await enqueue(tx, { work: 'mail', key, payload: payload as unknown as Json }, at);
}

export async function everyPendingRegistration(db: Executor, limit: number): Promise<readonly Registration[]> {
  return (await db.rows(everyPending, { limit })).map(toRegistration);
}

/** See `PeopleStore.decideRegistration`. */
export async function decideRegistration(db: Database, decision: RegistrationDecision): Promise<boolean> {
  const { id, organisationId, at, by, isByAgent } = decision;
  const state: RegistrationState = decision.decision === 'refuse' ? 'refused' : 'confirmed';
  if (organisationId === undefined && (!isByAgent || state === 'confirmed')) return false;
  return db.transaction(async (tx) => {
    const changed = isByAgent
      ? await tx.run(decideAsAgent, { id, organisationId: organisationId ?? null, state, at, by })
      : await tx.run(decide, { id, organisationId: organisationId ?? '', state, at, by });
    const row = changed === 1 ? await tx.first(byId, { id }) : undefined;
    if (!row) return false;
    const mayOrder = decision.decision === 'confirmOrder' ? 1 : 0;
    if (state === 'confirmed' && organisationId !== undefined)
      await tx.run(addContact, { id, organisation_id: organisationId, email: row.email, name: row.name, may_order: mayOrder });
    await putAll(tx, decision.mails(toRegistration(row)), at);
    return true;
  });
}
