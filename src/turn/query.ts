/** What a turn loads: what its arrival names, and nothing it cannot need. */
import type { Knowledge } from '../content/knowledge.ts';
import { parseButtonId } from '../domain/message.ts';
import type { LoadQuery } from '../domain/ports.ts';
import type { Understood } from '../understanding/types.ts';
import { customerQuery } from './customer-query.ts';
import { idIn } from './read-input.ts';
import type { Arrival } from './types.ts';

/** In: what arrived, and how its text is understood. Out: the one load of the turn. */
export function queryFor(arrival: Arrival, understood: Understood | undefined, knowledge: Knowledge): LoadQuery {
  const { channel, conversationId, activityId, principal, input } = arrival;
  const id = input.kind === 'press' ? parseButtonId(input.a) : undefined;
  const button = id && input.kind === 'press' ? { ...id, a: input.a } : undefined;
  const wantTickets =
    input.kind === 'press' ||
    understood?.guesses.slice(0, 3).some((guess) => guess.label === 'action/ticket-status') === true ||
    /status|ticket|IMM-/i.test(understood?.text ?? '');
  return {
    activity: { channel, conversationId, activityId },
    principal,
    dialogKey: dialogKey(arrival),
    button,
    offerId: offerIdOf(input),
    requestId: requestIdOf(input),
    customer: customerQuery(arrival),
    wantTickets,
    ...deskQuery(arrival, understood, knowledge),
  };
}

function requestIdOf(input: Arrival['input']): string | undefined {
  if (input.kind === 'agent' || input.kind === 'customer') return input.action.requestId;
  return input.kind === 'mail' && input.deed.kind === 'reply' ? input.deed.requestId : undefined;
}

function offerIdOf(input: Arrival['input']): string | undefined {
  if (input.kind === 'offerPage' || input.kind === 'wish') return input.offerId;
  if (input.kind === 'mail' && input.deed.kind === 'offer') return input.deed.offerId;
  return input.kind === 'timer' ? idIn(input.payload, 'offerId') : undefined;
}

/** The hand-off meant, and whether a human may be asked for: only then anybody looks who is there. */
function deskQuery(
  { input, at, conversationKind }: Arrival,
  understood: Understood | undefined,
  { service }: Knowledge,
): Pick<LoadQuery, 'handoffId' | 'desk'> {
  const isWanted = input.kind === 'press' || (understood !== undefined && mayAskForHuman(understood));
  const mayAsk = service.handoff === 'live' && conversationKind === 'personal' && isWanted;
  const passOn =
    input.kind === 'desk' && input.action.kind === 'passOn' && input.action.to !== 'queue' ? input.action.to.agentId : undefined;
  return { handoffId: handoffIdOf(input), desk: { at, mayAsk, ...(passOn === undefined ? {} : { passTo: passOn }) } };
}

function handoffIdOf(input: Arrival['input']): string | undefined {
  if (input.kind === 'desk') return input.action.handoffId;
  if (input.kind === 'hub') return input.handoffId;
  return input.kind === 'timer' ? idIn(input.payload, 'handoffId') : undefined;
}

/** By its words, by a guess among the first, or as the number of a choice. */
function mayAskForHuman({ text, guesses }: Understood): boolean {
  const typed = text.trim();
  const isGuessed = guesses.slice(0, 3).some(({ label }) => label === 'action/mensch');
  return isGuessed || typed.length <= 3 || /mensch|mitarbeiter|berater|agent|human|person|somebody|someone/i.test(typed);
}

/** Key of the dialog state within the conversation. */
export const dialogKey = (arrival: Arrival): string => `${arrival.conversationId}|${arrival.dialogScope}`;
