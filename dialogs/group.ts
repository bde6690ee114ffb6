/** Where several people read along: the general rule only; customers, tickets and offers belong into the conversation with the bot alone. */
import { type Phrase, phrase } from '../src/content/text-keys.ts';
import type { Label } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import { caseIn, classedAtOnce } from './case-at-once.ts';
import { cite, factsSaid } from './coverage.ts';
import type { Reply } from './reply.ts';
import { namedCustomer, withoutCustomer } from './staff-words.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say, type TurnInput } from './step.ts';

const personalLabels: readonly Label[] = ['action/ticket', 'action/ticket-status', 'action/mensch'];

/** A text in a group that names a customer. Out: the general rule for its case, or nothing when it names none. */
export function customerInGroup(scene: Scene, state: DialogState, input: Extract<TurnInput, { kind: 'text' }>): Step | undefined {
  if (scene.turn.conversationKind !== 'group') return undefined;
  const { surely } = namedCustomer(input.text);
  if (surely === undefined) return undefined;
  const label = withoutCustomer(input.text, surely) === '' ? undefined : caseIn(input.understood);
  return label ? generalRule(scene, state, label, input.understood, input.text) : personalOnly(state);
}

/** What a label asks for, where it is not for a group: a case gets its general rule, everything about a person the way to the single chat. */
export function notForGroups(scene: Scene, state: DialogState, label: Label, understood: Understood): Step | undefined {
  if (scene.turn.conversationKind !== 'group') return undefined;
  if (label.startsWith('case/')) return generalRule(scene, state, label, understood, understood.text);
  return personalLabels.includes(label) ? personalOnly(state) : undefined;
}

/** Tickets, their state and people are not for groups, however they are asked for. */
export function personalOnly(state: DialogState): Step {
  return say(state, [{ kind: 'text', phrases: [phrase('group.personalOnly')], personalChat: true }]);
}

function generalRule(scene: Scene, state: DialogState, label: Label, understood: Understood, said: string): Step {
  const { coverage, clauses } = classedAtOnce(scene, factsSaid(scene, understood, label, said));
  const rule: Phrase = phrase('group.general', { coverage: scene.knowledge.texts[`coverageName.${coverage}`], clauses: cite(clauses) });
  const reply: Reply = {
    kind: 'text',
    phrases: [rule, phrase('group.personalOnly')],
    clauses,
    personalChat: true,
    understanding: { label, confidence: understood.confidence, clauses },
  };
  return say({ ...state, misunderstood: 0 }, [reply]);
}
