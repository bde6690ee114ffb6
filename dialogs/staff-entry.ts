/** A ticket, or a ticket with an offer, that staff enter for a customer's contact. Nobody but the customer decides the offer. */
import { phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import { type Contact, mayLookUpCustomers, type Organisation } from '../src/domain/identity.ts';
import type { OnBehalf, OnBehalfRefusal } from '../src/domain/on-behalf.ts';
import type { CaseFacts, Request } from '../src/domain/request.ts';
import type { Understood } from '../src/understanding/types.ts';
import { caseIn, classedAtOnce } from './case-at-once.ts';
import { factsSaid } from './coverage.ts';
import { offerMade } from './mails.ts';
import { newOffer, offerReply, rateFor } from './offer.ts';
import { ledgerDraft } from './offer-ledger.ts';
import { expiryTimer } from './offer-timers.ts';
import type { DialogState } from './state.ts';
import { refuse, type Scene, type Step, say } from './step.ts';
import { subjectOf } from './subject.ts';
import { newTicket, receipt } from './ticket.ts';

const dayMs = 86_400_000;

/** In: what was entered, and the description as understood. Out: the ticket and its offer in one step, or why there is none. */
export function staffEnters(scene: Scene, state: DialogState, entry: OnBehalf, understood: Understood): Step {
  const found = partiesOf(scene, entry);
  if (typeof found === 'string') return refuse(state, found);
  const asCustomer: Scene = { ...scene, facts: { ...scene.facts, organisation: found.organisation, orderers: found.orderers } };
  const request = requestFor(asCustomer, entry, understood, found);
  return entry.kind === 'offer' ? withOffer(asCustomer, state, request) : withTicket(asCustomer, state, request);
}

interface Parties {
  readonly organisation: Organisation;
  readonly contact: Contact;
  readonly orderers: readonly Contact[];
}

function partiesOf({ facts, turn }: Scene, entry: OnBehalf): Parties | OnBehalfRefusal {
  if (!mayLookUpCustomers(turn.principal)) return 'notAllowed';
  const file = facts.customer?.file;
  if (file?.organisation.id !== entry.organisationId) return 'customerUnknown';
  const contact = file.contacts.find(({ id }) => id === entry.contactId);
  if (!contact) return 'contactUnknown';
  if (entry.description.trim() === '') return 'descriptionEmpty';
  if (entry.kind === 'offer' && !contact.mayOrder) return 'mayNotOrder';
  return { organisation: file.organisation, contact, orderers: file.contacts.filter(({ mayOrder }) => mayOrder) };
}

function requestFor(scene: Scene, entry: OnBehalf, understood: Understood, { organisation, contact }: Parties): Request {
  const { turn } = scene;
  const description = entry.description.trim();
  const facts = factsOf(scene, entry, understood, description);
  return {
    id: turn.ids.id(),
    conversationId: turn.conversationId,
    organisationId: organisation.id,
    ownerId: contact.id,
    label: caseIn(understood) ?? 'action/ticket',
    subject: subjectOf(description),
    description,
    facts,
    asked: 0,
    assessment: classedAtOnce(scene, facts),
    state: 'ticketed',
    details: { urgency: entry.urgency, contactName: contact.name, contactEmail: contact.email },
    createdAt: turn.at,
    version: 0,
  };
}

/** What was chosen in the form wins over what the words seem to say. Wrong data named there is the customer's own (F3.2). */
function factsOf(scene: Scene, entry: OnBehalf, understood: Understood, description: string): CaseFacts {
  const label = caseIn(understood);
  const said = label ? factsSaid(scene, understood, label, description) : { kind: 'other' as const };
  const named = entry.caseKind && { kind: entry.caseKind, ...(entry.caseKind === 'data' ? { dataCause: 'operation' as const } : {}) };
  return { ...said, ...named, ...(entry.product === undefined ? {} : { product: entry.product }) };
}

function withTicket(scene: Scene, state: DialogState, request: Request): Step {
  const made = entered(scene, request, 'new');
  return say(state, [receipt(made.ticket, [phrase('staff.ticketMade')])], [{ kind: 'saveRequest', request }, made.effect]);
}

/** The offer at the rate on file; the contact decides it on its page, by the mail that leads there. */
function withOffer(scene: Scene, state: DialogState, request: Request): Step {
  if (request.assessment?.coverage !== 'billable') return refuse(state, 'notBillable');
  const found = rateFor(scene.knowledge.rates, request, scene.turn.at);
  if (!found) return refuse(state, 'noRate');
  const terms = { madeBy: 'bot', rate: found.rate, validUntil: scene.turn.at + found.days * dayMs } as const;
  const offer = newOffer(scene, request, terms);
  const made = entered(scene, request, 'waitingApproval');
  const effects: Effect[] = [
    { kind: 'saveRequest', request },
    made.effect,
    { kind: 'makeOffer', offer, ledger: ledgerDraft(scene, 'offered', offer) },
    expiryTimer(offer),
    ...offerMade(scene, offer),
  ];
  const replies = [receipt(made.ticket, [phrase('staff.offerMade'), phrase('staff.orderStays')]), offerReply(scene, offer)];
  return say(state, replies, effects);
}

/** The ticket, with who entered it as its first line's author. */
function entered(scene: Scene, request: Request, state: 'new' | 'waitingApproval') {
  const made = newTicket(scene, request, { state, coverage: request.assessment?.coverage ?? 'undecided' });
  const events = made.effect.events.map((event) => ({ ...event, author: 'agent' as const }));
  return { ticket: made.ticket, effect: { ...made.effect, events } };
}
