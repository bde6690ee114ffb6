/** "Abbrechen": ends what is in progress, at any point, and says what stays as it is. */
import { phrase } from '../src/content/text-keys.ts';
import type { Effect } from '../src/domain/effect.ts';
import type { DialogState } from './state.ts';
import { finish, type Scene, type Step, say, text } from './step.ts';
import { topicsChoice } from './topics.ts';

export function cancel(scene: Scene, state: DialogState): Step {
  const { waiting } = state;
  const idle = { ...state, waiting: undefined };
  if (!waiting) return say(state, [{ kind: 'text', phrases: [phrase('cancel.nothing')], choices: [topicsChoice] }]);
  // An offer stays as it is until it is declined by its button or expires.
  if ('offerId' in waiting) return finish(say(idle, [text(phrase('cancel.offerStays'))]));
  if (waiting.for === 'newRequest') return say(idle, [{ kind: 'text', phrases: [phrase('cancel.done')], choices: [topicsChoice] }]);
  if (waiting.for === 'objection' || waiting.for === 'ticketReply' || waiting.for === 'handoffContact')
    return say(idle, [text(phrase('cancel.done'))]);
  const request = scene.facts.requests.find((candidate) => candidate.id === waiting.requestId);
  const dropped: Effect[] = request?.state === 'draft' ? [{ kind: 'saveRequest', request: { ...request, state: 'dropped' } }] : [];
  return finish(say(idle, [{ kind: 'text', phrases: [phrase('cancel.done')], choices: [topicsChoice] }], dropped));
}
