/** What a turn is counted as in the figures; pure, and without anything that points to a person. */
import type { Facts, Step } from '../../dialogs/step.ts';
import { type CountKind, countKinds } from '../domain/figures.ts';
import type { Principal } from '../domain/identity.ts';

/** In: who acted, the requests as they were, and what was decided. Out: the kinds; a question of a customer that got an answer or a classing is answered. */
export function countsOf({ kind }: Principal, requests: Facts['requests'], { replies, effects }: Step): readonly CountKind[] {
  if (kind !== 'customer' && kind !== 'anonymous') return [];
  const hadClassing = new Set(requests.flatMap(({ id, assessment }) => (assessment ? [id] : [])));
  const isClassed = effects.some(
    (effect) => effect.kind === 'saveRequest' && effect.request.assessment?.by === 'bot' && !hadClassing.has(effect.request.id),
  );
  const noted = effects.flatMap((effect) => (effect.kind === 'note' ? [effect.about as string] : []));
  const isAnswered = isClassed || replies.some((reply) => reply.kind === 'answer');
  return countKinds.filter((what) => (what === 'answered' ? isAnswered : noted.includes(what)));
}
