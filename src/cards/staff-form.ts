/** The forms of staff in Teams as cards: who the customer is, then the entry itself. What is typed is checked here and again on arrival. */
import { fill, type Knowledge } from '../content/knowledge.ts';
import type { Organisation } from '../domain/identity.ts';
import type { JsonObject } from '../domain/message.ts';
import { longestDescription, type NamedKind, namedKinds, type OnBehalfKind } from '../domain/on-behalf.ts';
import { urgencies } from '../domain/request.ts';
import type { CustomerFile } from '../domain/teams.ts';
import type { Language } from '../domain/vocabulary.ts';
import { card, heading, paragraph } from './card-parts.ts';

/** What a form carries from one step to the next and back with its submit. */
export interface FormState {
  readonly form: OnBehalfKind;
  /** One-time key of this form: one submit, one result. */
  readonly key: string;
  readonly organisationId?: string | undefined;
  /** German when unset. */
  readonly language?: Language | undefined;
}

/** What was typed so far, to show again. */
export type FormValues = Readonly<Record<string, string>>;

interface FormCard {
  readonly knowledge: Knowledge;
  readonly state: FormState;
  readonly values: FormValues;
  /** Why the last submit was not taken. */
  readonly problem?: string | undefined;
}

/** First step: the customer by name or number; of several found, one is chosen. */
export function customerForm({ knowledge, state, values, problem }: FormCard, found: readonly Organisation[]): JsonObject {
  const { texts } = knowledge;
  const choose = {
    type: 'Input.ChoiceSet',
    id: 'organisation',
    label: texts['teams.form.choose'],
    isRequired: true,
    errorMessage: texts['teams.form.customerMissing'],
    choices: found.map(({ id, name, customerNo }) => ({ title: `${name} (${customerNo})`, value: id })),
  };
  const search = {
    type: 'Input.Text',
    id: 'customer',
    label: texts['teams.form.customer'],
    value: values.customer ?? '',
    maxLength: 100,
    isRequired: true,
    errorMessage: texts['teams.form.customerMissing'],
  };
  const body = [...problems(problem), found.length > 0 ? choose : search, descriptionInput(knowledge, values)];
  return card(body, [submit(texts['teams.form.next'], state)], knowledge.language);
}

/** Second step: for whom at the customer, what it is about, product, kind, urgency. */
export function entryForm({ knowledge, state, values, problem }: FormCard, file: CustomerFile): JsonObject {
  const { texts } = knowledge;
  const { organisation, contacts } = file;
  const fit = state.form === 'offer' ? contacts.filter(({ mayOrder }) => mayOrder) : contacts;
  const title = fill(texts['staff.customer'], { name: organisation.name, number: organisation.customerNo });
  const head = [heading(title), ...problems(problem)];
  if (fit.length === 0) {
    const nobody = paragraph(texts[state.form === 'offer' ? 'teams.form.nobodyMayOrder' : 'teams.form.noContacts']);
    return card([...head, nobody], [], knowledge.language);
  }
  const contact = {
    type: 'Input.ChoiceSet',
    id: 'contact',
    label: texts['teams.form.contact'],
    isRequired: true,
    errorMessage: texts['staff.refused.contactUnknown'],
    value: values.contact ?? (fit.length === 1 ? fit[0]?.id : undefined) ?? '',
    choices: fit.map(({ id, name, mayOrder }) => ({ title: mayOrder ? fill(texts['teams.form.mayOrder'], { name }) : name, value: id })),
  };
  const products = knowledge.products.map(({ id, name }) => ({ title: name, value: id }));
  const kinds = namedKinds.map((kind) => ({ title: kindName(knowledge, kind), value: kind }));
  const body = [
    ...head,
    contact,
    descriptionInput(knowledge, values),
    choice(
      'product',
      texts['teams.form.product'],
      [...products, { title: texts['product.unknown'], value: 'unknown' }],
      values.product ?? onlyOf(organisation.products),
    ),
    choice(
      'caseKind',
      texts['teams.form.kind'],
      [{ title: texts['teams.form.kindOpen'], value: 'open' }, ...kinds],
      values.caseKind ?? 'open',
    ),
    choice(
      'urgency',
      texts['field.urgency'],
      urgencies.map((value) => ({ title: texts[`urgency.${value}`], value })),
      values.urgency ?? 'normal',
    ),
    ...(state.form === 'offer' ? [paragraph(texts['staff.orderStays'])] : []),
  ];
  return card(
    body,
    [submit(texts[state.form === 'offer' ? 'teams.form.submitOffer' : 'teams.form.submitTicket'], state)],
    knowledge.language,
  );
}

function kindName({ texts }: Knowledge, kind: NamedKind): string {
  if (kind === 'training' || kind === 'data') return texts[`teams.kind.${kind}`];
  return texts[`kind.${kind}`];
}

function descriptionInput({ texts }: Knowledge, values: FormValues): JsonObject {
  return {
    type: 'Input.Text',
    id: 'description',
    label: texts['teams.form.description'],
    isMultiline: true,
    maxLength: longestDescription,
    isRequired: true,
    errorMessage: texts['staff.refused.descriptionEmpty'],
    value: values.description ?? '',
  };
}

function choice(id: string, label: string, choices: readonly { title: string; value: string }[], value: string | undefined): JsonObject {
  return { type: 'Input.ChoiceSet', id, label, style: 'compact', value: value ?? '', choices: choices.map((item) => ({ ...item })) };
}

function onlyOf(products: readonly string[]): string | undefined {
  return products.length === 1 ? products[0] : undefined;
}

function problems(problem: string | undefined): JsonObject[] {
  return problem === undefined ? [] : [{ ...paragraph(problem), color: 'Attention', weight: 'Bolder' }];
}

function submit(title: string, { form, key, organisationId, language }: FormState): JsonObject {
  const lotse = { form, key, ...(organisationId === undefined ? {} : { organisationId }), ...(language === undefined ? {} : { language }) };
  return { type: 'Action.Submit', title, style: 'positive', data: { lotse } };
}
