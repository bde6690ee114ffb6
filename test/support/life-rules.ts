/** The promises about orders, work and bills, checked between two states of the store. */
import { expect } from 'vitest';
import { sameTerms } from '../../dialogs/agent/offer.ts';
import type { Effort } from '../../src/domain/effort.ts';
import { minutesOf } from '../../src/domain/effort.ts';
import { canonicalJson, type LedgerKind, sha256 } from '../../src/domain/ledger.ts';
import type { Json, StoredMessage } from '../../src/domain/message.ts';
import type { Objection } from '../../src/domain/objection.ts';
import type { Offer, Order } from '../../src/domain/offer.ts';
import { isActive, orderMayChange } from '../../src/domain/order.ts';
import type { Request } from '../../src/domain/request.ts';
import { stateAllowed, type Ticket } from '../../src/domain/ticket.ts';
import { demoCustomer } from '../../src/storage/demo.ts';
import type { Arrival } from '../../src/turn/types.ts';

/** Everything stored, each list oldest first. */
export interface LifeState {
  readonly requests: readonly Request[];
  readonly offers: readonly Offer[];
  readonly orders: readonly Order[];
  readonly tickets: readonly Ticket[];
  readonly efforts: readonly Effort[];
  readonly objections: readonly Objection[];
  readonly messages: readonly StoredMessage[];
  readonly ledger: readonly { readonly kind: LedgerKind; readonly offerId: string; readonly orderId?: string | undefined }[];
}

/** Counted for the record: orders without their row or ticket, and whatever is there more than once. */
export function tally({ orders, tickets, ledger }: Pick<LifeState, 'orders' | 'tickets' | 'ledger'>): { lost: number; doubled: number } {
  const ordered = ledger.filter(({ kind }) => kind === 'ordered').map(({ offerId }) => offerId);
  const ticketed = tickets.map(({ requestId }) => requestId);
  const surplus = (keys: readonly string[]): number => keys.length - new Set(keys).size;
  return {
    lost: orders.filter(({ offerId, requestId }) => !ordered.includes(offerId) || !ticketed.includes(requestId)).length,
    doubled: surplus(ordered) + surplus(ticketed) + surplus(orders.map(({ offerId }) => offerId)),
  };
}

/** Checks one state, and the way from the one before. `arrival` is what was sent in between, if one thing was. */
export function checkLife(before: LifeState, after: LifeState, arrival: Arrival | undefined): void {
  for (const order of after.orders) checkOrder(order, before, after);
  for (const ticket of after.tickets) checkTicket(ticket, after);
  for (const effort of after.efforts.slice(before.efforts.length)) checkEffort(effort, before, after);
  for (const objection of after.objections) if (objection.state !== 'open') expect(objection.decidedBy).not.toBe(objection.againstAgent);
  checkUniqueness(after);
  checkPressed(before, after, arrival);
  for (const offer of after.offers.slice(before.offers.length)) checkPrompt(offer, before, after, arrival);
  for (const { content } of after.messages.slice(before.messages.length)) {
    expect(content.text).not.toMatch(/undefined|\[object|\{\w+\}|NaN/);
    expect(content.text).not.toContain('!');
  }
}

/** Never an order without the stored text, by somebody without the right, past the deadline; never a jump of its state. */
function checkOrder(order: Order, before: LifeState, after: LifeState): void {
  const offer = after.offers.find(({ id }) => id === order.offerId);
  expect(offer?.state).toBe('accepted');
  expect(offer?.shown?.text).toContain('Stundensatz netto');
  expect(offer?.shown?.sha256).toBe(sha256(offer?.shown?.text ?? ''));
  expect(offer?.termsSha256).toBe(sha256(canonicalJson(offer?.terms as unknown as Json)));
  expect(order.placedBy).toBe(demoCustomer.id);
  expect(order.placedAt).toBeLessThanOrEqual(offer?.terms.validUntil ?? 0);
  const earlier = before.orders.find(({ id }) => id === order.id);
  if (!earlier) expect(order.state).toBe('placed');
  else if (earlier.state !== order.state)
    expect(orderMayChange(earlier.state, order.state), `${earlier.state} -> ${order.state}`).toBe(true);
  if (earlier && earlier.state !== 'withdrawn' && order.state === 'withdrawn')
    expect(minutesOf(before.efforts, order.id), 'withdrawn after work').toBe(0);
  expect(after.ledger.filter((row) => row.kind === 'ordered' && row.offerId === order.offerId)).toHaveLength(1);
}

function checkTicket(ticket: Ticket, { orders }: LifeState): void {
  const order = orders.filter(({ requestId }) => requestId === ticket.requestId).find(isActive);
  expect(stateAllowed(ticket.coverage, ticket.state, order?.state), `${ticket.coverage} ${ticket.state} ${order?.state}`).toBe(true);
}

/** Never a billable minute before order and confirmation, beyond the ceiling, or while an objection is open. */
function checkEffort(effort: Effort, before: LifeState, after: LifeState): void {
  const ticket = before.tickets.find(({ id }) => id === effort.ticketId);
  expect(ticket?.coverage).toBe(effort.billable ? 'billable' : 'covered');
  if (!effort.billable) return;
  const order = before.orders.find(({ id }) => id === effort.orderId);
  const states = effort.minutes > 0 ? ['confirmed'] : ['confirmed', 'fulfilled'];
  expect(states).toContain(order?.state);
  const minutes = minutesOf(after.efforts, effort.orderId ?? '');
  expect(minutes).toBeGreaterThanOrEqual(0);
  if (effort.minutes < 0) return;
  expect(before.objections.find(({ requestId }) => requestId === effort.requestId)?.state).not.toBe('open');
  const ceiling = after.offers.find(({ id }) => id === order?.offerId)?.terms.ceilingMinutes;
  if (ceiling !== undefined) expect(minutes).toBeLessThanOrEqual(ceiling);
}

/** Words order nothing, typed or mailed; nor does anything but the customer's own press change what was decided. */
function checkPressed(before: LifeState, after: LifeState, arrival: Arrival | undefined): void {
  if (!arrival) return;
  const { kind } = arrival.input;
  if (kind !== 'press' && kind !== 'offerPage') expect(after.orders.length, `an order by ${kind}`).toBe(before.orders.length);
  if (kind !== 'mail') return;
  const decided = ({ offers }: LifeState) => offers.map(({ id, state }) => [id, state]);
  expect(decided(after), 'a mail decides no offer').toEqual(decided(before));
  expect(after.orders.map(({ state }) => state)).toEqual(before.orders.map(({ state }) => state));
  const { deed } = arrival.input;
  const named = deed.kind === 'reply' ? before.requests.find(({ id }) => id === deed.requestId) : undefined;
  const isOwn = deed.kind === 'request' || named?.ownerId === arrival.principal.id;
  if (arrival.principal.kind === 'anonymous' && !isOwn)
    expect(after.messages.length, 'a stranger’s mail is not let in').toBe(before.messages.length);
}

/** One press, one order, one ticket; one open offer, one binding order, one objection for each request. */
function checkUniqueness({ orders, tickets, offers, objections, ledger }: LifeState): void {
  const once = (keys: readonly string[]): void => expect(new Set(keys).size).toBe(keys.length);
  once(orders.map(({ offerId }) => offerId));
  once(tickets.map(({ requestId }) => requestId));
  once(objections.map(({ requestId }) => requestId));
  once(offers.filter(({ state }) => state === 'open').map(({ requestId }) => requestId));
  once(orders.filter(isActive).map(({ requestId }) => requestId));
  expect(ledger.filter(({ kind }) => kind === 'ordered')).toHaveLength(orders.length);
  expect(ledger.filter(({ kind }) => kind === 'offered')).toHaveLength(offers.length);
}

/** After a decline nobody is prompted for the same terms unless the customer asks. */
function checkPrompt(offer: Offer, before: LifeState, after: LifeState, arrival: Arrival | undefined): void {
  const declined = before.offers.filter(
    ({ state, requestId, terms }) => state === 'declined' && requestId === offer.requestId && sameTerms(terms, offer.terms),
  );
  const [last] = declined.toSorted((a, b) => (b.decidedAt ?? 0) - (a.decidedAt ?? 0));
  if (!last) return;
  if (arrival && arrival.principal.kind === 'customer') return;
  const request = after.requests.find(({ id }) => id === offer.requestId);
  expect(request?.details.offerAskedAt ?? 0, 'prompted again without being asked').toBeGreaterThanOrEqual(last.decidedAt ?? 0);
}
