/** Every table with its columns, once: the row types are derived from it, and a test compares it with the real schema of both engines. */
import type { Generated } from 'kysely';

/** How a column is stored. Whole numbers, times (ms UTC) and 0/1 are `int`; `json` is handed over as its text; `id` is counted by the database; `?` may be null. */
type Cell = 'text' | 'text?' | 'int' | 'int?' | 'json' | 'json?' | 'id';

export const tables = {
  conversations: {
    id: 'text',
    channel: 'text',
    kind: 'text',
    last_seq: 'int',
    version: 'int',
    started_at: 'int',
    changed_at: 'int',
    address: 'json?',
  },
  messages: {
    conversation_id: 'text',
    seq: 'int',
    direction: 'text',
    author: 'text',
    author_id: 'text',
    content: 'json',
    actions: 'json',
    important: 'int',
    delivery: 'text',
    attempts: 'int',
    at: 'int',
  },
  seen: { channel: 'text', conversation_id: 'text', activity_id: 'text', first_seq: 'int', last_seq: 'int' },
  presses: { conversation_id: 'text', action_id: 'text', first_seq: 'int', last_seq: 'int' },
  dialogs: { key: 'text', conversation_id: 'text', state: 'json', version: 'int' },
  requests: {
    id: 'text',
    conversation_id: 'text',
    organisation_id: 'text?',
    owner_id: 'text',
    label: 'text',
    subject: 'text',
    description: 'text',
    facts: 'json',
    asked: 'int',
    assessment: 'json?',
    state: 'text',
    details: 'json',
    created_at: 'int',
    version: 'int',
  },
  offers: {
    id: 'text',
    request_id: 'text',
    conversation_id: 'text',
    organisation_id: 'text?',
    owner_id: 'text',
    made_by: 'text',
    terms: 'json',
    terms_sha256: 'text',
    state: 'text',
    forwarded_at: 'int?',
    shown_text: 'text?',
    shown_sha256: 'text?',
    press_token: 'text',
    offered_at: 'int',
    decided_at: 'int?',
    version: 'int',
  },
  orders: {
    id: 'text',
    offer_id: 'text',
    request_id: 'text',
    organisation_id: 'text',
    placed_by: 'text',
    placed_by_name: 'text',
    state: 'text',
    placed_at: 'int',
    version: 'int',
  },
  tickets: {
    id: 'text',
    number: 'text',
    foreign_number: 'text?',
    request_id: 'text',
    conversation_id: 'text',
    organisation_id: 'text?',
    owner_id: 'text',
    subject: 'text',
    body: 'text',
    product: 'text?',
    category: 'text',
    coverage: 'text',
    state: 'text',
    urgency: 'text?',
    contact_name: 'text?',
    contact_email: 'text?',
    order_id: 'text?',
    created_at: 'int',
    updated_at: 'int',
    version: 'int',
  },
  ticket_events: {
    n: 'id',
    id: 'text',
    ticket_id: 'text',
    at: 'int',
    kind: 'text',
    visibility: 'text',
    author: 'text',
    text: 'text?',
    from_state: 'text?',
    to_state: 'text?',
  },
  agents: { id: 'text', name: 'text', shown_name: 'text', email: 'text?', state: 'text', created_at: 'int' },
  assessments: {
    id: 'text',
    request_id: 'text',
    coverage: 'text',
    clauses: 'json',
    category: 'text?',
    reason: 'text?',
    finality: 'text',
    cause: 'text',
    agent_id: 'text?',
    agent_name: 'text?',
    at: 'int',
  },
  order_changes: {
    id: 'text',
    order_id: 'text',
    at: 'int',
    from_state: 'text',
    to_state: 'text',
    by_id: 'text',
    by_name: 'text',
    by_kind: 'text',
    reason: 'text?',
  },
  efforts: {
    id: 'text',
    ticket_id: 'text',
    request_id: 'text',
    order_id: 'text?',
    agent_id: 'text',
    agent_name: 'text',
    minutes: 'int',
    note: 'text',
    billable: 'int',
    at: 'int',
  },
  objections: {
    id: 'text',
    request_id: 'text',
    conversation_id: 'text',
    ticket_id: 'text',
    raised_by: 'text',
    raised_by_name: 'text',
    reason: 'text',
    raised_at: 'int',
    against_agent: 'text',
    state: 'text',
    decided_by: 'text?',
    decided_by_name: 'text?',
    answer: 'text?',
    decided_at: 'int?',
    version: 'int',
  },
  ticket_counters: { year: 'int', last: 'int' },
  ledger: {
    n: 'int',
    kind: 'text',
    at: 'int',
    offer_id: 'text',
    request_id: 'text',
    order_id: 'text?',
    body: 'text',
    previous: 'text',
    key_id: 'text',
    hash: 'text',
  },
  ledger_privates: { n: 'int', field: 'text', value: 'text', salt: 'text' },
  ledger_head: { one: 'int', count: 'int', hash: 'text' },
  timers: { key: 'text', name: 'text', conversation_id: 'text', due_at: 'int', payload: 'json' },
  outbox: {
    id: 'id',
    work: 'text',
    key: 'text',
    payload: 'json',
    attempts: 'int',
    next_at: 'int',
    locked_until: 'int?',
    last_error: 'text?',
    done_at: 'int?',
    dead: 'int',
    lane: 'text?',
  },
  ticket_links: {
    ticket_id: 'text',
    system: 'text',
    reference: 'text',
    foreign_id: 'text?',
    raw_status: 'text?',
    foreign_updated_at: 'int?',
    last_event: 'text?',
    posts: 'int',
    settle_until: 'int?',
  },
  ticket_alarms: { about: 'text', kind: 'text', text: 'text', at: 'int' },
  ticketing_cursors: { system: 'text', cursor: 'text' },
  webhook_deliveries: { system: 'text', delivery_id: 'text', at: 'int' },
  notes: {
    id: 'id',
    conversation_id: 'text',
    at: 'int',
    about: 'text',
    label: 'text?',
    faq_id: 'text?',
    seq: 'int?',
    offer_id: 'text?',
    text: 'text?',
    confidence_permille: 'int?',
  },
  web_sessions: { user_id: 'text', conversation_id: 'text', principal: 'json', created_at: 'int', revoked_at: 'int?' },
  organisations: { id: 'text', customer_no: 'text', name: 'text', products: 'json', contracts: 'json' },
  contacts: { id: 'text', organisation_id: 'text', email: 'text', name: 'text', may_order: 'int' },
  used_ids: { id: 'text', expires_at: 'int' },
  mail_links: {
    token_hash: 'text',
    purpose: 'text',
    email: 'text',
    person_id: 'text?',
    registration: 'json?',
    next: 'text',
    ip: 'text',
    created_at: 'int',
    expires_at: 'int',
    used_at: 'int?',
    used_form: 'text?',
  },
  registrations: {
    id: 'text',
    email: 'text',
    name: 'text',
    company: 'text',
    customer_no: 'text',
    organisation_id: 'text?',
    state: 'text',
    created_at: 'int',
    decided_at: 'int?',
    decided_by: 'text?',
  },
  sent_cards: { conversation_id: 'text', seq: 'int', activity_id: 'text', about: 'text', about_id: 'text', state: 'text' },
  lookups: { id: 'id', at: 'int', by_id: 'text', by_name: 'text', organisation_id: 'text?', asked: 'text', conversation_id: 'text' },
  agent_channel: { one: 'text', conversation_id: 'text', address: 'json', chosen_by: 'text', chosen_at: 'int' },
} as const satisfies Record<string, Record<string, Cell>>;

type Value<C extends Cell> = C extends 'int'
  ? number
  : C extends 'int?'
    ? number | null
    : C extends 'text' | 'json'
      ? string
      : string | null;
type Shape = typeof tables;

export type TableName = keyof Shape;

/** A whole row as read or written, without columns the database counts itself on writing. */
export type Row<T extends TableName> = {
  [C in keyof Shape[T]]: Shape[T][C] extends 'id' ? number : Shape[T][C] extends Cell ? Value<Shape[T][C]> : never;
};
export type NewRow<T extends TableName> = {
  [C in keyof Shape[T] as Shape[T][C] extends 'id' ? never : C]: Shape[T][C] extends Cell ? Value<Shape[T][C]> : never;
};

/** The same as kysely wants it. */
export type Tables = {
  [T in TableName]: {
    [C in keyof Shape[T]]: Shape[T][C] extends 'id' ? Generated<number> : Shape[T][C] extends Cell ? Value<Shape[T][C]> : never;
  };
};

/** Columns that an insert names, in order. */
export function writtenColumns(table: TableName): string[] {
  return Object.entries(tables[table])
    .filter(([, cell]) => (cell as Cell) !== 'id')
    .map(([name]) => name);
}
