/** One ticket as agents see it: what was said and done, the classing, offer, order, effort, objection, fields. */
import type { TicketDetailView } from '../../../handoff/api/shapes.ts';
import { Failed } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { From } from '../parts/cells.tsx';
import { ClassingPart } from '../parts/classing-part.tsx';
import { AlarmPart, FieldsPart, OthersPart, StatePart } from '../parts/facts-part.tsx';
import { HistoryPart } from '../parts/history-part.tsx';
import { ObjectionPart } from '../parts/objection-part.tsx';
import { EffortPart, OfferPart } from '../parts/order-part.tsx';
import { useAct } from '../use-deed.ts';

export function TicketPage({ number }: { readonly number: string }) {
  const texts = useTexts();
  const { value: detail, refusal, retry } = useData<TicketDetailView>(`/tickets/${number}`);
  const act = useAct(retry);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!detail) return <Loading />;
  const { ticket, request } = detail;
  const part = { detail, act };
  return (
    <>
      <nav className="back" aria-label={texts('app.back')}>
        <Link href="/agent/tickets">
          <Icon name="back" size={18} /> {texts('desk.nav.tickets')}
        </Link>
      </nav>
      <div className="head">
        <p className="over">
          <span className="number">{ticket.number}</span>
          {ticket.foreignNumber && <> · {texts('app.ticket.foreign', { number: ticket.foreignNumber })}</>} · <From item={detail} />
        </p>
        <Title document={`${ticket.number} – ${texts('desk.title')}`}>{ticket.subject}</Title>
      </div>
      <div className="columns desk">
        <div>
          <AlarmPart detail={detail} />
          <section className="card" aria-labelledby="asked">
            <h2 id="asked">{texts('desk.asked')}</h2>
            <p className="verbatim">{request.description}</p>
          </section>
          <HistoryPart {...part} />
        </div>
        <div>
          <StatePart {...part} />
          <ObjectionPart {...part} />
          <ClassingPart {...part} />
          <OfferPart {...part} />
          <EffortPart {...part} />
          <FieldsPart {...part} />
          <OthersPart detail={detail} />
        </div>
      </div>
    </>
  );
}
