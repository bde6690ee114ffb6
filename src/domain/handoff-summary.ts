/** The summary for the agent, made from what is stored and from nothing else. Pure. */
import type { HandoffSummary } from './handoff.ts';
import type { JsonObject, StoredMessage } from './message.ts';
import type { Request } from './request.ts';

const mostWords = 8;
const longestWords = 600;
const understandingType = /\/understanding$/;

/** What understanding read out of the customer's words. */
export interface WordsRead {
  /** Words that speak for the classing. */
  readonly evidence: readonly string[];
  /** Things named, by kind. */
  readonly entities: Readonly<Record<string, readonly string[]>>;
}

/** In: the conversation's messages in order, its request, what was read out of the words. Out: the summary; whatever nobody said or stored is missing in it. */
export function summarise(messages: readonly StoredMessage[], request: Request | undefined, read: WordsRead): HandoffSummary {
  const said = messages.filter((message) => message.direction === 'in' && !isPress(message)).map(({ content }) => content.text.trim());
  const asked = said.filter(Boolean).map((text) => text.slice(0, longestWords));
  const { assessment } = request ?? {};
  return {
    asked: asked.slice(-mostWords),
    ...(request?.facts.product === undefined ? {} : { product: request.facts.product }),
    ...(assessment === undefined
      ? {}
      : {
          classing: {
            coverage: assessment.coverage,
            finality: assessment.finality,
            clauses: assessment.clauses,
            evidence: read.evidence.filter((word) => isSaid(word, [...asked, request?.description ?? ''])),
          },
        }),
    answered: messages.flatMap(answersIn),
    ...(request?.details.urgency === undefined ? {} : { urgency: request.details.urgency }),
    entities: Object.fromEntries(Object.entries(read.entities).filter(([, values]) => values.length > 0)),
  };
}

/** The words on a button are not the customer's. */
const isPress = ({ content: { value } }: StoredMessage): boolean => typeof value === 'object' && value !== null && 'a' in value;

function isSaid(word: string, texts: readonly string[]): boolean {
  const plain = word.toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(plain));
}

/** What the assistant answered, by the entity its message carries. */
function answersIn({ direction, author, content }: StoredMessage): HandoffSummary['answered'] {
  if (direction !== 'out' || author !== 'bot') return [];
  return (content.entities ?? []).flatMap((entity: JsonObject) => {
    const { type, label, clauses, confidence } = entity;
    if (typeof type !== 'string' || !understandingType.test(type) || typeof label !== 'string' || !label.startsWith('faq/')) return [];
    const named = Array.isArray(clauses) ? clauses.filter((clause) => typeof clause === 'string') : [];
    return [{ label, clauses: named, confidence: typeof confidence === 'number' ? confidence : 0 }];
  });
}

const longestTranscript = 12_000;

/** Names of who speaks, in the customer's language. */
export interface Speakers {
  readonly customer: string;
  readonly bot: string;
  readonly agent: string;
}

/** In: messages in order. Out: the conversation as lines of text; when it is long, its newest part. */
export function transcriptOf(messages: readonly StoredMessage[], speakers: Speakers): string {
  const lines = messages.flatMap(({ direction, author, content }) => {
    const files = (content.attachments ?? []).map((file) => (typeof file.name === 'string' ? `[${file.name}]` : '[…]'));
    const words = direction === 'in' ? content.text : unescaped(content.text);
    const text = [words.trim(), ...files].filter(Boolean).join(' ');
    const who = direction === 'in' ? speakers.customer : author === 'agent' ? (content.authorName ?? speakers.agent) : speakers.bot;
    return text === '' ? [] : [`${who}: ${text}`];
  });
  const whole = lines.join('\n');
  return whole.length <= longestTranscript ? whole : `… ${whole.slice(-longestTranscript)}`;
}

/** Tickets hold plain text: what was made harmless for Markdown reads as it was written. */
const unescaped = (markdown: string): string => markdown.replaceAll(/\\([\\`*_[\]<>#|~])/g, '$1');
