/** Every end of a hand-off: the bot speaks again with a fresh mind, and what is not settled becomes a ticket with the transcript. */
import { type Phrase, phrase } from '../../src/content/text-keys.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Handoff } from '../../src/domain/handoff.ts';
import type { Request } from '../../src/domain/request.ts';
import type { Ticket } from '../../src/domain/ticket.ts';
import { isOver } from '../case.ts';
import type { Choice, Reply } from '../reply.ts';
import { type DialogState, freshState } from '../state.ts';
import { type Scene, type Step, say, writtenTexts } from '../step.ts';
import { newTicket, receipt } from '../ticket.ts';
import { changeTicket } from '../ticket-change.ts';
import { changeHandoff, clockOff, eventOf, toHub } from './change.ts';
import { notice } from './words.ts';

export interface Ending {
  readonly to: 'returned' | 'completed' | 'failed' | 'abandoned';
  readonly outcome: string;
  readonly words: readonly Phrase[];
  /** A ticket with the transcript is left. */
  readonly ticket: boolean;
  readonly note?: string | undefined;
  /** Asks whether it helped. */
  readonly rate?: boolean | undefined;
}

/** Ends the hand-off. The dialog starts anew: what was asked before belongs to what is over. */
export function endHandoff(scene: Scene, state: DialogState, handoff: Handoff, ending: Ending): Step {
  const left = ending.ticket ? leaveTicket(scene, handoff) : settled(scene, handoff);
  const change = { state: ending.to, endedAt: scene.turn.at, outcome: ending.outcome, ticketId: left.ticket?.id, forAgent: undefined };
  const { handoff: ended, effect } = changeHandoff(handoff, change, [eventOf(scene, ending.to, ending.note ?? ending.outcome)]);
  const isOurs = scene.turn.input.kind !== 'hub';
  const effects = [effect, ...clockOff(handoff), ...left.effects, ...(isOurs ? toHub(scene, handoff, 'ended', { kind: 'ended' }) : [])];
  const rating = ending.rate ? [phrase('handoff.rate')] : [];
  const said = notice(ended, [...ending.words, ...left.words, ...rating], ending.rate ? rateChoices(handoff) : []);
  const ask: Reply[] = left.asksContact ? [{ kind: 'text', phrases: [phrase('handoff.askContact')], expectsInput: true }] : [];
  const waiting = left.asksContact && left.ticket ? ({ for: 'handoffContact', ticketId: left.ticket.id } as const) : undefined;
  return say({ ...freshState, welcomed: true, product: state.product, waiting }, [said, ...left.replies, ...ask], effects);
}

interface Left {
  readonly ticket?: Ticket | undefined;
  readonly effects: readonly Effect[];
  readonly words: readonly Phrase[];
  readonly replies: readonly Reply[];
  readonly asksContact: boolean;
}

const nothing: Left = { effects: [], words: [], replies: [], asksContact: false };

/** A request that was only opened for the conversation is done with it. */
function settled({ facts }: Scene, { requestId }: Handoff): Left {
  const request = facts.requests.find(({ id }) => id === requestId);
  if (request?.label !== 'action/mensch' || request.state !== 'draft') return nothing;
  return { ...nothing, effects: [{ kind: 'saveRequest', request: { ...request, state: 'done' } }] };
}

function leaveTicket(scene: Scene, handoff: Handoff): Left {
  const { facts } = scene;
  const request = facts.requests.find(({ id }) => id === handoff.requestId);
  if (!request) return nothing;
  const ticket = facts.tickets.find(({ requestId }) => requestId === request.id);
  if (ticket && !isOver(ticket)) return addToTicket(scene, ticket);
  return makeTicket(scene, ticket || request.state !== 'draft' ? again(scene, request) : request);
}

/** What is over stays as it is: the conversation was about something new. */
function again({ turn }: Scene, { conversationId, organisationId, ownerId, subject, description, facts, details }: Request): Request {
  const kept = { conversationId, organisationId, ownerId, subject, description, facts, details };
  return { ...kept, id: turn.ids.id(), label: 'action/mensch', asked: 0, state: 'draft', createdAt: turn.at, version: 0 };
}

function makeTicket(scene: Scene, request: Request): Left {
  const { ticket, effect } = newTicket(scene, request, { state: 'new', coverage: request.assessment?.coverage ?? 'undecided' });
  const saved: Effect = { kind: 'saveRequest', request: { ...request, state: 'ticketed' } };
  const isReachable = ticket.organisationId !== undefined || ticket.contactEmail !== undefined;
  return {
    ticket,
    effects: [saved, { ...effect, withTranscript: true }],
    words: [phrase('handoff.ticketMade')],
    replies: [receipt(ticket, [])],
    asksContact: !isReachable,
  };
}

function addToTicket(scene: Scene, ticket: Ticket): Left {
  const line = { kind: 'message', author: 'system', text: '', visibility: 'internal' } as const;
  const { effect } = changeTicket(scene, ticket, {}, [line], 'system');
  const withTranscript: Effect = effect.kind === 'changeTicket' ? { ...effect, withTranscript: true } : effect;
  return { ...nothing, ticket, effects: [withTranscript], words: [phrase('handoff.ticketAdded', { number: ticket.number })] };
}

const rateChoices = ({ id }: Handoff): readonly Choice[] => [
  { title: phrase('button.helpedYes'), action: { kind: 'rateHandoff', handoffId: id, helped: true } },
  { title: phrase('button.helpedNo'), action: { kind: 'rateHandoff', handoffId: id, helped: false } },
];

/** The address at which somebody without an account can be reached about the ticket of the conversation. */
export function contactGiven(scene: Scene, state: DialogState, ticketId: string, words: string): Step | undefined {
  const email = /[^\s@<>"',;]+@[^\s@<>"',;]+\.[a-z]{2,}/i.exec(words)?.[0];
  const ticket = scene.facts.tickets.find(({ id }) => id === ticketId);
  if (!ticket || email === undefined) return undefined;
  const line = {
    kind: 'detail',
    author: 'customer',
    text: writtenTexts(scene)['handoff.contactLine'].replace('{email}', email),
  } as const;
  const { effect } = changeTicket(scene, ticket, { contactEmail: email }, [line], 'customer');
  const said = phrase('handoff.contactNoted', { number: ticket.number });
  return say({ ...state, waiting: undefined }, [{ kind: 'text', phrases: [said], important: true }], [effect]);
}
