/** A wish for a visit goes to the consultants: by their booking page, or as a request to them. Product support gets no ticket of it (F6.1). */
import { type Phrase, phrase } from '../src/content/text-keys.ts';
import type { Request } from '../src/domain/request.ts';
import type { Choice } from './reply.ts';
import type { DialogState } from './state.ts';
import type { Scene, Step } from './step.ts';
import { collect } from './ticket.ts';
import { humanChoice, topicsChoice } from './topics.ts';

/** In: the knowledge in force and the request. Out: what is said of the ways to the consultants, and the ways as buttons. */
export function waysToConsultants({ knowledge }: Scene, request: Request): { phrases: Phrase[]; choices: Choice[] } {
  const { consultants, bookingUrl } = knowledge.service;
  const ask: Choice = { title: phrase('button.askConsultants'), action: { kind: 'askConsultants', requestId: request.id } };
  const phrases = [
    consultants ? phrase('refusal.onSiteContact', { consultants }) : phrase('refusal.onSiteNoContact'),
    bookingUrl ? phrase('onSite.booking', { bookingUrl }) : phrase('onSite.offer'),
  ];
  return { phrases, choices: [...(bookingUrl ? [] : [ask]), humanChoice, topicsChoice] };
}

/** "Anfrage an die Berater": collects what they need and shows it before it is sent. */
export function askConsultants(scene: Scene, state: DialogState, request: Request): Step {
  return collect(scene, { ...state, waiting: undefined }, { ...request, state: 'draft' }, [phrase('onSite.collect')]);
}
