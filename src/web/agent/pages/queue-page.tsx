/** What waits for agents: conversations, orders whose classing is to be confirmed, requests to class. */
import type { HandoffQueue } from '../../../handoff/api/handoff-shapes.ts';
import type { QueuesView } from '../../../handoff/api/shapes.ts';
import { Failed } from '../../app/parts/failed.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { NotifyButton } from '../notify.tsx';
import { Nothing, TicketTable } from '../parts/cells.tsx';
import { HandoffList } from '../parts/handoff-list.tsx';
import { HeldMails } from '../parts/held-mails.tsx';
import { usePresence } from '../presence.tsx';

export function QueuePage() {
  const texts = useTexts();
  const { desk } = usePresence();
  const { value: queues, refusal, retry } = useData<QueuesView>('/queue');
  const chats = useData<HandoffQueue>('/handoffs');
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!queues) return <Loading />;
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.queue')} – ${texts('desk.title')}`}>{texts('desk.nav.queue')}</Title>
        <NotifyButton />
      </div>
      {desk && !desk.isOpen && <p className="note">{texts('desk.chats.closedNow')}</p>}
      {desk?.handoff === 'ticket' && <p className="note">{texts('desk.chats.ticketsOnly')}</p>}
      {chats.value && desk?.handoff !== 'ticket' && <HandoffList queue={chats.value} retry={chats.retry} />}
      <HeldMails mails={queues.mails} retry={retry} />
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
