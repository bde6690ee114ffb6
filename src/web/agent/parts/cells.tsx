/** Small parts of the workspace's pages: states, classings, who a request is from, how long it waits. */
import { useEffect, useState } from 'react';
import type { Assessment } from '../../../domain/request.ts';
import type { Ticket } from '../../../domain/ticket.ts';
import type { TicketState } from '../../../domain/vocabulary.ts';
import type { QueueItem } from '../../../handoff/api/shapes.ts';
import { Badge } from '../../app/parts/bits.tsx';
import { Link } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useDesk } from '../start.ts';
import { span, when } from '../words.ts';

type Tone = 'active' | 'waiting' | 'done' | 'quiet';

const tones: Readonly<Record<TicketState, Tone>> = {
  new: 'active',
  open: 'active',
  waitingCustomer: 'waiting',
  waitingApproval: 'waiting',
  resolved: 'done',
  closed: 'quiet',
  declined: 'quiet',
  withdrawn: 'quiet',
};

export function StateBadge({ state }: { readonly state: TicketState }) {
  const texts = useTexts();
  return <Badge tone={tones[state]} text={texts(`state.${state}`)} />;
}

/** Provisional classings say so in their own words. */
export function ClassingName({ assessment }: { readonly assessment: Assessment | undefined }) {
  const texts = useTexts();
  if (!assessment) return texts('desk.classing.none');
  return assessment.finality === 'final' && assessment.coverage !== 'undecided'
    ? texts('desk.classing.final', { name: texts(`final.name.${assessment.coverage}`) })
    : texts(`coverageName.${assessment.coverage}`);
}

export function Clauses({ ids }: { readonly ids: readonly string[] }) {
  const { clauses } = useDesk();
  return (
    <ul className="clauses">
      {ids.map((id) => (
        <li key={id}>
          <span className="clause">{id}</span> {clauses[id] ?? ''}
        </li>
      ))}
    </ul>
  );
}

export function At({ at }: { readonly at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{when(at)}</time>;
}

/** Counts up from a moment, once a second; `ahead` is how much the server's clock is ahead of ours. */
export function Waiting({ since, ahead = 0 }: { readonly since: number; readonly ahead?: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return <span className="waiting">{span(now + ahead - since)}</span>;
}

export function TicketLink({ ticket, children }: { readonly ticket: Pick<Ticket, 'number'>; readonly children: React.ReactNode }) {
  return <Link href={`/agent/tickets/${ticket.number}`}>{children}</Link>;
}

export function From({ item }: { readonly item: QueueItem }) {
  const texts = useTexts();
  const { organisation, ticket } = item;
  if (!organisation) return ticket.contactName ?? ticket.contactEmail ?? texts('desk.nobodyKnown');
  return (
    <>
      {organisation.name}
      <span className="subtle block">{organisation.customerNo}</span>
    </>
  );
}

/** Tickets as rows; on a phone as cards. */
export function TicketTable({ items, caption, last }: TableProps) {
  const texts = useTexts();
  const heads = ['number', 'subject', 'from', 'classing', 'state', 'created'].map((name) => texts(`desk.table.${name}`));
  const [number = '', subject = '', from = '', classing = '', state = '', created = ''] = heads;
  return (
    <div className="card flush">
      <table>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {last && <th scope="col">{last.head}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.ticket.id}>
              <td data-label={number}>
                <span className="number">{item.ticket.number}</span>
              </td>
              <td data-label={subject}>
                <Link className="subject" href={`/agent/tickets/${item.ticket.number}`}>
                  {item.ticket.subject}
                </Link>
              </td>
              <td data-label={from}>
                <span>
                  <From item={item} />
                </span>
              </td>
              <td data-label={classing}>
                <span>
                  <ClassingName assessment={item.request.assessment} />
                </span>
              </td>
              <td data-label={state}>
                <StateBadge state={item.ticket.state} />
              </td>
              <td data-label={created}>
                <At at={item.ticket.createdAt} />
              </td>
              {last && <td data-label={last.head}>{last.cell(item)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TableProps {
  readonly items: readonly QueueItem[];
  readonly caption: string;
  readonly last?: { readonly head: string; readonly cell: (item: QueueItem) => React.ReactNode };
}

export function Nothing({ text }: { readonly text: string }) {
  return (
    <div className="card empty">
      <p>{text}</p>
    </div>
  );
}
