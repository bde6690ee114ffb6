/** What the bot would answer to a text with a given content: the dialogs themselves, with a new visitor and nothing kept. Pure. */
import { decide } from '../../dialogs/router.ts';
import { freshState } from '../../dialogs/state.ts';
import type { Facts, Turn } from '../../dialogs/step.ts';
import { render } from '../cards/render.ts';
import { knowledgeIn } from '../content/knowledge-in.ts';
import { noDesk } from '../domain/handoff.ts';
import type { Label } from '../domain/vocabulary.ts';
import type { Snapshot } from '../understanding/snapshot.ts';
import type { Band } from '../understanding/types.ts';

export interface Tried {
  readonly label: Label;
  readonly confidence: number;
  readonly band: Band;
  /** The messages as text, with their buttons. */
  readonly messages: readonly { readonly text: string; readonly buttons: readonly string[] }[];
  /** Words and examples that spoke for the label. */
  readonly evidence: readonly string[];
}

const nothingKnown: Facts = {
  dialog: { ...freshState, welcomed: true },
  dialogLost: false,
  requests: [],
  offers: [],
  orders: [],
  tickets: [],
  efforts: [],
  objections: [],
  ownTickets: [],
  orderers: [],
  desk: noDesk,
};

/** In: content with its understanding, a text, the moment. Out: what is understood and said. */
export function tryOut(snapshot: Snapshot, text: string, at: number): Tried {
  const understood = snapshot.understanding.understand(text);
  const knowledge = knowledgeIn(snapshot.knowledge, understood.language ?? 'de');
  const step = decide(nothingKnown, turnOf(text, understood, at), knowledge);
  const messages = step.replies.map((reply, i) => {
    const { content } = render(reply, { knowledge, channel: 'webchat', seq: i + 2, publicUrl: '' });
    return { text: content.text, buttons: (content.buttons ?? []).map(({ title }) => title) };
  });
  const { label, confidence, band, evidence } = understood;
  return { label, confidence, band, messages, evidence };
}

function turnOf(text: string, understood: ReturnType<Snapshot['understanding']['understand']>, at: number): Turn {
  return {
    principal: { kind: 'anonymous', id: 'editor', mayOrder: false, verifiedBy: 'none', at },
    at,
    ids: { id: () => 'id', token: () => 'token', ticketNumber: () => 'IMM-0000-000000-0' },
    channel: 'webchat',
    conversationId: 'try-out',
    conversationKind: 'personal',
    input: { kind: 'text', text, understood, uploads: [], seq: 1, cut: false },
  };
}

/** A text that is answered otherwise than before. */
export interface Change {
  readonly text: string;
  readonly live: Tried;
  readonly draft: Tried;
}

/** In: two contents and texts. Out: those that would be answered differently, in their order. */
export function changes(live: Snapshot, draft: Snapshot, texts: readonly string[], at: number): Change[] {
  return texts.flatMap((text) => {
    const [before, after] = [tryOut(live, text, at), tryOut(draft, text, at)];
    return isSame(before, after) ? [] : [{ text, live: before, draft: after }];
  });
}

export function isSame(one: Tried, other: Tried): boolean {
  return JSON.stringify(one.messages) === JSON.stringify(other.messages);
}

/** Every question and example that stands in the answers of either content, each once. */
export function askedInAnswers(live: Snapshot, draft: Snapshot): string[] {
  const of = ({ knowledge }: Snapshot): string[] =>
    [...knowledge.faq, ...knowledge.english.faq].flatMap(({ question, examples }) => [question, ...(examples ?? [])]);
  return [...new Set([...of(draft), ...of(live)])];
}
