/** Twentieth schema: the one narrow exception of the append-only messages, so that a person's words can be erased and nothing else can change. */
import type { Ddl } from './ddl.ts';

/** Content of a message whose words were erased; the only one it may be changed to. */
export const erasedContent = '{"text":""}';

const fixed = ['conversation_id', 'seq', 'direction', 'author', 'author_id', 'important', 'at'];

/** True for every change but the erasure: words and buttons go, everything else stays as it was. */
const notAnErasure = (d: Ddl): string =>
  [
    `${d.jsonText('new.content')} <> '${erasedContent}'`,
    `${d.jsonText('new.actions')} <> '[]'`,
    ...fixed.map((column) => `new.${column} <> old.${column}`),
  ].join(' or ');

/** In: how the engine writes things. Out: the statements in order. */
export const erasure = (d: Ddl): string[] => [
  ...d.lift('messages_no_change', 'messages'),
  ...d.refuse({
    name: 'messages_only_erased',
    table: 'messages',
    event: 'update of conversation_id, seq, direction, author, author_id, content, actions, important, at',
    when: notAnErasure(d),
    message: 'messages is append-only; words can be erased, nothing else',
  }),
  'create index messages_of_author on messages (author_id)',
  'create index requests_of_owner on requests (owner_id)',
  'create index orders_of_person on orders (placed_by)',
];
