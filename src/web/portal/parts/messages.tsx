/** A conversation as drawn: words, cards with their terms, and what can be pressed. */
import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { CardAction, CardBlock, PortalMessage, PressButton } from '../../../portal/api/shapes.ts';
import { Moment, Rich } from '../../app/parts/bits.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Link, ourPath } from '../../app/router.tsx';
import { useTexts } from '../start.ts';

interface MessagesProps {
  readonly messages: readonly PortalMessage[];
  /** Unset while something is being sent. */
  readonly press: ((button: PressButton) => void) | undefined;
}

export function Messages({ messages, press }: MessagesProps) {
  const texts = useTexts();
  const log = useRef<HTMLOListElement>(null);
  const newest = messages.at(-1)?.seq;
  const drawn = useRef(newest);
  useEffect(() => {
    if (newest === drawn.current) return;
    drawn.current = newest;
    const shown = log.current?.querySelectorAll<HTMLElement>('.message.you');
    const last = shown?.[shown.length - 1];
    last?.scrollIntoView({
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
      block: 'start',
    });
    // The button that was pressed is gone: the keyboard goes on from what was just said.
    if (document.activeElement === document.body) last?.focus({ preventScroll: true });
  }, [newest]);
  const answered = messages.findLastIndex(({ from }) => from === 'you');
  return (
    <ol className="messages" ref={log} aria-live="polite" aria-label={texts('app.request.conversation')}>
      {messages.map((message, index) => (
        <Message key={message.seq} message={message} press={press} isLast={index === messages.length - 1} isPast={index < answered} />
      ))}
    </ol>
  );
}

function Message({
  message,
  press,
  isLast,
  isPast,
}: {
  readonly message: PortalMessage;
  readonly press: MessagesProps['press'];
  readonly isLast: boolean;
  readonly isPast: boolean;
}) {
  const texts = useTexts();
  const { from, language, at, text, card, buttons, files, isOfferOpen } = message;
  /** What was asked here has been answered; an offer stays to be decided as long as it is open. */
  const isDone = isOfferOpen === undefined ? isPast : !isOfferOpen;
  if (text.length === 0 && !card && files.length === 0) return null;
  return (
    <li className={`message ${from}`} tabIndex={-1}>
      <p className="by">
        {texts(`app.from.${from}`)} · <Moment at={at} />
      </p>
      {(text.length > 0 || files.length > 0) && (
        <div className="bubble" lang={language}>
          <Rich blocks={text} />
          {files.map((name) => (
            <p key={name} className="sentfile">
              <Icon name="file" size={18} /> {name}
            </p>
          ))}
        </div>
      )}
      {card && (
        <Card
          language={language}
          blocks={isDone ? card.filter(isNotToPress) : card}
          press={press}
          isResult={message.ticketNumber !== undefined}
        />
      )}
      {isLast && buttons.length > 0 && (
        <ul className="choices" lang={language} aria-label={texts('app.request.choices')}>
          {buttons.map((button) => (
            <li key={button.a}>
              <Button disabledFocusable={!press} onClick={() => press?.(button)}>
                {button.title}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Card({
  blocks,
  language,
  press,
  isResult,
}: {
  readonly blocks: readonly CardBlock[];
  readonly language: PortalMessage['language'];
  readonly press: MessagesProps['press'];
  readonly isResult: boolean;
}) {
  return (
    <div className={isResult ? 'card result' : 'card'} lang={language}>
      {grouped(blocks).map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a card never changes its order
        <Group key={index} group={group} press={press} />
      ))}
    </div>
  );
}

const isNotToPress = (block: CardBlock): boolean => block.kind !== 'actions' || block.actions.every((action) => action.kind === 'open');

/** Rows that follow each other become one list. */
function grouped(blocks: readonly CardBlock[]): CardBlock[][] {
  const groups: CardBlock[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.kind === 'row' && last?.[0]?.kind === 'row') last.push(block);
    else groups.push([block]);
  }
  return groups;
}

function Group({ group, press }: { readonly group: readonly CardBlock[]; readonly press: MessagesProps['press'] }) {
  const [first] = group;
  if (!first) return null;
  if (first.kind === 'heading') return <h2>{first.text}</h2>;
  if (first.kind === 'strong') return <p className="title">{first.text}</p>;
  if (first.kind === 'text') return <p>{first.text}</p>;
  if (first.kind === 'actions') return <Actions actions={first.actions} press={press} />;
  return (
    <dl className="lines">
      {group.map((row, index) =>
        row.kind === 'row' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a card never changes its order
          <div key={index} className={row.strong ? 'strong' : undefined}>
            <dt>{row.label}</dt>
            <dd>{row.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

/** Buttons of a card all look alike: no decision is put forward. */
function Actions({ actions, press }: { readonly actions: readonly CardAction[]; readonly press: MessagesProps['press'] }) {
  return (
    <div className="cardactions">
      {actions.map((action) =>
        action.kind === 'open' ? (
          <Link key={action.url} className="button" href={ourPath(action.url)}>
            {action.title}
          </Link>
        ) : (
          <button key={action.a} type="button" className="button" aria-disabled={!press} onClick={() => press?.(action)}>
            {action.title}
          </button>
        ),
      )}
    </div>
  );
}
