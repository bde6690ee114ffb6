/** A stored message as data the app draws: words as a small tree, the card as blocks, buttons with their ids. */
import * as z from 'zod';
import { richText } from '../../content/rich-text.ts';
import type { JsonObject, StoredMessage } from '../../domain/message.ts';
import { when } from '../views/words.ts';
import type { CardAction, CardBlock, PortalMessage } from './shapes.ts';

const authors = { customer: 'you', bot: 'assistant', agent: 'support', system: 'assistant' } as const;
const schemaOf = (name: string) => `https://schema.support-lotse.dev/${name}`;

/** In: a message as stored. Out: what is drawn; with a card, the words that repeat it are left out. */
export function messageView({ seq, author, at, content, direction }: StoredMessage): PortalMessage {
  const card = content.card && cardBlocks(content.card);
  const idOf = (name: string) => {
    const id = content.entities?.find(({ type }) => type === schemaOf(name))?.id;
    return typeof id === 'string' ? id : undefined;
  };
  return {
    seq,
    from: authors[author],
    language: content.language,
    at: when(at),
    text: card ? [] : direction === 'in' ? plain(content.text) : richText(content.text),
    card,
    buttons: (content.buttons ?? []).map(({ title, a, once }) => ({ title, a, once: once ?? false })),
    files: (content.attachments ?? []).flatMap(({ name }: JsonObject) => (typeof name === 'string' ? [name] : [])),
    offerId: idOf('offer'),
    ticketNumber: card ? idOf('ticket') : undefined,
  };
}

/** People's own words are never read as Markdown. */
function plain(text: string): PortalMessage['text'] {
  if (text === '') return [];
  const lines = text.split('\n').flatMap((line, index) => (index === 0 ? [line] : [{ kind: 'break' } as const, line]));
  return [{ kind: 'paragraph', children: lines }];
}

const textBlock = z.object({ type: z.literal('TextBlock'), text: z.string(), style: z.string().optional(), weight: z.string().optional() });
const run = z.object({ text: z.string(), weight: z.string().optional() });
const rowBlock = z.object({
  type: z.literal('ColumnSet'),
  columns: z.tuple([
    z.object({ items: z.tuple([z.object({ text: z.string() })]) }),
    z.object({ items: z.tuple([z.object({ inlines: z.tuple([run]) })]) }),
  ]),
});
const action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Action.Submit'), title: z.string(), data: z.object({ a: z.string(), once: z.boolean().optional() }) }),
  z.object({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.string() }),
]);
const actionSet = z.object({ type: z.literal('ActionSet'), actions: z.array(action) });
const cardSchema = z.object({
  body: z.array(z.discriminatedUnion('type', [textBlock, rowBlock, actionSet])),
  actions: z.array(action).optional(),
});

/** In: a card of ours. Out: its blocks in order, its own buttons last; `undefined` for a card of another make, whose words are shown then. */
function cardBlocks(card: JsonObject): CardBlock[] | undefined {
  const parsed = cardSchema.safeParse(card);
  if (!parsed.success) return undefined;
  const { body, actions = [] } = parsed.data;
  const blocks = body.map((block): CardBlock => {
    if (block.type === 'ActionSet') return { kind: 'actions', actions: block.actions.map(cardAction) };
    if (block.type === 'TextBlock') return { kind: kindOf(block), text: withoutJoiner(block.text) };
    const [label, value] = block.columns;
    const [{ text, weight }] = value.items[0].inlines;
    return { kind: 'row', label: label.items[0].text, value: withoutJoiner(text), strong: weight === 'Bolder' };
  });
  return [...blocks, ...(actions.length > 0 ? [{ kind: 'actions', actions: actions.map(cardAction) } as const] : [])];
}

function kindOf({ style, weight }: z.infer<typeof textBlock>): 'heading' | 'strong' | 'text' {
  if (style === 'heading') return 'heading';
  return weight === 'Bolder' ? 'strong' : 'text';
}

/** The word joiner keeps chat clients from making links of people's words; here nothing does. */
const withoutJoiner = (text: string): string => text.replaceAll('\u2060', '');

function cardAction(found: z.infer<typeof action>): CardAction {
  if (found.type === 'Action.OpenUrl') return { kind: 'open', title: found.title, url: found.url };
  return { kind: 'press', title: found.title, a: found.data.a, once: found.data.once ?? false };
}
