/** Mails that came in: what became of each, and the words of those that wait for an agent. */
import { type SqlBool, sql } from 'kysely';
import {
  foldAddress,
  type HeldBecause,
  type HeldMail,
  type IncomingMailStore,
  type KeptMail,
  type MailOutcome,
} from '../domain/incoming-mail.ts';
import type { Database, Executor } from './database.ts';
import { toOffer } from './offers.ts';
import { openOffers } from './portal.ts';
import { statement } from './statement.ts';
import type { Row } from './tables.ts';

/** Written out, not as a parameter: the index covers exactly this. */
const waits = sql<SqlBool>`outcome = 'held' and settled_at is null`;

const keep = statement<Row<'incoming_mails'>>()((db, p) =>
  db
    .insertInto('incoming_mails')
    .values({
      id: p('id'),
      at: p('at'),
      address: p('address'),
      outcome: p('outcome'),
      reason: p('reason'),
      ticket_number: p('ticket_number'),
      name: p('name'),
      subject: p('subject'),
      text: p('text'),
      files: p('files'),
      settled_at: p('settled_at'),
      settled_by: p('settled_by'),
    })
    .onConflict((on) => on.column('id').doNothing()),
);
const byId = statement<{ id: string }>()((db, p) => db.selectFrom('incoming_mails').selectAll().where('id', '=', p('id')));
const requestsOf = statement<{ address: string; since: number }>()((db, p) =>
  db
    .selectFrom('incoming_mails')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('address', '=', p('address'))
    .where('at', '>=', p('since'))
    .where('outcome', '=', 'request'),
);
const waiting = statement<{ limit: number }>()((db, p) =>
  db.selectFrom('incoming_mails').selectAll().where(waits).orderBy('at').orderBy('id').limit(p('limit')),
);
const waitingOne = statement<{ id: string }>()((db, p) =>
  db.selectFrom('incoming_mails').selectAll().where('id', '=', p('id')).where(waits),
);
const settle = statement<{ id: string; by: string; at: number; nothing: string | null }>()((db, p) =>
  db
    .updateTable('incoming_mails')
    .set({ settled_at: p('at'), settled_by: p('by'), name: p('nothing'), subject: p('nothing'), text: p('nothing'), files: p('nothing') })
    .where('id', '=', p('id'))
    .where(waits),
);
const forget = statement<{ before: number }>()((db, p) =>
  db
    .deleteFrom('incoming_mails')
    .where('at', '<', p('before'))
    .where((eb) => eb.not(waits)),
);
const ofAddress = statement<{ address: string }>()((db, p) =>
  db.selectFrom('incoming_mails').selectAll().where('address', '=', p('address')).orderBy('at').orderBy('id'),
);
const forgetAddress = statement<{ address: string }>()((db, p) => db.deleteFrom('incoming_mails').where('address', '=', p('address')));
const filesOf = statement<{ address: string }>()((db, p) =>
  db.selectFrom('incoming_mails').select('files').where('address', '=', p('address')).where(waits),
);

/** Takes everything of an address away. Out: ids of uploads that waited with it. */
export async function forgetMailsFrom(tx: Executor, email: string): Promise<readonly string[]> {
  const address = foldAddress(email);
  const files = (await tx.rows(filesOf, { address })).flatMap((row) => toFiles(row.files).map(({ id }) => id));
  await tx.run(forgetAddress, { address });
  return files;
}

export function incomingMailStore(db: Database): IncomingMailStore {
  return {
    keepMail: async (mail) => void (await db.run(keep, fromMail(mail))),
    async keptMail(id) {
      const row = await db.first(byId, { id });
      return row && toKept(row);
    },
    async requestsByMail(address, since) {
      return Number((await db.first(requestsOf, { address: foldAddress(address), since }))?.count ?? 0);
    },
    openOffersFor: async (ownerId, organisationId) =>
      (await db.rows(openOffers, { ownerId, organisationId: organisationId ?? null })).map(toOffer),
    heldMails: async (limit) => (await db.rows(waiting, { limit })).map(toHeld),
    async heldMail(id) {
      const row = await db.first(waitingOne, { id });
      return row && toHeld(row);
    },
    mailsOf: async (address) =>
      (await db.rows(ofAddress, { address: foldAddress(address) })).map((row) => (row.text === null ? toKept(row) : toHeld(row))),
    settleMail: async (id, by, at) => (await db.run(settle, { id, by, at, nothing: null })) > 0,
    forgetMails: async (before) => void (await db.run(forget, { before })),
  };
}

const fromMail = (mail: KeptMail | HeldMail): Row<'incoming_mails'> => ({
  id: mail.id,
  at: mail.at,
  address: foldAddress(mail.address),
  outcome: mail.outcome,
  reason: mail.reason ?? null,
  ticket_number: mail.ticketNumber ?? null,
  name: 'name' in mail ? (mail.name ?? null) : null,
  subject: 'subject' in mail ? mail.subject : null,
  text: 'text' in mail ? mail.text : null,
  files: 'files' in mail ? JSON.stringify(mail.files) : null,
  settled_at: null,
  settled_by: null,
});

const toKept = (row: Row<'incoming_mails'>): KeptMail => ({
  id: row.id,
  at: row.at,
  address: row.address,
  outcome: row.outcome as MailOutcome,
  reason: (row.reason ?? undefined) as KeptMail['reason'],
  ticketNumber: row.ticket_number ?? undefined,
});

const toHeld = (row: Row<'incoming_mails'>): HeldMail => ({
  ...toKept(row),
  reason: row.reason as HeldBecause,
  name: row.name ?? undefined,
  subject: row.subject ?? '',
  text: row.text ?? '',
  files: toFiles(row.files),
});

const toFiles = (files: string | null): HeldMail['files'] => (files === null ? [] : (JSON.parse(files) as HeldMail['files']));
