/** Forms of staff in Teams: opened by a button or on a message, checked on arrival, entered by one turn however often they are sent. */
import { createHash } from 'node:crypto';
import { ticketAttachment } from '../cards/answer-card.ts';
import { customerForm, entryForm, type FormState, type FormValues } from '../cards/staff-form.ts';
import type { Knowledge } from '../content/knowledge.ts';
import { knowledgeIn } from '../content/knowledge-in.ts';
import { mayLookUpCustomers, type Principal } from '../domain/identity.ts';
import { type JsonObject, parseButtonId } from '../domain/message.ts';
import { longestDescription, type OnBehalf, type OnBehalfRefusal } from '../domain/on-behalf.ts';
import type { MessageStore } from '../domain/ports.ts';
import type { TeamsStore } from '../domain/teams.ts';
import type { Language } from '../domain/vocabulary.ts';
import type { TurnEngine, TurnResult } from '../turn/types.ts';
import { dialog, dialogMessage, results } from './invoke-answers.ts';
import type { SubmittedForm } from './invoke-schemas.ts';

export interface StaffFormsParts {
  readonly engine: Pick<TurnEngine, 'take'>;
  readonly store: Pick<TeamsStore, 'customersMatching' | 'customerFile' | 'keepLookup' | 'ticketsMatching'> &
    Pick<MessageStore, 'messagesAfter'>;
  readonly knowledge: () => Knowledge;
  readonly newId: () => string;
}

/** Who acts, where and when. */
export interface FormActor {
  readonly principal: Principal;
  readonly conversationId: string;
  readonly at: number;
  /** Of the Teams client. */
  readonly language: Language;
}

export interface StaffForms {
  /** The button of a message of ours that opens a form. */
  openByButton(a: string, actor: FormActor): Promise<JsonObject>;
  /** "Als Ticket anlegen" on a message, or on nothing. */
  openWith(description: string, actor: FormActor): JsonObject;
  /** `shares`: the form came from the compose box, so the ticket's card goes there. */
  submit(form: SubmittedForm, actor: FormActor, shares: boolean): Promise<JsonObject>;
}

export function createStaffForms({ engine, store, knowledge, newId }: StaffFormsParts): StaffForms {
  const inLanguage = (language: Language = 'de'): Knowledge => knowledgeIn(knowledge(), language);
  const titleOf = ({ form, language }: FormState): string =>
    inLanguage(language).texts[form === 'offer' ? 'teams.form.offerTitle' : 'teams.form.ticketTitle'];
  const staffOnly = (language: Language | undefined): JsonObject => dialogMessage(inLanguage(language).texts['staff.refused.notAllowed']);
  const look = ({ principal, conversationId, at }: FormActor, asked: string, organisationId: string | undefined): Promise<void> =>
    store.keepLookup({ at, by: principal.id, byName: principal.name ?? '', organisationId, asked, conversationId });

  async function openByButton(a: string, actor: FormActor): Promise<JsonObject> {
    if (!mayLookUpCustomers(actor.principal)) return staffOnly(actor.language);
    const id = parseButtonId(a);
    const [message] = id ? await store.messagesAfter(actor.conversationId, id.seq - 1, 1) : [];
    const action = id && message?.seq === id.seq ? message.actions[id.n] : undefined;
    if (action?.kind !== 'staffForm') return dialogMessage(inLanguage(actor.language).texts['button.unknown']);
    const language = message?.content.language;
    const { form, organisationId, ofSeq } = action;
    const [said] = ofSeq === undefined ? [] : await store.messagesAfter(actor.conversationId, ofSeq - 1, 1);
    return entry({ form, key: newId(), organisationId, language }, { description: said?.content.text ?? '' }, actor);
  }

  async function entry(state: FormState, values: FormValues, actor: FormActor, problem?: string): Promise<JsonObject> {
    const file = state.organisationId === undefined ? undefined : await store.customerFile(state.organisationId);
    if (!file) return dialogMessage(inLanguage(state.language).texts['staff.refused.customerUnknown']);
    if (problem === undefined) await look(actor, file.organisation.customerNo, file.organisation.id);
    return dialog(titleOf(state), entryForm({ knowledge: inLanguage(state.language), state, values, problem }, file));
  }

  async function findCustomer(form: SubmittedForm, actor: FormActor): Promise<JsonObject> {
    const { lotse: state, organisation, customer = '' } = form;
    if (organisation !== undefined) return entry({ ...state, organisationId: organisation }, valuesOf(form), actor);
    const found = customer.trim() === '' ? [] : await store.customersMatching(customer);
    const [only, ...more] = found;
    if (only && more.length === 0) return entry({ ...state, organisationId: only.id }, valuesOf(form), actor);
    await look(actor, customer, undefined);
    const words = inLanguage(state.language);
    const problem =
      found.length > 0 ? undefined : words.texts[customer.trim() === '' ? 'teams.form.customerMissing' : 'teams.form.customerNotFound'];
    return dialog(titleOf(state), customerForm({ knowledge: words, state, values: valuesOf(form), problem }, found));
  }

  async function enter(form: SubmittedForm, organisationId: string, actor: FormActor, shares: boolean): Promise<JsonObject> {
    const result = await engine.take({
      channel: 'system',
      conversationId: placeOf(actor.principal, form.lotse.key),
      conversationKind: 'personal',
      dialogScope: 'main',
      activityId: 'form',
      principal: actor.principal,
      at: actor.at,
      input: { kind: 'onBehalf', entry: entryOf(form, organisationId, knowledge()) },
    });
    if (result.refusal) {
      const problem = inLanguage(form.lotse.language).texts[`staff.refused.${result.refusal.code as OnBehalfRefusal}`];
      return entry({ ...form.lotse, organisationId }, valuesOf(form), actor, problem);
    }
    return entered(result, form.lotse, shares);
  }

  async function entered(result: TurnResult, state: FormState, shares: boolean): Promise<JsonObject> {
    const content = result.replies[0]?.content;
    const number = content?.entities?.find(({ type }) => String(type).endsWith('/ticket'))?.id;
    const [ticket] = typeof number === 'string' ? await store.ticketsMatching(number, 1) : [];
    if (shares && ticket) return results([ticketAttachment(inLanguage(state.language), ticket)]);
    return content?.card ? dialog(titleOf(state), content.card) : dialogMessage(content?.text ?? '');
  }

  return {
    openByButton,
    openWith(description, actor) {
      const { language } = actor;
      if (!mayLookUpCustomers(actor.principal)) return staffOnly(language);
      const state = { form: 'ticket', key: newId(), language } as const;
      const values = { description: description.slice(0, longestDescription) };
      return dialog(titleOf(state), customerForm({ knowledge: inLanguage(language), state, values }, []));
    },
    async submit(form, actor, shares) {
      if (!mayLookUpCustomers(actor.principal)) return staffOnly(form.lotse.language);
      const { organisationId } = form.lotse;
      return organisationId === undefined ? findCustomer(form, actor) : enter(form, organisationId, actor, shares);
    },
  };
}

/** A conversation of its own: the ticket is the customer's, not part of the chat of whoever entered it. Nobody can name another's. */
function placeOf({ id }: Principal, key: string): string {
  return `system:form:${createHash('sha256').update(`${id}\n${key}`).digest('base64url')}`;
}

function entryOf(form: SubmittedForm, organisationId: string, { products }: Knowledge): OnBehalf {
  const { lotse, contact = '', description, product, caseKind, urgency } = form;
  const known = product === 'unknown' || products.some(({ id }) => id === product) ? product : undefined;
  return {
    kind: lotse.form,
    organisationId,
    contactId: contact,
    description: description.slice(0, longestDescription),
    product: known,
    caseKind,
    urgency,
    language: lotse.language,
  };
}

function valuesOf({ lotse: _, ...inputs }: SubmittedForm): FormValues {
  return Object.fromEntries(Object.entries(inputs).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}
