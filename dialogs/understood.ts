/** A text without a dialog in progress: answered, classed, asked back about, or honestly not understood. */
import { phrase } from '../src/content/text-keys.ts';
import type { Label } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import { cancel } from './cancel.ts';
import { contentWords } from './content-words.ts';
import { speaksOfWrongData } from './coverage.ts';
import { answerQuestion } from './faq.ts';
import { notForGroups } from './group.ts';
import { human } from './human.ts';
import { notAnswered } from './noted.ts';
import type { Choice, Reply } from './reply.ts';
import { startCases } from './several.ts';
import type { DialogState } from './state.ts';
import { status } from './status.ts';
import { type Scene, type Step, say } from './step.ts';
import { askForRequest } from './ticket.ts';
import { greet, help, labelTitle, notUnderstood, thanks } from './topics.ts';

interface Words {
  readonly text: string;
  readonly uploads: readonly string[];
  /** Seq of the customer's message, for the buttons of an ask-back. */
  readonly seq: number;
}

export function understoodText(scene: Scene, state: DialogState, understood: Understood, words: Words): Step {
  if (words.text.trim() === '' && words.uploads.length > 0) return askForRequest(state, false);
  const followUp = followUpLabel(scene, state, understood, words.text);
  if (followUp) return act(scene, state, followUp, understood, words);
  const sure = severalCases(understood) ?? casesApartByCause(understood);
  if (sure) return act(scene, state, sure, understood, words);
  if (understood.band === 'askBack') return askBack(scene, state, understood, words);
  if (understood.band === 'none' || understood.label === 'none') return honest(scene, state, understood, words);
  return act(scene, state, understood.label, understood, words);
}

/** Several cases in one message are named and can be corrected; asking back about the whole would mix them up. */
function severalCases(understood: Understood): Label | undefined {
  const cases = understood.requests.filter((span) => span.label.startsWith('case/'));
  return cases.length > 1 ? cases[0]?.label : undefined;
}

/** "Und für Hausperfekt?": the last question again, for another product. */
function followUpLabel(scene: Scene, state: DialogState, understood: Understood, text: string): Label | undefined {
  if (!state.topic || understood.entities.products.length === 0) return undefined;
  const words = contentWords(scene, text);
  const asksOn = /^(und|aber|oder|was ist mit|wie ist es|wie sieht|für|bei|gilt|and|but|or|what about|how about|for)\b/i.test(text.trim());
  const unsure = words.length <= 3 && (asksOn || understood.band !== 'answer') && !understood.label.startsWith('case/');
  return words.length === 0 || unsure ? state.topic.label : undefined;
}

/** Between a fault and wrong data the cause decides, not the label: it is asked as a fact instead of guessed. */
function casesApartByCause(understood: Understood): Label | undefined {
  const [first, second] = understood.guesses;
  const both = [first?.label, second?.label];
  const unclear = understood.band === 'askBack' && both.includes('case/akutes-problem') && both.includes('case/datenbereinigung');
  return unclear && speaksOfWrongData(understood.text) ? 'case/datenbereinigung' : undefined;
}

/** Does what the label asks for; also used when a person picked the label from an ask-back. */
export function act(scene: Scene, state: DialogState, label: Label, understood: Understood, words: Words): Step {
  const calm = { ...state, misunderstood: 0 };
  const inGroup = notForGroups(scene, calm, label, understood);
  if (inGroup) return inGroup;
  if (label.startsWith('case/')) return classed(startCases(scene, calm, understood, label, words.uploads), label, understood);
  if (label.startsWith('faq/')) return answerFaq(scene, calm, label, understood, words);
  switch (label) {
    case 'action/ticket':
      return askForRequest(calm, false);
    case 'action/ticket-status':
      return status(scene, calm, words.text);
    case 'action/mensch':
      return human(scene, calm);
    case 'action/abbrechen':
      return cancel(scene, calm);
    case 'action/hilfe':
      return help(scene, calm);
    case 'chat/gruss':
      return greet(scene, calm);
    case 'chat/dank':
      return thanks(scene, calm);
    default:
      return honest(scene, state, understood, words);
  }
}

/** Says in the first message what was understood, with the clauses of its classing. */
function classed(step: Step, label: Label, understood: Understood): Step {
  const saved = step.effects.flatMap((effect) => (effect.kind === 'saveRequest' && effect.request.label === label ? [effect.request] : []));
  const clauses = saved.find((request) => request.assessment)?.assessment?.clauses ?? [];
  const confidence = understood.label === label ? understood.confidence : 1;
  const [first, ...rest] = step.replies;
  if (!first) return step;
  const calming = understood.said.upset && first.kind === 'text' ? { ...first, phrases: [phrase('case.upset'), ...first.phrases] } : first;
  return { ...step, replies: [{ ...calming, understanding: { label, confidence, clauses } }, ...rest] };
}

function answerFaq(scene: Scene, state: DialogState, label: Label, understood: Understood, words: Words): Step {
  // A case beside a question is the case.
  const cases = understood.requests.filter((span) => span.label.startsWith('case/'));
  const [only] = cases;
  if (only) return startCases(scene, state, understood, only.label, words.uploads);
  const product = understood.entities.products[0];
  return answerQuestion(scene, state, {
    label,
    text: words.text,
    seq: words.seq,
    product,
    confidence: understood.confidence,
    askHelped: !understood.said.upset,
  });
}

function askBack(scene: Scene, state: DialogState, understood: Understood, words: Words): Step {
  const guesses = understood.guesses.filter((guess) => guess.label !== 'none').slice(0, 3);
  const choices = guesses.map(
    (guess): Choice => ({ title: labelTitle(guess.label), action: { kind: 'guess', label: guess.label, ofSeq: words.seq } }),
  );
  const other: Choice = { title: phrase('button.other'), action: { kind: 'errand', errand: 'other', ofSeq: words.seq } };
  const understanding = { label: understood.label, confidence: understood.confidence, clauses: [] };
  const reply: Reply = {
    kind: 'text',
    phrases: [understood.said.upset ? phrase('askBack.upset') : phrase('askBack.which')],
    choices: [...choices, other],
    understanding,
    expectsInput: true,
  };
  return say(state, [reply], [notAnswered(scene, 'askedBack', { understood, ...words })]);
}

const tenantWords =
  /\b(mein(e|em|en|er)?|unser(e|em|en|er)?) (vermieter|hausverwaltung|hausverwalter|wohnung|heizung|nachbar|miete|mietvertrag|nebenkosten)|\b(my|our) (landlord|landlady)\b|\bmy (property manager|flat|apartment|heating|neighbou?rs?|rent|lease|tenancy|deposit)\b|\bi am a tenant\b|\bi['’]m a tenant\b/i;

function honest(scene: Scene, state: DialogState, understood: Understood, words: Words): Step {
  const noted = notAnswered(scene, 'unanswered', { understood, ...words });
  const why = understood.said.upset
    ? 'upset'
    : tenantWords.test(words.text)
      ? 'tenant'
      : understood.label === 'none'
        ? 'foreign'
        : 'unclear';
  const step = notUnderstood(scene, state, why);
  const understanding = { label: understood.label, confidence: understood.confidence, clauses: [] };
  return { ...step, replies: step.replies.map((reply) => ({ ...reply, understanding })), effects: [...step.effects, noted] };
}
