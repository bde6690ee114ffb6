/** Objections that wait for a decision by somebody else than who classed. */
import type { QueuesView } from '../../../handoff/api/shapes.ts';
import { Badge } from '../../app/parts/bits.tsx';
import { Failed } from '../../app/parts/failed.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { At, ClassingName, From, Nothing } from '../parts/cells.tsx';

export function ObjectionsPage() {
  const texts = useTexts();
  const { value, refusal, retry } = useData<QueuesView>('/queue');
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.objections')} – ${texts('desk.title')}`}>{texts('desk.nav.objections')}</Title>
        <p className="subtle">{texts('desk.objections.intro')}</p>
      </div>
      {value.objections.length === 0 && <Nothing text={texts('desk.objections.none')} />}
      <ul className="cardlist">
        {value.objections.map((item) => (
          <li key={item.objection.id} className="card">
            <div className="cardhead">
              <h2>
                <Link href={`/agent/tickets/${item.ticket.number}`}>{item.ticket.subject}</Link>
              </h2>
              {item.mayDecide ? (
                <Badge tone="waiting" text={texts('desk.objections.mayDecide')} />
              ) : (
                <Badge tone="quiet" text={texts('desk.objections.ownClassing')} />
              )}
            </div>
            <p className="subtle">
              <span className="number">{item.ticket.number}</span> · <From item={item} />
            </p>
            <blockquote>{item.objection.reason}</blockquote>
            <p className="subtle">
              {item.objection.raisedByName}, <At at={item.objection.raisedAt} /> · {texts('desk.objections.against')}{' '}
              <ClassingName assessment={item.request.assessment} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
