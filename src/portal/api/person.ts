/** The signed-in person: who they are, colleagues and their rights, a copy of their data, and its erasure. */
import * as z from 'zod';
import type { Handler, HttpAnswer } from '../../domain/exchange.ts';
import type { Context, Visitor } from '../context.ts';
import { productName } from '../views/words.ts';
import { forApp, ok, readJson, refused } from './answers.ts';
import { unsentFiles } from './files.ts';
import type { Colleagues, Me } from './shapes.ts';

/** `GET /portal/api/me`. */
export function me(context: Context): Handler {
  return forApp(context, async (_request, visitor) => ok(meOf(context, visitor)));
}

export function meOf(context: Context, { principal, organisation }: Visitor): Me {
  const knowledge = context.snapshotKnowledge();
  const { name = '', email = '', mayOrder } = principal;
  const { products = [], contracts = [] } = organisation ?? {};
  return {
    name,
    email,
    mayOrder,
    company: organisation?.name ?? knowledge.texts['portal.register.noCompany'],
    customerNo: organisation?.customerNo,
    products: products.map((id) => ({ name: productName(knowledge, id), hasContract: contracts.includes(id) })),
    takesRequests: context.takesRequests,
    outsideUrl: context.takesRequests ? undefined : knowledge.service.portalUrl,
    upload: context.uploads.rules,
  };
}

/** `GET /portal/api/colleagues`: people and rights, for those who have the right themselves. */
export function colleagues(context: Context): Handler {
  return forApp(context, async (_request, { principal }) => {
    const { mayOrder, organisationId } = principal;
    const found = mayOrder && organisationId !== undefined ? await context.store.colleagues(organisationId) : [];
    const answer: Colleagues = {
      visible: mayOrder,
      people: found.map((person) => ({
        name: person.name,
        email: person.email,
        mayOrder: person.mayOrder,
        isYou: person.id === principal.id,
      })),
    };
    return ok(answer);
  });
}

/** `GET /portal/api/export`: everything stored about the person as a JSON file. */
export function exportData(context: Context): Handler {
  return forApp(context, async (_request, { principal }): Promise<HttpAnswer> => {
    const data = await context.store.personData(principal.id);
    const mails = principal.email === undefined ? [] : await context.store.mailsOf(principal.email);
    const offers = data.offers.map(({ pressToken: _, ...offer }) => offer);
    const messages = data.messages.map(({ actions: _, delivery: __, important: ___, ...message }) => message);
    const body = JSON.stringify({ exportedAt: new Date(context.now()).toISOString(), ...data, offers, messages, mails }, null, 2);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="Meine-Daten.json"',
      'cache-control': 'no-store',
    };
    return { status: 200, headers, body };
  });
}

/** Typed by the person, so that nobody erases by a slip. */
export const erasureWord = 'LÖSCHEN';
const erasureSchema = z.strictObject({ word: z.literal(erasureWord) });

/** `POST /portal/api/erasure`: erases the person and ends the session. Out: what went. */
export function eraseData(context: Context): Handler {
  return forApp(context, async (request, visitor) => {
    const asked = await readJson(request, erasureSchema);
    if (!asked) return refused(context, 'form');
    const { uploads, ...counts } = await context.store.erasePerson(visitor.principal.id);
    const unsent = await unsentFiles(context, visitor);
    for (const id of [...uploads, ...unsent.map((file) => file.id)]) await context.uploads.remove(id);
    context.log.info({ ...counts, uploads: uploads.length }, 'portal.person-erased');
    const { headers, ...answer } = ok(counts);
    return { ...answer, headers: { ...headers, 'set-cookie': context.sessions.closed() } };
  });
}
