/** Notices on the agent's screen: a new conversation waits, or a customer wrote in one of the agent's own; only after the agent asked for them. */
import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { HandoffLine, HandoffQueue } from '../../handoff/api/handoff-shapes.ts';
import { Icon } from '../app/parts/icons.tsx';
import { navigate } from '../app/router.tsx';
import { useTexts } from '../app/texts.ts';

const canNotify = 'Notification' in window;

export function NotifyButton() {
  const texts = useTexts();
  const [permission, setPermission] = useState(canNotify ? Notification.permission : 'denied');
  if (permission !== 'default') return null;
  return (
    <Button icon={<Icon name="bell" size={18} />} onClick={() => void Notification.requestPermission().then(setPermission)}>
      {texts('desk.notify.ask')}
    </Button>
  );
}

/** Shows a notice for whatever is new in the queue. The first look only learns what is there. */
export function useNotices(queue: HandoffQueue | undefined): void {
  const texts = useTexts();
  const known = useRef<ReadonlyMap<string, number>>(undefined);
  useEffect(() => {
    if (!queue) return;
    const before = known.current;
    known.current = new Map(queue.handoffs.map(({ id, lastSeq }) => [id, lastSeq]));
    if (!before || !canNotify || Notification.permission !== 'granted') return;
    for (const line of queue.handoffs) {
      const isNew = !before.has(line.id) && line.state !== 'accepted';
      const wrote = line.isMine && document.hidden && line.lastSeq > (before.get(line.id) ?? line.lastSeq);
      if (isNew || wrote) show(line, texts(isNew ? 'desk.notify.waits' : 'desk.notify.wrote'));
    }
  }, [queue, texts]);
}

function show({ id, subject, customer }: HandoffLine, title: string): void {
  const notice = new Notification(title, { body: [customer.company ?? customer.name, subject].filter(Boolean).join(': '), tag: id });
  notice.addEventListener('click', () => {
    window.focus();
    navigate(`/agent/chats/${id}`);
    notice.close();
  });
}
