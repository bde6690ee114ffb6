/** Notes for editors: what was asked, without what points to a person. */
import { redact } from '../src/content/redact.ts';
import type { Effect } from '../src/domain/effect.ts';
import type { Understood } from '../src/understanding/types.ts';
import type { Scene } from './step.ts';

interface Asked {
  readonly understood: Understood;
  readonly text: string;
  readonly seq: number;
}

/** A question that was not answered, or asked back about. */
export function notAnswered(scene: Scene, about: 'unanswered' | 'askedBack', { understood, text, seq }: Asked): Effect {
  return { kind: 'note', about, label: understood.label, seq, text: forEditors(scene, text), confidence: understood.confidence };
}

/** The words as editors may read them; names of the person and the company are known here and go first. */
export function forEditors({ facts, turn }: Scene, text: string): string {
  const { organisation, orderers } = facts;
  const people = [turn.principal.name, turn.principal.email, ...orderers.map(({ name }) => name)];
  return redact(
    text,
    [...people, organisation?.name, organisation?.customerNo].filter((value) => value !== undefined),
  );
}
