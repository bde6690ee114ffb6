/** Who is looking: the session's contact with name, organisation and rights as stored at this moment. */
import type { HttpAnswer, HttpRequest } from '../domain/exchange.ts';
import type { Context, Visitor } from './context.ts';
import type { Session } from './session.ts';

/** In: a request. Out: the signed-in person; `undefined` when nobody is, the contact is gone, or a demo session reaches production. */
export async function visitorOf(context: Context, request: Pick<HttpRequest, 'header'>): Promise<Visitor | undefined> {
  const session = await context.sessions.read(request.header('cookie'), context.now());
  if (!session || (session.verifiedBy === 'demo' && !context.demoContacts.includes(session.contactId))) return undefined;
  const { contactId, verifiedBy, verifiedAt: at } = session;
  const found = await context.store.contactById(contactId);
  if (!found) return registered(context, session);
  const { id, name, email, organisationId, mayOrder } = found.contact;
  return { principal: { kind: 'customer', id, name, email, organisationId, mayOrder, verifiedBy, at }, organisation: found.organisation };
}

/** Whose address is proved and company is not: sees what is theirs, orders nothing. */
async function registered({ store }: Context, { contactId, verifiedBy, verifiedAt: at }: Session): Promise<Visitor | undefined> {
  const found = await store.registrationById(contactId);
  if (!found) return undefined;
  const { id, name, email } = found;
  return { principal: { kind: 'customer', id, name, email, mayOrder: false, verifiedBy, at } };
}

/** Sends the browser to another page of ours by GET. */
export function seeOther(location: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status: 303, headers: { ...headers, location, 'cache-control': 'no-store' } };
}

/** In: the page a signed-out person asked for. Out: the way to sign in, and back. */
export function toSignIn(path: string): HttpAnswer {
  return seeOther(`/portal/sign-in?next=${encodeURIComponent(path)}`);
}

/** In: a page to return to, as sent by the browser. Out: it, if it is one of ours, else the overview. */
export function safeNext(next: string | null | undefined): string {
  return next && /^\/portal(\/[\w-]+)*$/.test(next) ? next : '/portal';
}
