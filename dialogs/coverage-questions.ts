/** The questions of the coverage dialog: their buttons, and how a typed answer is read. */
import { type Phrase, phrase } from '../src/content/text-keys.ts';
import type { CoverageQuestion } from '../src/domain/action.ts';
import type { Request } from '../src/domain/request.ts';
import type { Understood } from '../src/understanding/types.ts';
import type { Choice, Reply } from './reply.ts';
import type { Scene } from './step.ts';
import { cancelChoice } from './topics.ts';

type Option = readonly [value: string, title: Phrase];

const yesNo: readonly Option[] = [
  ['yes', phrase('button.yes')],
  ['no', phrase('button.no')],
];

const options: Record<Exclude<CoverageQuestion, 'product'>, readonly Option[]> = {
  kind: [
    ['fault', phrase('kind.fault')],
    ['usage', phrase('kind.usage')],
    ['setting', phrase('kind.setting')],
    ['data', phrase('kind.data')],
    ['installation', phrase('kind.installation')],
    ['environment', phrase('kind.environment')],
  ],
  dataCause: [
    ['operation', phrase('cause.operation')],
    ['program', phrase('cause.program')],
  ],
  workedBefore: yesNo,
  trained: yesNo,
};

/** The question with its buttons; every one can be answered "weiß ich nicht". */
export function coverageQuestion(scene: Scene, request: Request, question: CoverageQuestion): Reply {
  const button = (value: string, title: Choice['title']): Choice => ({
    title,
    action: { kind: 'answer', requestId: request.id, question, value },
  });
  const known =
    question === 'product'
      ? productsOf(scene).map((product) => button(product.id, { literal: product.name }))
      : options[question].map(([value, title]) => button(value, title));
  const unsure = button(question === 'kind' ? 'other' : 'unknown', phrase('button.dontKnow'));
  return { kind: 'text', phrases: [phrase(`question.${question}`)], choices: [...known, unsure, cancelChoice], expectsInput: true };
}

/** The customer's own products first. */
function productsOf(scene: Scene) {
  const own = scene.facts.organisation?.products ?? [];
  return scene.knowledge.products.toSorted((a, b) => Number(own.includes(b.id)) - Number(own.includes(a.id)));
}

const unsurePattern =
  /wei(ß|ss) (ich |wir )?(es )?(leider )?(gerade )?nicht|keine ahnung|unklar|unsicher|nicht sicher|egal|(do not|don['’]?t) (really )?know|no idea|not sure|unsure|unclear/i;
const ownDoing =
  /\b(ich|wir|uns|mir|selbst|selber|kolleg\w*|azubi\w*|versehen\w*|versehentlich|von hand|manuell|bedien\w*|vertan|vertippt|i|we|us|me|my|our|myself|ourselves|colleague\w*|trainee\w*|by mistake|accident\w*|manually|by hand|mistyped|operati\w*)\b/i;
const programDoing =
  /programm?\b|programm|system|software|update|automatisch|automatically|von (selbst|allein)|by itself|on its own|fehler|\bbug\b/i;
const yesPattern =
  /^(ja|jo|jap|jawohl|genau|stimmt|richtig|doch|klar|sicher|yes|yeah|yep|correct|right|exactly|of course|indeed|it has|we have|i have)\b/i;
const noPattern = /^(nein|nee|ne|nö|nicht|noch nie|nie|no|nope|never|not)\b/i;

/** Reads a typed answer. Out: the value, or `undefined` when the text does not answer the question. */
export function readAnswer(scene: Scene, question: CoverageQuestion, text: string, understood: Understood): string | undefined {
  if (unsurePattern.test(text)) return question === 'kind' ? 'other' : 'unknown';
  if (question === 'product') return understood.entities.products[0];
  if (question === 'kind') return understood.band === 'answer' ? scene.knowledge.coverage.kinds[understood.label] : undefined;
  if (question === 'dataCause') return readCause(text);
  if (yesPattern.test(text)) return 'yes';
  return noPattern.test(text) ? 'no' : undefined;
}

function readCause(text: string): string | undefined {
  const program = programDoing.test(text);
  const own = ownDoing.test(text);
  if (program === own) return undefined;
  return own ? 'operation' : 'program';
}
