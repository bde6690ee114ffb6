/** Conversations that wait for a person or are in hand: who, why, how long; taken with one press. */
import { Button } from '@fluentui/react-components';
import type { HandoffLine, HandoffQueue } from '../../../handoff/api/handoff-shapes.ts';
import { newKey, post } from '../../app/api.ts';
import { Badge } from '../../app/parts/bits.tsx';
import { Refused } from '../../app/parts/failed.tsx';
import { Link, navigate } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useDeed } from '../use-deed.ts';
import { Nothing, Waiting } from './cells.tsx';

/** How much the server's clock is ahead of ours. */
export const aheadOf = ({ now }: { readonly now: number }): number => now - Date.now();

export function HandoffList({ queue, retry }: { readonly queue: HandoffQueue; readonly retry: () => void }) {
  const texts = useTexts();
  const ahead = aheadOf(queue);
  const mine = queue.handoffs.filter(({ isMine, state }) => isMine && state === 'accepted');
  const waiting = queue.handoffs.filter(({ state }) => state !== 'accepted');
  const others = queue.handoffs.filter(({ isMine, state }) => !isMine && state === 'accepted');
  // Of the whole list: a row that somebody else took moves on, and its reason must stay to be read.
  const claim = useDeed(async (id: string) => {
    await post(`/handoffs/${id}/actions`, { id: newKey(), action: { kind: 'claim' } });
    navigate(`/agent/chats/${id}`);
  });
  const take = (id: string) => void claim.run(id).then((isDone) => isDone || retry());
  const rows = (lines: readonly HandoffLine[]) => (
    <ul className="cardlist">
      {lines.map((line) => (
        <HandoffRow key={line.id} line={line} ahead={ahead} isBusy={claim.isBusy} take={() => take(line.id)} />
      ))}
    </ul>
  );
  return (
    <>
      {mine.length > 0 && (
        <section aria-labelledby="mine">
          <h2 id="mine">
            {texts('desk.chats.mine')} <span className="count">{mine.length}</span>
          </h2>
          {rows(mine)}
        </section>
      )}
      <section aria-labelledby="waiting">
        <h2 id="waiting">
          {texts('desk.chats.waiting')} <span className="count">{waiting.length}</span>
        </h2>
        <Refused refusal={claim.refusal} />
        {waiting.length > 0 ? rows(waiting) : <Nothing text={texts('desk.chats.none')} />}
      </section>
      {others.length > 0 && (
        <section aria-labelledby="others">
          <h2 id="others">
            {texts('desk.chats.others')} <span className="count">{others.length}</span>
          </h2>
          {rows(others)}
        </section>
      )}
    </>
  );
}

interface RowProps {
  readonly line: HandoffLine;
  readonly ahead: number;
  readonly isBusy: boolean;
  readonly take: () => void;
}

function HandoffRow({ line, ahead, isBusy, take }: RowProps) {
  const texts = useTexts();
  const isWaiting = line.state !== 'accepted';
  return (
    <li className={`card ${line.isMine || isWaiting ? 'attention' : ''}`}>
      <div className="cardhead">
        <h3>
          <Link href={`/agent/chats/${line.id}`}>{line.customer.company ?? line.customer.name ?? texts('desk.nobodyKnown')}</Link>
          {line.customer.customerNo && <span className="subtle"> {line.customer.customerNo}</span>}
        </h3>
        <p>
          {isWaiting ? (
            <>
              {texts('desk.chats.waits')} <Waiting since={line.requestedAt} ahead={ahead} />
            </>
          ) : (
            texts('desk.chats.with', { name: line.acceptedBy?.name ?? '' })
          )}
        </p>
      </div>
      <p className="badges">
        <Badge tone={line.reason === 'asked' ? 'active' : 'waiting'} text={texts(`desk.reason.${line.reason}`)} />
        {line.urgency && <Badge tone="waiting" text={texts(`urgency.${line.urgency}`)} />}
        {!line.customer.isVerified && <Badge tone="quiet" text={texts('desk.chats.unverified')} />}
        {line.customerLeftAt !== undefined && <Badge tone="quiet" text={texts('desk.chats.left')} />}
        {line.forAgent && <Badge tone="quiet" text={texts('desk.chats.for', { name: line.forAgent.name })} />}
        {line.productName && <span className="subtle">{line.productName}</span>}
      </p>
      {line.words && <blockquote>{line.words}</blockquote>}
      <div className="sendline">
        {isWaiting ? (
          <Button appearance="primary" disabledFocusable={isBusy} onClick={take}>
            {texts('desk.chats.claim')}
          </Button>
        ) : (
          <Link className="button" href={`/agent/chats/${line.id}`}>
            {texts(line.isMine ? 'desk.chats.goOn' : 'desk.chats.look')}
          </Link>
        )}
      </div>
    </li>
  );
}
