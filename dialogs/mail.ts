/** What came by mail: words for a ticket, words about an offer, or a new request. Mail orders nothing; whoever tries is shown the way. */
import { phrase } from '../src/content/text-keys.ts';
import { type MailDeed, mayWriteByMail } from '../src/domain/incoming-mail.ts';
import { isOpen, type Offer } from '../src/domain/offer.ts';
import type { Request } from '../src/domain/request.ts';
import { never } from '../src/domain/vocabulary.ts';
import { caseOf } from './case.ts';
import { replyToTicket } from './customer-actions.ts';
import { orderNotByMail } from './mails.ts';
import type { DialogState } from './state.ts';
import { andThen, refuse, type Scene, type Step, say, text } from './step.ts';
import { subjectOf } from './subject.ts';
import { newTicket, receipt } from './ticket.ts';

type Deed<K extends MailDeed['kind']> = Extract<MailDeed, { kind: K }>;

/** In: the facts and what a mail wants. Out: what changes; a refusal when the sender may not, or the ticket is over. */
export function mailActs(scene: Scene, state: DialogState, deed: MailDeed): Step {
  switch (deed.kind) {
    case 'reply':
      return reply(scene, state, deed);
    case 'offer':
      return aboutOffer(scene, state, deed);
    case 'request':
      return newRequest(scene, state, deed);
    default:
      return never(deed);
  }
}

function reply(scene: Scene, state: DialogState, { requestId, text: words, uploads }: Deed<'reply'>): Step {
  const { principal, conversationId } = scene.turn;
  const found = caseOf(scene, requestId);
  if (!found?.ticket || found.request.conversationId !== conversationId || !mayWriteByMail(principal, found.ticket))
    return refuse(state, 'notYours');
  const step = replyToTicket(scene, state, found, words, uploads);
  if (typeof step === 'string') return refuse(state, step);
  const { openOffer, ticket } = found;
  return openOffer && isOpen(openOffer, scene.turn.at) ? andThen(step, (next) => showTheWay(scene, next, openOffer, ticket)) : step;
}

function aboutOffer(scene: Scene, state: DialogState, { offerId }: Deed<'offer'>): Step {
  const offer = scene.facts.offers.find((candidate) => candidate.id === offerId);
  if (!offer || !mayWriteByMail(scene.turn.principal, { ...offer, contactEmail: undefined })) return refuse(state, 'notYours');
  if (!isOpen(offer, scene.turn.at)) return refuse(state, 'over');
  const ticket = scene.facts.tickets.find((candidate) => candidate.requestId === offer.requestId);
  return showTheWay(scene, state, offer, ticket);
}

/** Nothing is decided; the offer stays as it is. */
function showTheWay(scene: Scene, state: DialogState, offer: Offer, ticket: Parameters<typeof orderNotByMail>[2]): Step {
  return say(state, [text(phrase('mail.noOrder', { subject: offer.terms.subject }))], orderNotByMail(scene, offer, ticket));
}

/** A ticket at once and without a classing: a person reads it. */
function newRequest(scene: Scene, state: DialogState, deed: Deed<'request'>): Step {
  const { turn, knowledge } = scene;
  const { id: ownerId, organisationId, name, email } = turn.principal;
  const words = deed.text.trim() || deed.subject.trim() || knowledge.texts['mail.noText'];
  const request: Request = {
    id: turn.ids.id(),
    conversationId: turn.conversationId,
    organisationId,
    ownerId,
    label: 'action/ticket',
    subject: subjectOf(deed.subject.trim() || words || knowledge.texts['mail.noSubject']),
    description: words,
    facts: {},
    asked: 0,
    state: 'ticketed',
    details: { contactName: name, contactEmail: email, attachments: deed.uploads },
    createdAt: turn.at,
    version: 0,
  };
  const made = newTicket(scene, request, { state: 'new', coverage: 'undecided' });
  return say(
    { ...state, welcomed: true },
    [receipt(made.ticket, [phrase('ticket.created')])],
    [{ kind: 'saveRequest', request }, made.effect],
  );
}
