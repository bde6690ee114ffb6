/** Who acts in a turn, and the only place that decides what a principal may do. */

export const principalKinds = ['anonymous', 'customer', 'staff', 'agent', 'system'] as const;
export type PrincipalKind = (typeof principalKinds)[number];

export const verifications = ['none', 'hostSignature', 'mailLink', 'inviteLink', 'entra', 'demo'] as const;
export type Verification = (typeof verifications)[number];

/** Who acts, verified how and when. Every authorisation reads only this. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** Contact id for customers, `tid:oid` for staff and agents, the channel's user id for anonymous visitors. */
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  /** For agents: the name customers see. */
  readonly shownName?: string;
  readonly organisationId?: string;
  readonly mayOrder: boolean;
  readonly verifiedBy: Verification;
  /** When the identity was verified, ms UTC. */
  readonly at: number;
}

/** A company that is a customer. */
export interface Organisation {
  readonly id: string;
  readonly customerNo: string;
  readonly name: string;
  /** Ids of `content/products.yaml`. */
  readonly products: readonly string[];
  /** Products for which a maintenance or service contract is on file; empty = not known. */
  readonly contracts: readonly string[];
}

/** A person at an organisation. */
export interface Contact {
  readonly id: string;
  readonly organisationId: string;
  readonly email: string;
  readonly name: string;
  readonly mayOrder: boolean;
}

/** Something that belongs to an organisation or, before one is known, to one person. */
export interface Owned {
  readonly organisationId?: string | undefined;
  readonly ownerId: string;
}

/** True when the principal may read the thing: its owner, a verified colleague, or an agent. */
export function maySee(principal: Principal, thing: Owned): boolean {
  if (principal.kind === 'agent') return true;
  if (principal.id === thing.ownerId) return true;
  return isVerifiedCustomer(principal) && thing.organisationId !== undefined && thing.organisationId === principal.organisationId;
}

/** True when the principal's press on *Kostenpflichtig beauftragen* is an order: a verified customer with the right, for the own organisation. */
export function mayPlaceOrder(principal: Principal, thing: Owned): boolean {
  return (
    isVerifiedCustomer(principal) &&
    principal.mayOrder &&
    thing.organisationId !== undefined &&
    thing.organisationId === principal.organisationId
  );
}

/** True when the principal may decline the offer, ask for a review, or pass it on to a colleague. */
export function mayAnswerOffer(principal: Principal, thing: Owned): boolean {
  return principal.kind !== 'agent' && principal.kind !== 'staff' && maySee(principal, thing);
}

/** True when the principal may act on orders, tickets and objections of customers: agents only. */
export function mayWorkOn(principal: Principal): boolean {
  return principal.kind === 'agent' && principal.verifiedBy !== 'none';
}

/** True when the principal may see a customer's contract, products, contacts and open tickets: staff and agents; each look is kept. */
export function mayLookUpCustomers(principal: Principal): boolean {
  return (principal.kind === 'staff' || principal.kind === 'agent') && principal.verifiedBy !== 'none';
}

/** True when the principal may withdraw an order or object for the buyer: the person concerned, or a verified colleague; never staff or agents. */
export function mayActForCustomer(principal: Principal, thing: Owned): boolean {
  return (principal.kind === 'customer' || principal.kind === 'anonymous') && maySee(principal, thing);
}

/** True when status and content of tickets may be named to this principal at all. */
export function isVerifiedCustomer(principal: Principal): boolean {
  return principal.kind === 'customer' && principal.verifiedBy !== 'none' && principal.organisationId !== undefined;
}
