/** A human is asked for: the hand-off is opened, and the customer hears at once what happens and where they stand. */
import { phrase } from '../../src/content/text-keys.ts';
import type { Effect } from '../../src/domain/effect.ts';
import type { Handoff, HandoffReason } from '../../src/domain/handoff.ts';
import { publishedReason } from '../../src/domain/handoff-hub.ts';
import type { Request } from '../../src/domain/request.ts';
import { isBillingDispute } from '../billing-dispute.ts';
import type { Reply } from '../reply.ts';
import type { DialogState } from '../state.ts';
import { type Scene, type Step, say, writtenTexts } from '../step.ts';
import { deadlineFrom } from './availability.ts';
import { clockOn, eventOf, toHub } from './change.ts';
import { notice, orTicket, position, usualWait, waitingChoices } from './words.ts';

/** What a person asked for a human with. */
export interface HumanAsked {
  readonly reason?: HandoffReason | undefined;
  readonly requestId?: string | undefined;
}

/** Opens the hand-off. `lines`: what is said first, for example telephone numbers. */
export function requestHandoff(scene: Scene, state: DialogState, asked: HumanAsked, lines: readonly Reply[]): Step {
  const { turn, facts, knowledge } = scene;
  const request = withContact(scene, requestFor(scene, asked.requestId));
  const reason = asked.reason ?? reasonOf(scene);
  const handoff: Handoff = {
    id: turn.ids.id(),
    conversationId: turn.conversationId,
    requestId: request.id,
    ownerId: request.ownerId,
    organisationId: request.organisationId,
    state: facts.desk.hub === 'own' ? 'queued' : 'requested',
    reason,
    product: request.facts.product ?? state.product,
    requestedAt: turn.at,
    deadlineAt: deadlineFrom(knowledge, turn.at),
    version: 0,
  };
  const effects: Effect[] = [
    ...(isStored(scene, request) ? [] : [{ kind: 'saveRequest', request } as const]),
    {
      kind: 'requestHandoff',
      handoff,
      events: [
        eventOf(scene, 'requested', reason),
        ...(handoff.state === 'queued' ? [{ ...eventOf(scene, 'queued'), by: 'bot' } as const] : []),
      ],
    },
    ...clockOn(scene, handoff),
    ...toHub(scene, handoff, 'initiate', {
      kind: 'initiate',
      reason: publishedReason[reason],
      product: handoff.product,
      language: knowledge.language,
    }),
  ];
  const words = [phrase('handoff.requested'), ...position(scene), ...usualWait(scene), orTicket(scene)];
  const next = { ...state, waiting: undefined, queue: [], misunderstood: 0 };
  return say(next, [...lines, notice(handoff, words, waitingChoices(handoff))], effects);
}

/** Why, when nobody said it: from the words, from anger in them, from what was not understood before. */
function reasonOf({ turn: { input }, facts }: Scene): HandoffReason {
  if (input.kind === 'text' && isBillingDispute(input.text)) return 'billingDispute';
  if (input.kind === 'text' && input.understood.said.upset) return 'upset';
  return facts.dialog.misunderstood >= 2 ? 'notUnderstood' : 'asked';
}

/** The named request, else the one in hand, else a new one that holds the words. */
function requestFor(scene: Scene, requestId: string | undefined): Request {
  const { facts, turn } = scene;
  const named = facts.requests.find(({ id }) => id === requestId);
  const inHand = named ?? facts.requests.find(({ state }) => state === 'draft');
  if (inHand) return inHand;
  return {
    id: turn.ids.id(),
    conversationId: turn.conversationId,
    organisationId: turn.principal.organisationId,
    ownerId: turn.principal.id,
    label: 'action/mensch',
    subject: writtenTexts(scene)['handoff.subject'],
    description: turn.input.kind === 'text' ? turn.input.text : '',
    facts: facts.dialog.product === undefined ? {} : { product: facts.dialog.product },
    asked: 0,
    state: 'draft',
    details: {},
    createdAt: turn.at,
    version: 0,
  };
}

/** Who asked is written down now: later, when nobody came, only the clock acts. */
function withContact({ turn: { principal } }: Scene, request: Request): Request {
  const contactName = request.details.contactName ?? principal.name;
  const contactEmail = request.details.contactEmail ?? principal.email;
  if (contactName === request.details.contactName && contactEmail === request.details.contactEmail) return request;
  return { ...request, details: { ...request.details, contactName, contactEmail } };
}

const isStored = ({ facts }: Scene, request: Request): boolean => facts.requests.includes(request);
