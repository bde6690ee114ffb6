/** Correcting a ticket's fields: only what was changed is sent, with what the agent saw before, so that nobody overwrites a colleague. */
import { Button, Field, Input, Select } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { type AgentTicketField, agentTicketFields, type FieldChanges, longestSubject } from '../../../domain/agent-action.ts';
import { urgencies } from '../../../domain/request.ts';
import { consultantsCategory, isForConsultants } from '../../../domain/ticket.ts';
import { labels } from '../../../domain/vocabulary.ts';
import type { TicketDetailView } from '../../../handoff/api/shapes.ts';
import { useTexts, type Words } from '../../app/texts.ts';
import { useDesk } from '../start.ts';
import { type Act, useDeed } from '../use-deed.ts';
import { DeedButton, state } from './form-bits.tsx';

type Values = Readonly<Record<AgentTicketField, string>>;

interface FormProps {
  readonly detail: TicketDetailView;
  readonly act: Act;
  readonly close: () => void;
}

export function FieldsForm({ detail, act, close }: FormProps) {
  const texts = useTexts();
  const form = useFields(detail);
  const deed = useDeed(async (changes: FieldChanges) => {
    await act({ kind: 'changeFields', requestId: detail.request.id, changes });
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const changes = form.read();
    if (changes === undefined) return;
    if (Object.keys(changes).length === 0) close();
    else void deed.run(changes).then((isDone) => isDone || form.warned());
  };
  return (
    <form noValidate className="deskform" onSubmit={submit} aria-label={texts('desk.field.edit')}>
      <Field
        label={texts('field.subject')}
        required
        hint={form.moved('subject')}
        {...state(form.problem ? texts('desk.field.tooLong', { most: longestSubject }) : undefined)}
      >
        <Input value={form.values.subject} onChange={(_, { value }) => form.set('subject', value)} />
      </Field>
      {(['product', 'category', 'urgency'] as const).map((field) => (
        <ChoiceField key={field} field={field} detail={detail} form={form} />
      ))}
      <DeedButton deed={deed} label={texts('desk.field.save')} />
      <Button appearance="subtle" onClick={close}>
        {texts('app.confirm.cancel')}
      </Button>
    </form>
  );
}

interface FieldsState {
  readonly values: Values;
  readonly problem: boolean;
  /** Says what a colleague made of a field while the form was open. */
  moved(field: AgentTicketField): string | undefined;
  set(field: AgentTicketField, value: string): void;
  /** Out: what was changed; nothing at all when the subject cannot stand so. */
  read(): FieldChanges | undefined;
  /** After a refusal what a colleague made of a field has been seen, and may be changed. */
  warned(): void;
}

function useFields({ ticket }: TicketDetailView): FieldsState {
  const texts = useTexts();
  const desk = useDesk();
  const now: Values = {
    subject: ticket.subject,
    product: ticket.product ?? '',
    category: ticket.category,
    urgency: ticket.urgency ?? '',
  };
  const [first] = useState(now);
  const [values, setValues] = useState(now);
  const [isWrong, setWrong] = useState(false);
  const [isWarned, setWarned] = useState(false);
  const seen = isWarned ? now : first;
  const subject = values.subject.replaceAll(/\s+/g, ' ').trim();
  const cannotStand = subject === '' || subject.length > longestSubject;
  return {
    values,
    problem: isWrong && cannotStand,
    moved: (field) =>
      now[field] === first[field] ? undefined : texts('desk.field.moved', { value: fieldWords(texts, desk, field, now[field]) }),
    set: (field, value) => setValues((before) => ({ ...before, [field]: value })),
    read() {
      const said = { ...values, subject: values.subject === first.subject ? first.subject : subject };
      const changed = agentTicketFields.filter((field) => said[field] !== first[field]);
      setWrong(changed.includes('subject') && cannotStand);
      if (changed.includes('subject') && cannotStand) return undefined;
      return Object.fromEntries(changed.map((field) => [field, { seen: seen[field], to: said[field] }]));
    },
    warned: () => setWarned(true),
  };
}

function ChoiceField({
  field,
  detail,
  form,
}: {
  field: Exclude<AgentTicketField, 'subject'>;
  detail: TicketDetailView;
  form: FieldsState;
}) {
  const texts = useTexts();
  const desk = useDesk();
  const { ticket, offers, orders } = detail;
  const isBound =
    offers.some((offer) => offer.state === 'open') || orders.some((order) => order.state !== 'withdrawn' && order.state !== 'cancelled');
  const fixed = {
    product: isBound ? texts('desk.field.bound') : undefined,
    category: ticket.coverage === 'billable' || isForConsultants(ticket) ? texts('desk.field.billableTopic') : undefined,
    urgency: undefined,
  }[field];
  const offered = {
    product: desk.products.map(({ id }) => id),
    category: labels.filter((label) => label.startsWith('case/') && label !== consultantsCategory),
    urgency: urgencies,
  }[field] as readonly string[];
  const value = form.values[field];
  // What stands there and cannot be chosen is still shown.
  const options = offered.includes(value) ? offered : [value, ...offered];
  return (
    <Field label={fieldName(texts, field)} hint={form.moved(field) ?? fixed}>
      <Select value={value} disabled={fixed !== undefined} onChange={(_, { value: chosen }) => form.set(field, chosen)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {fieldWords(texts, desk, field, option)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

export const fieldName = (texts: Words, field: AgentTicketField): string =>
  field === 'category' ? texts('desk.field.topic') : texts(`field.${field}`);

/** How a field's value reads. */
export function fieldWords(
  texts: Words,
  { products, categories }: Pick<ReturnType<typeof useDesk>, 'products' | 'categories'>,
  field: AgentTicketField,
  value: string,
): string {
  const named = [...(field === 'product' ? products : categories)].find(({ id }) => id === value)?.name;
  if (value === '' || (field === 'product' && named === undefined)) return texts('desk.field.none');
  if (field === 'category') return named ?? texts(`label.${value.replace('/', '-')}`);
  if (field === 'urgency') return (urgencies as readonly string[]).includes(value) ? texts(`urgency.${value}`) : value;
  return named ?? value;
}
