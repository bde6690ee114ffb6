/** Answers to questions about product support: the answer, its clause, what else people ask, and whether it helped. */
import { answerFor, relatedTo } from '../src/content/faq.ts';
import type { FaqEntry } from '../src/content/knowledge.ts';
import { phrase } from '../src/content/text-keys.ts';
import type { Action } from '../src/domain/action.ts';
import type { Label } from '../src/domain/vocabulary.ts';
import type { Understood } from '../src/understanding/types.ts';
import { forEditors } from './noted.ts';
import type { Choice, Reply, Understanding } from './reply.ts';
import type { DialogState } from './state.ts';
import { andThen, type Scene, type Step, say, text } from './step.ts';
import { humanChoice, notUnderstood, ticketChoice, topicsChoice } from './topics.ts';

export interface Question {
  readonly label: Label;
  readonly text: string;
  /** Seq of the message that asked, for the buttons below the answer. */
  readonly seq?: number | undefined;
  readonly product?: string | undefined;
  readonly confidence: number;
  /** False after a complaint: then nobody is asked whether the answer helped. */
  readonly askHelped: boolean;
}

/** Answers a question of a known label; asks for the product once where the answer depends on it. */
export function answerQuestion(scene: Scene, state: DialogState, question: Question): Step {
  const product = question.product ?? onlyProduct(scene);
  const entry = answerFor(scene.knowledge, question.label, question.text, product);
  if (!entry) return notUnderstood(scene, state, 'unclear');
  const understanding = { label: question.label, confidence: question.confidence, clauses: entry.clauses };
  const reply = answerReply(scene, entry, { understanding, askHelped: question.askHelped, product, seq: question.seq });
  const kept = question.product ? { product: question.product } : {};
  return say({ ...state, ...kept, misunderstood: 0, topic: { label: question.label, faqId: entry.id } }, [reply]);
}

function onlyProduct(scene: Scene): string | undefined {
  const products = scene.facts.organisation?.products ?? [];
  return products.length === 1 ? products[0] : undefined;
}

/** Answers by the entry itself: a pressed topic or related question. */
export function answerEntry(scene: Scene, state: DialogState, faqId: string): Step {
  const entry = scene.knowledge.faq.find((candidate) => candidate.id === faqId);
  if (!entry) return notUnderstood(scene, state, 'unclear');
  const understanding = { label: entry.label, confidence: 1, clauses: entry.clauses };
  const reply = answerReply(scene, entry, { understanding, askHelped: true, product: undefined, seq: undefined });
  return say({ ...state, misunderstood: 0, topic: { label: entry.label, faqId } }, [reply]);
}

function answerReply(
  scene: Scene,
  entry: FaqEntry,
  how: { understanding: Understanding; askHelped: boolean; product: string | undefined; seq: number | undefined },
): Reply {
  const related = relatedTo(scene.knowledge, entry)
    .slice(0, 2)
    .map((other): Choice => ({ title: { literal: other.question }, action: { kind: 'faq', faqId: other.id } }));
  const products = entry.askProduct && how.product === undefined ? productChoices(scene, entry.label, how.seq ?? 0) : [];
  const helped = how.askHelped && entry.label !== 'faq/nicht-leistbar' && products.length === 0;
  const notes = [...(products.length > 0 ? [phrase('faq.whichProduct')] : []), ...(helped ? [phrase('faq.helped')] : [])];
  return {
    kind: 'answer',
    faqId: entry.id,
    notes,
    understanding: how.understanding,
    choices: [...products, ...(helped ? helpedChoices(entry.id, how.seq) : []), ...related],
  };
}

function productChoices(scene: Scene, label: Label, ofSeq: number): Choice[] {
  return scene.knowledge.products
    .filter((product) => scene.knowledge.faq.some((entry) => entry.label === label && entry.products.includes(product.id)))
    .map((product) => ({
      title: { literal: product.name },
      action: { kind: 'faqProduct', faqLabel: label, product: product.id, ofSeq },
    }));
}

function helpedChoices(faqId: string, ofSeq: number | undefined): Choice[] {
  return [
    { title: phrase('button.helpedYes'), action: { kind: 'helped', faqId, helped: true, ofSeq } },
    { title: phrase('button.helpedNo'), action: { kind: 'helped', faqId, helped: false, ofSeq } },
  ];
}

/** Stores the vote and, when it did not help, names the ways on. */
export function helped(
  scene: Scene,
  state: DialogState,
  { faqId, helped: yes, ofSeq }: Extract<Action, { kind: 'helped' }>,
  original: Understood | undefined,
): Step {
  const label = scene.knowledge.faq.find((entry) => entry.id === faqId)?.label;
  const words = yes || !original ? undefined : forEditors(scene, original.text);
  const vote = { kind: 'note', about: yes ? 'helped' : 'notHelped', faqId, label, seq: ofSeq, text: words } as const;
  if (yes) return say(state, [text(phrase('faq.glad'))], [vote]);
  return say(
    state,
    [{ kind: 'text', phrases: [phrase('faq.sorry')], choices: [ticketChoice, humanChoice, topicsChoice], expectsInput: true }],
    [vote],
  );
}

/** Answers a question in the middle of something else, then comes back to it. */
export function answerInBetween(scene: Scene, state: DialogState, question: Question, comeBack: (state: DialogState) => Step): Step {
  const answered = answerQuestion(scene, state, { ...question, askHelped: false });
  return andThen(answered, comeBack);
}
