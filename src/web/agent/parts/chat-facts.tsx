/** What an agent reads beside the conversation: the summary, the customer, what happened, requests, tickets, earlier conversations. */
import { closeOutcomes } from '../../../domain/handoff.ts';
import type { HandoffView } from '../../../handoff/api/handoff-shapes.ts';
import { Lines } from '../../app/parts/bits.tsx';
import { Link } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { At, ClassingName } from './cells.tsx';

interface Props {
  readonly view: HandoffView;
}

export function SummaryPart({ view: { summary, handoff } }: Props) {
  const texts = useTexts();
  if (!summary) return null;
  const { classing, answered, entities, urgency, asked } = summary;
  const named = Object.values(entities).flat();
  const lines: readonly (readonly [string, string | undefined])[] = [
    [texts('desk.summary.reason'), texts(`desk.reason.${handoff.reason}`)],
    [texts('field.product'), handoff.productName],
    [texts('desk.classing.title'), classing && `${texts(`coverageName.${classing.coverage}`)} [${classing.clauses.join(', ')}]`],
    [texts('desk.classing.words'), classing?.evidence.join(', ')],
    [
      texts('desk.summary.answered'),
      answered.map(({ label, clauses }) => `${texts(`label.${label.replace('/', '-')}`)} [${clauses.join(', ')}]`).join('\n'),
    ],
    [texts('field.urgency'), urgency && texts(`urgency.${urgency}`)],
    [texts('desk.summary.named'), named.join(', ')],
  ];
  return (
    <section className="card" aria-labelledby="summary">
      <h2 id="summary">{texts('desk.summary.title')}</h2>
      {asked.map((words, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was asked never changes its order
        <blockquote key={index}>{words}</blockquote>
      ))}
      <Lines lines={lines.flatMap(([label, value]) => (value ? [[label, value] as const] : []))} />
    </section>
  );
}

export function CustomerPart({ view: { handoff, tickets, earlier, requests } }: Props) {
  const texts = useTexts();
  const { customer } = handoff;
  const lines: readonly (readonly [string, string | undefined])[] = [
    [texts('desk.field.company'), [customer.company, customer.customerNo].filter(Boolean).join(', ')],
    [texts('field.contactName'), customer.name],
    [texts('field.contactEmail'), customer.email],
    [texts('desk.customer.proof'), texts(customer.isVerified ? 'desk.customer.verified' : 'desk.chats.unverified')],
  ];
  return (
    <section className="card" aria-labelledby="customer">
      <h2 id="customer">{texts('desk.customer.title')}</h2>
      <Lines lines={lines.flatMap(([label, value]) => (value ? [[label, value] as const] : []))} />
      {requests.some(({ ticketNumber }) => ticketNumber === undefined) && (
        <>
          <h3>{texts('desk.customer.requests')}</h3>
          <ul className="plainrows">
            {requests
              .filter(({ ticketNumber }) => ticketNumber === undefined)
              .map((request) => (
                <li key={request.id}>
                  {request.subject}
                  <span className="subtle block">
                    <ClassingName assessment={request.assessment} />
                  </span>
                </li>
              ))}
          </ul>
        </>
      )}
      {tickets.length > 0 && (
        <>
          <h3>{texts('desk.nav.tickets')}</h3>
          <ul className="plainrows">
            {tickets.map((ticket) => (
              <li key={ticket.number}>
                <Link href={`/agent/tickets/${ticket.number}`}>{ticket.subject}</Link>
                <span className="subtle block">
                  <span className="number">{ticket.number}</span> · {texts(`state.${ticket.state}`)}
                  {ticket.isHere && ` · ${texts('desk.customer.here')}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {earlier.length > 0 && (
        <>
          <h3>{texts('desk.customer.earlier')}</h3>
          <ul className="plainrows">
            {earlier.map((one) => (
              <li key={one.id}>
                <Link href={`/agent/chats/${one.id}`}>
                  <At at={one.requestedAt} />
                </Link>
                <span className="subtle block">
                  {texts(`desk.reason.${one.reason}`)} · {texts(`desk.handoff.${one.state}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function EventsPart({ view: { events } }: Props) {
  const texts = useTexts();
  return (
    <section className="card" aria-labelledby="events">
      <h2 id="events">{texts('desk.history.title')}</h2>
      <ol className="plainrows">
        {events.map((event) => (
          <li key={event.n} className={event.kind === 'note' ? 'internalnote' : undefined}>
            {texts(`desk.handoff.${event.kind}`)}
            <EventWords event={event} />
            <span className="subtle block">
              {event.byName ?? texts(`desk.chat.by.${event.by === 'hub' ? 'system' : event.by}`)}, <At at={event.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Reasons and outcomes are codes; everything else is people's words. */
function EventWords({ event: { kind, text } }: { readonly event: HandoffView['events'][number] }) {
  const texts = useTexts();
  if (!text) return null;
  const outcome = closeOutcomes.find((one) => one === text);
  const words =
    kind === 'requested' ? texts(`desk.reason.${text}`) : kind === 'completed' && outcome ? texts(`desk.outcome.${outcome}`) : text;
  return <p className="said">{words}</p>;
}
