/** What waits for agents: requests to class, and orders whose classing is to be confirmed. */
import type { QueuesView } from '../../../handoff/api/shapes.ts';
import { Failed } from '../../app/parts/failed.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { Nothing, TicketTable } from '../parts/cells.tsx';

export function QueuePage() {
  const texts = useTexts();
  const { value: queues, refusal, retry } = useData<QueuesView>('/queue');
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!queues) return <Loading />;
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.queue')} – ${texts('desk.title')}`}>{texts('desk.nav.queue')}</Title>
      </div>
      <Work queues={queues} />
    </>
  );
}

function Work({ queues: { toClass, toConfirm } }: { readonly queues: QueuesView }) {
  const texts = useTexts();
  return (
    <>
      <section aria-labelledby="confirm">
        <h2 id="confirm">
          {texts('desk.queue.toConfirm')} <span className="count">{toConfirm.length}</span>
        </h2>
        {toConfirm.length > 0 ? (
          <TicketTable items={toConfirm} caption={texts('desk.queue.toConfirm')} />
        ) : (
          <Nothing text={texts('desk.queue.noneToConfirm')} />
        )}
      </section>
      <section aria-labelledby="class">
        <h2 id="class">
          {texts('desk.queue.toClass')} <span className="count">{toClass.length}</span>
        </h2>
        {toClass.length > 0 ? (
          <TicketTable items={toClass} caption={texts('desk.queue.toClass')} />
        ) : (
          <Nothing text={texts('desk.queue.noneToClass')} />
        )}
      </section>
    </>
  );
}
