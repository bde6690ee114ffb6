/** People who prove their address by a mailed link, and wishes to order. */
import { type SqlBool, sql } from 'kysely';
import type { PeopleStore } from '../domain/people.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { Database } from './database.ts';
import { foldEmail } from './identity.ts';
import { keepMailLink, mailLink, takeMailLink } from './mail-links.ts';
import { offerById, toOffer } from './offers.ts';
import {
  decideRegistration,
  everyPendingRegistration,
  pendingRegistrations,
  registrationByEmail,
  registrationById,
} from './registrations.ts';
import { requestById, toRequest } from './requests.ts';
import { statement } from './statement.ts';

/** Written out, not as a parameter: the index covers exactly this. */
const isWish = sql<SqlBool>`about = 'wish'`;
const wishOf = statement<{ offerId: string }>()((db, p) =>
  db.selectFrom('notes').select('id').where(isWish).where('offer_id', '=', p('offerId')).limit(1),
);

const newestLanguage = statement<{ personId: string }>()((db, p) =>
  db
    .selectFrom('requests')
    .select('language')
    .where('owner_id', '=', p('personId'))
    .where('language', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(1),
);

export function peopleStore(db: Database): PeopleStore {
  return {
    keepMailLink: (link, limits) => keepMailLink(db, link, limits),
    mailLink: (tokenHash) => mailLink(db, tokenHash),
    takeMailLink: (use) => takeMailLink(db, use),
    registrationById: (id) => registrationById(db, id),
    registrationByEmail: (email) => registrationByEmail(db, foldEmail(email)),
    async languageOf(personId) {
      const language = (await db.first(newestLanguage, { personId }))?.language ?? (await registrationById(db, personId))?.language;
      return language as Language | undefined;
    },
    pendingRegistrations: (organisationId) => pendingRegistrations(db, organisationId),
    everyPendingRegistration: (limit) => everyPendingRegistration(db, limit),
    decideRegistration: (decision) => decideRegistration(db, decision),
    async wish(offerId) {
      const row = await db.first(offerById, { id: offerId });
      if (!row || row.organisation_id !== null || !(await db.first(wishOf, { offerId }))) return undefined;
      const request = await db.first(requestById, { id: row.request_id });
      return request && { offer: toOffer(row), request: toRequest(request) };
    },
  };
}
