/** Every ticket in hand, narrowed by state and by words. */
import { Field, SearchBox, Select } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { ticketStates } from '../../../domain/vocabulary.ts';
import type { QueueItem, TicketsView } from '../../../handoff/api/shapes.ts';
import { Failed } from '../../app/parts/failed.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { Nothing, TicketTable } from '../parts/cells.tsx';

const over = ['closed', 'declined', 'withdrawn'];
const inHand = ticketStates.filter((state) => !over.includes(state));

export function TicketsPage() {
  const texts = useTexts();
  const { value, refusal, retry } = useData<TicketsView>('/tickets');
  const [words, setWords] = useState('');
  const [state, setState] = useState('');
  const looked = useDeferredValue(words.trim().toLowerCase());
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  const shown = value.tickets.filter((item) => (state === '' || item.ticket.state === state) && matches(item, looked));
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.tickets')} – ${texts('desk.title')}`}>{texts('desk.nav.tickets')}</Title>
        <p className="subtle">{texts('desk.tickets.intro')}</p>
      </div>
      <search className="filters">
        <Field label={texts('desk.tickets.search')}>
          <SearchBox value={words} onChange={(_, { value: typed }) => setWords(typed)} />
        </Field>
        <Field label={texts('desk.tickets.state')}>
          <Select value={state} onChange={(_, { value: chosen }) => setState(chosen)}>
            <option value="">{texts('desk.tickets.everyState')}</option>
            {inHand.map((one) => (
              <option key={one} value={one}>
                {texts(`state.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
      </search>
      <p className="hidden" role="status">
        {texts('desk.tickets.found', { count: shown.length })}
      </p>
      {shown.length > 0 ? (
        <TicketTable items={shown} caption={texts('desk.nav.tickets')} />
      ) : (
        <Nothing text={texts(value.tickets.length > 0 ? 'desk.tickets.noneFound' : 'desk.tickets.none')} />
      )}
    </>
  );
}

function matches({ ticket, organisation }: QueueItem, looked: string): boolean {
  const { number, foreignNumber, subject, contactName, contactEmail } = ticket;
  const text = [number, foreignNumber, subject, contactName, contactEmail, organisation?.name, organisation?.customerNo];
  return text.join('\n').toLowerCase().includes(looked);
}
