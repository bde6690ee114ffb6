/** Browser sessions: who a visitor is when the chat opens, and who he is now, at each turn. */
import { createHash } from 'node:crypto';
import type { Contact, Organisation, Principal } from '../domain/identity.ts';
import type { IdentityStore, WebSession, WebSessionNow } from '../domain/ports.ts';
import type { HostIdentity } from './identity-token.ts';

/** Who asks for a token. */
export type Visitor =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'host'; readonly identity: HostIdentity }
  /** Outside production only. */
  | { readonly kind: 'demo'; readonly contactId: string };

export const demoContacts = { customer: 'contact-demo', colleague: 'contact-demo-colleague' } as const;

/** In: a visitor, an unguessable user id, now. Out: the principal as verified now; a customer who is not on file becomes anonymous. */
export async function principalOf(store: IdentityStore, visitor: Visitor, userId: string, now: number): Promise<Principal> {
  if (visitor.kind === 'demo') {
    const found = await store.contactById(visitor.contactId);
    return found ? customer(found.contact, 'demo', now) : anonymous(userId, now);
  }
  return visitor.kind === 'host' ? hostPrincipal(store, visitor.identity, now) : anonymous(userId, now);
}

/** In: a session as just read. Out: its principal with name, organisation and rights as stored at that moment; anonymous when the contact is gone. */
export function freshPrincipal({ principal, contact, userId }: WebSessionNow): Principal {
  if (principal.kind !== 'customer' || principal.organisationId === undefined) return principal;
  if (contact?.organisationId !== principal.organisationId) return anonymous(userId, principal.at);
  return customer(contact, principal.verifiedBy, principal.at);
}

/** True when the session belongs to the same person as the visitor who now asks. */
export function isSamePerson(session: WebSession, principal: Principal): boolean {
  if (principal.kind === 'anonymous') return session.principal.kind === 'anonymous';
  return session.principal.kind === principal.kind && session.principal.id === principal.id;
}

function anonymous(userId: string, at: number): Principal {
  return { kind: 'anonymous', id: userId, mayOrder: false, verifiedBy: 'none', at };
}

function customer(contact: Contact, verifiedBy: Principal['verifiedBy'], at: number): Principal {
  const { id, name, email, organisationId, mayOrder } = contact;
  return { kind: 'customer', id, name, email, organisationId, mayOrder, verifiedBy, at };
}

/** A visitor whom the host names with company and e-mail is stored as that company's contact; others stay without an organisation. */
async function hostPrincipal(store: IdentityStore, identity: HostIdentity, now: number): Promise<Principal> {
  const contact = await storeContact(store, identity);
  if (contact) return customer(contact, 'hostSignature', now);
  const { sub, name, email } = identity;
  return {
    kind: 'customer',
    id: `host:${sub}`,
    ...(name && { name }),
    ...(email && { email }),
    mayOrder: false,
    verifiedBy: 'hostSignature',
    at: now,
  };
}

async function storeContact(store: IdentityStore, identity: HostIdentity): Promise<Contact | undefined> {
  const { email, customerNo } = identity;
  if (email === undefined || customerNo === undefined) return undefined;
  const known = await store.contactByEmail(email);
  if (known && known.organisation.customerNo !== customerNo) return undefined;
  const organisation = known?.organisation ?? (await store.organisationByCustomerNo(customerNo)) ?? newOrganisation(identity, customerNo);
  const contact: Contact = {
    id: known?.contact.id ?? `contact-${digest(`${customerNo} ${email}`)}`,
    organisationId: organisation.id,
    email,
    name: identity.name ?? known?.contact.name ?? email,
    mayOrder: identity.mayOrder ?? known?.contact.mayOrder ?? false,
  };
  if (!known || known.contact.name !== contact.name || known.contact.mayOrder !== contact.mayOrder) {
    await store.saveCustomers([{ organisation, contacts: [contact] }]);
  }
  return (await store.contactByEmail(email))?.contact;
}

function newOrganisation(identity: HostIdentity, customerNo: string): Organisation {
  return { id: `organisation-${digest(customerNo)}`, customerNo, name: identity.org ?? customerNo, products: [], contracts: [] };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
