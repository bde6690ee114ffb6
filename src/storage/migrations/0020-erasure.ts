/** Twentieth schema: the narrow exceptions of what is append-only, so that a person's words and name can be erased and nothing else can change. */
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

/** The same refusal as before, but for one change: the name becomes empty while the rest stays. */
const onlyTheName = (d: Ddl, table: string, name: string, rest: readonly string[], lifted: string, refused = 'true'): string[] => [
  ...d.lift(lifted, table),
  ...d.refuse({
    name: `${table}_only_erased`,
    table,
    event: 'update',
    when: `(${refused.replace('true', '1 = 1')}) and not (new.${name} = '' and ${rest.map((column) => `new.${column} = old.${column}`).join(' and ')})`,
    message: `${table} is append-only; a name can be erased, nothing else`,
  }),
];

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
  ...onlyTheName(
    d,
    'order_changes',
    'by_name',
    ['id', 'order_id', 'at', 'from_state', 'to_state', 'by_id', 'by_kind'],
    'order_changes_no_update',
  ),
  ...onlyTheName(
    d,
    'objections',
    'raised_by_name',
    ['id', 'request_id', 'raised_by', 'reason', 'raised_at', 'against_agent', 'state', 'version'],
    'objections_decided_once',
    `old.state <> 'open'`,
  ),
  'create index messages_of_author on messages (author_id)',
  'create index requests_of_owner on requests (owner_id)',
  'create index orders_of_person on orders (placed_by)',
];
