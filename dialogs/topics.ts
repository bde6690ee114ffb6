/** Welcome, help, thanks, and what is said when a message was not understood. */
import { type Phrase, phrase } from '../src/content/text-keys.ts';
import type { Label } from '../src/domain/vocabulary.ts';
import type { Choice } from './reply.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say } from './step.ts';

/** The words on a button that stands for a label. */
export function labelTitle(label: Label): Phrase {
  return phrase(`label.${label.replace('/', '-')}` as 'label.faq-nutzen');
}

export const humanChoice: Choice = { title: phrase('button.human'), action: { kind: 'errand', errand: 'human' } };
export const ticketChoice: Choice = { title: phrase('button.ticket'), action: { kind: 'startTicket' } };
export const topicsChoice: Choice = { title: phrase('button.topics'), action: { kind: 'errand', errand: 'topics' } };
export const cancelChoice: Choice = { title: phrase('button.cancel'), action: { kind: 'errand', errand: 'cancel' } };

/** The first words of a conversation, once. */
export function welcome(scene: Scene, state: DialogState): Step {
  if (state.welcomed) return say(state, []);
  const choices = [problemChoice, ...mainTopics.slice(0, 3).map(topicChoice(scene)), humanChoice].filter((choice) => choice !== undefined);
  const { service, texts } = scene.knowledge;
  const { botName } = service;
  const start = phrase('welcome.start', { inEnglish: texts['welcome.inEnglish'] });
  const mention = scene.turn.conversationKind === 'group' ? [phrase('welcome.mention', { botName })] : [];
  const phrases = [phrase('welcome.hello', { botName }), start, ...mention];
  // In a channel a press on the first message would belong to another thread; there people mention the bot.
  const shown = mention.length > 0 ? [] : choices;
  return say({ ...state, welcomed: true }, [{ kind: 'text', phrases, choices: shown, expectsInput: true }]);
}

const problemChoice: Choice = { title: phrase('button.problem'), action: { kind: 'errand', errand: 'ticket' } };
const mainTopics: readonly Label[] = [
  'faq/abgedeckt',
  'faq/stundensatz',
  'faq/kontakt',
  'faq/serviceportal',
  'faq/kostenpflichtig',
  'faq/im-zweifel',
];

function topicChoice(scene: Scene) {
  return (label: Label): Choice | undefined => {
    const entry = scene.knowledge.faq.find((candidate) => candidate.label === label && candidate.main);
    return entry && { title: labelTitle(label), action: { kind: 'faq', faqId: entry.id } };
  };
}

function topicChoices(scene: Scene): Choice[] {
  return mainTopics.map(topicChoice(scene)).filter((choice) => choice !== undefined);
}

/** The way to the product help, which costs nothing extra (F2.4). */
export function productHelpChoices(scene: Scene): Choice[] {
  const entry = scene.knowledge.faq.find((candidate) => candidate.clauses.includes('F2.4'));
  return entry ? [{ title: phrase('button.productHelp'), action: { kind: 'faq', faqId: entry.id } }] : [];
}

/** What the assistant can do, with the main topics as buttons. */
export function help(scene: Scene, state: DialogState): Step {
  return say(state, [
    { kind: 'text', phrases: [phrase('help.intro'), phrase('help.list')], choices: [...topicChoices(scene), ticketChoice, humanChoice] },
  ]);
}

export function greet(scene: Scene, state: DialogState): Step {
  return say(state, [
    {
      kind: 'text',
      phrases: [phrase('chat.greeting'), phrase('welcome.ask')],
      choices: topicChoices(scene).slice(0, 4),
      expectsInput: true,
    },
  ]);
}

export function thanks(_scene: Scene, state: DialogState): Step {
  return say(state, [{ kind: 'text', phrases: [phrase('chat.thanks')] }]);
}

/** Low confidence: says so honestly; after two misunderstandings in a row the human comes first. */
export function notUnderstood(scene: Scene, state: DialogState, why: 'unclear' | 'foreign' | 'tenant' | 'upset' | 'noText'): Step {
  if (why === 'tenant') return say(state, [{ kind: 'text', phrases: [phrase('none.tenant')], choices: [topicsChoice] }]);
  const misunderstood = why === 'noText' ? state.misunderstood : state.misunderstood + 1;
  const next = { ...state, misunderstood };
  if (why === 'upset')
    return say(next, [{ kind: 'text', phrases: [phrase('none.upset')], choices: [problemChoice, humanChoice, topicsChoice] }]);
  if (misunderstood >= 2)
    return say(next, [{ kind: 'text', phrases: [phrase('none.again')], choices: [humanChoice, ticketChoice, topicsChoice] }]);
  const words = { unclear: phrase('none.unclear'), foreign: phrase('none.foreign'), noText: phrase('none.noText') }[why];
  return say(next, [{ kind: 'text', phrases: [words], choices: [...topicChoices(scene).slice(0, 4), ticketChoice, humanChoice] }]);
}
