/** The conversation with a customer as agents see it: every message, what the assistant understood, files, and who is typing. */
import { useEffect, useRef } from 'react';
import type { MessageView } from '../../../handoff/api/handoff-shapes.ts';
import { Rich } from '../../app/parts/bits.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { useTexts } from '../../app/texts.ts';
import { timeOfDay } from '../words.ts';
import { FileLink } from './file-link.tsx';

interface Props {
  readonly messages: readonly MessageView[];
  readonly isCustomerTyping: boolean;
  readonly customerLeftAt: number | undefined;
}

const sides = { customer: 'customer', bot: 'assistant', system: 'assistant', agent: 'you' } as const;

export function ChatMessages({ messages, isCustomerTyping, customerLeftAt }: Props) {
  const texts = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.seq;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what it scrolls for
  useEffect(() => {
    const { current } = box;
    if (current) current.scrollTop = current.scrollHeight;
  }, [newest, isCustomerTyping, customerLeftAt]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="chatbox" ref={box} tabIndex={0} aria-label={texts('desk.chat.messages')}>
      <ol className="messages talk" aria-live="polite">
        {messages.map((message) => (
          <Row key={message.seq} message={message} />
        ))}
      </ol>
      <p className="subtle typing" role="status">
        {isCustomerTyping && texts('desk.chat.typing')}
        {!isCustomerTyping && customerLeftAt !== undefined && texts('desk.chat.left', { time: timeOfDay(customerLeftAt) })}
      </p>
    </section>
  );
}

function Row({ message }: { readonly message: MessageView }) {
  const texts = useTexts();
  const { by, name, at, text, words, buttons, files, understanding, isMine } = message;
  const who = isMine ? texts('desk.chat.you') : (name ?? texts(`desk.chat.by.${by}`));
  return (
    <li className={`message ${sides[by]}`}>
      <p className="by">
        {who}, {timeOfDay(at)}
      </p>
      {text !== '' && <div className="bubble">{words ? <Rich blocks={words} /> : <p className="words">{text}</p>}</div>}
      {files.map((file) => (
        <div key={file.id} className="sentfile">
          <Icon name="file" size={18} />
          <FileLink href={file.href}>{file.name}</FileLink>
        </div>
      ))}
      {buttons.length > 0 && <p className="subtle small">{texts('desk.chat.buttons', { titles: buttons.join(' · ') })}</p>}
      {understanding && (
        <p className="subtle small">
          {texts(`label.${understanding.label.replace('/', '-')}`)} (
          {texts('desk.percent', { value: Math.round(understanding.confidence * 100) })})
          {understanding.clauses.length > 0 && ` [${understanding.clauses.join(', ')}]`}
        </p>
      )}
    </li>
  );
}
