/** The ticket's fields and state, alarms of the ticket system outside, and the customer's other tickets. */
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { type AgentTicketState, agentTicketStates } from '../../../domain/agent-action.ts';
import { mayChange } from '../../../domain/ticket.ts';
import type { TicketState } from '../../../domain/vocabulary.ts';
import type { TicketDetailView } from '../../../handoff/api/shapes.ts';
import { Lines } from '../../app/parts/bits.tsx';
import { Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { keepFocus } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useDesk } from '../start.ts';
import { type Act, useDeed } from '../use-deed.ts';
import { when } from '../words.ts';
import { At, StateBadge, TicketLink } from './cells.tsx';
import { FieldsForm, fieldName, fieldWords } from './fields-form.tsx';

const over: readonly TicketState[] = ['closed', 'declined', 'withdrawn'];

interface PartProps {
  readonly detail: TicketDetailView;
  readonly act: Act;
}

export function StatePart({ detail, act }: PartProps) {
  const texts = useTexts();
  const { ticket, request } = detail;
  const set = useDeed((to: AgentTicketState) => act({ kind: 'setTicketState', requestId: request.id, to }));
  const next = agentTicketStates.filter((to) => mayChange(ticket.state, to));
  return (
    <section className="card" aria-labelledby="state">
      <h2 id="state">{texts('field.state')}</h2>
      <p role="status">
        <StateBadge state={ticket.state} />
      </p>
      {next.length > 0 && (
        <fieldset className="deeds plain" aria-label={texts('desk.state.set')}>
          {next.map((to) => (
            <Button key={to} disabledFocusable={set.isBusy} onClick={() => void set.run(to)}>
              {texts(`desk.state.to.${to}`)}
            </Button>
          ))}
        </fieldset>
      )}
      <Refused refusal={set.refusal} />
    </section>
  );
}

export function FieldsPart({ detail, act }: PartProps) {
  const texts = useTexts();
  const desk = useDesk();
  const { products } = desk;
  const [isOpen, setOpen] = useState(false);
  const { ticket, request, organisation, orderers } = detail;
  const known: readonly (readonly [string, string | undefined])[] = [
    [texts('desk.field.company'), organisation ? `${organisation.name}, ${organisation.customerNo}` : request.details.company],
    [texts('field.contactName'), ticket.contactName ?? request.details.contactName],
    [texts('field.contactEmail'), ticket.contactEmail ?? request.details.contactEmail],
    ...(['product', 'category', 'urgency'] as const).map(
      (field) => [fieldName(texts, field), ticket[field] && fieldWords(texts, desk, field, ticket[field])] as const,
    ),
    [texts('field.errorText'), request.details.errorText],
    [texts('desk.field.otherBuyer'), request.details.otherBuyer],
    [texts('desk.field.contract'), organisation && contractWords(texts, organisation.contracts, products)],
    [texts('desk.field.orderers'), orderers.map(({ name, email }) => `${name} (${email})`).join('\n')],
    [texts('desk.field.created'), when(ticket.createdAt)],
  ];
  return (
    <section className="card" aria-labelledby="fields">
      <h2 id="fields">{texts('desk.field.title')}</h2>
      <Lines lines={known.flatMap(([label, value]) => (value ? [[label, value] as const] : []))} />
      {isOpen && (
        <FieldsForm
          detail={detail}
          act={act}
          close={() => {
            setOpen(false);
            keepFocus();
          }}
        />
      )}
      {!isOpen && !over.includes(ticket.state) && (
        <div className="sendline">
          <Button onClick={() => setOpen(true)}>{texts('desk.field.edit')}</Button>
        </div>
      )}
    </section>
  );
}

function contractWords(
  texts: ReturnType<typeof useTexts>,
  contracts: readonly string[],
  products: readonly { readonly id: string; readonly name: string }[],
): string {
  if (contracts.length === 0) return texts('desk.field.contractUnknown');
  return contracts.map((id) => products.find((product) => product.id === id)?.name ?? id).join(', ');
}

export function AlarmPart({ detail: { alarms } }: Pick<PartProps, 'detail'>) {
  const texts = useTexts();
  if (alarms.length === 0) return null;
  return (
    <section className="card attention" aria-labelledby="alarms">
      <h2 id="alarms">
        <Icon name="alert" size={18} /> {texts('desk.alarm.title')}
      </h2>
      <ul className="plainrows">
        {alarms.map(({ kind, text, at }) => (
          <li key={kind}>
            {texts(`desk.alarm.${kind}`)}
            <span className="subtle block">
              {text}, <At at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function OthersPart({ detail: { others } }: Pick<PartProps, 'detail'>) {
  const texts = useTexts();
  if (others.length === 0) return null;
  return (
    <section className="card" aria-labelledby="others">
      <h2 id="others">{texts('desk.others.title')}</h2>
      <ul className="plainrows">
        {others.map((ticket) => (
          <li key={ticket.id}>
            <TicketLink ticket={ticket}>{ticket.subject}</TicketLink>
            <span className="subtle block">
              <span className="number">{ticket.number}</span> · {texts(`state.${ticket.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
