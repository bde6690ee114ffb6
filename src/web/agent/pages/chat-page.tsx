/** One conversation with a customer: what was said, what to answer, and what there is to know. */
import { useEffect, useState } from 'react';
import type { HandoffAction, HandoffView, MessageEvent, TypingEvent } from '../../../handoff/api/handoff-shapes.ts';
import { useHeard } from '../../app/live.ts';
import { Failed } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { AnswerSearch } from '../parts/answer-search.tsx';
import { Waiting } from '../parts/cells.tsx';
import { ChatComposer, useDraft } from '../parts/chat-composer.tsx';
import { ChatDeeds } from '../parts/chat-deeds.tsx';
import { CustomerPart, EventsPart, SummaryPart } from '../parts/chat-facts.tsx';
import { ChatMessages } from '../parts/chat-messages.tsx';
import { aheadOf } from '../parts/handoff-list.tsx';
import { usePost } from '../use-deed.ts';

export function ChatPage({ id }: { readonly id: string }) {
  const texts = useTexts();
  const { value: view, refusal, retry } = useData<HandoffView>(`/handoffs/${id}`);
  const act = usePost<HandoffAction>(`/handoffs/${id}/actions`, retry);
  const isCustomerTyping = useTyping(id);
  const draft = useDraft();
  useHeard<MessageEvent>('message', ({ handoffId }) => {
    if (handoffId === id) retry();
  });
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!view) return <Loading />;
  const { handoff, deeds } = view;
  const name = handoff.customer.company ?? handoff.customer.name ?? texts('desk.nobodyKnown');
  const maySay = deeds.includes('say');
  const isWaiting = handoff.state === 'queued' || handoff.state === 'requested';
  return (
    <>
      <nav className="back" aria-label={texts('app.back')}>
        <Link href="/agent">
          <Icon name="back" size={18} /> {texts('desk.nav.queue')}
        </Link>
      </nav>
      <div className="head">
        <p className="over">
          {texts(`desk.reason.${handoff.reason}`)}
          {isWaiting && (
            <>
              {' · '}
              {texts('desk.chats.waits')} <Waiting since={handoff.requestedAt} ahead={aheadOf(view)} />
            </>
          )}
        </p>
        <Title document={`${name} – ${texts('desk.title')}`}>{name}</Title>
      </div>
      <div className="columns desk">
        <div>
          <div className="card chat">
            <ChatMessages messages={view.messages} isCustomerTyping={isCustomerTyping} customerLeftAt={handoff.customerLeftAt} />
            {(maySay || deeds.includes('note')) && (
              <ChatComposer handoffId={id} product={handoff.product} draft={draft} maySay={maySay} act={act} />
            )}
          </div>
        </div>
        <div>
          <ChatDeeds view={view} act={act} />
          <SummaryPart view={view} />
          <AnswerSearch product={handoff.product} insert={maySay ? draft.insert : undefined} />
          <CustomerPart view={view} />
          <EventsPart view={view} />
        </div>
      </div>
    </>
  );
}

const typingMs = 5000;

function useTyping(id: string): boolean {
  const [until, setUntil] = useState(0);
  useHeard<TypingEvent>('typing', ({ handoffId }) => {
    if (handoffId === id) setUntil(Date.now() + typingMs);
  });
  // Whatever was being typed has come.
  useHeard<MessageEvent>('message', ({ handoffId }) => {
    if (handoffId === id) setUntil(0);
  });
  useEffect(() => {
    if (until === 0) return;
    const timer = window.setTimeout(() => setUntil(0), Math.max(0, until - Date.now()));
    return () => window.clearTimeout(timer);
  }, [until]);
  return until > 0;
}
