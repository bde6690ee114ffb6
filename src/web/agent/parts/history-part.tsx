/** Everything said and done about a ticket, notes of colleagues included, and the words to add. */
import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import type { TicketEvent } from '../../../domain/ticket.ts';
import type { TicketDetailView } from '../../../handoff/api/shapes.ts';
import { Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { useTexts } from '../../app/texts.ts';
import { type Act, useDeed } from '../use-deed.ts';
import { At } from './cells.tsx';

export function HistoryPart({ detail, act }: { readonly detail: TicketDetailView; readonly act: Act }) {
  const texts = useTexts();
  const { events, ticket } = detail;
  const isOver = ticket.state === 'declined' || ticket.state === 'withdrawn';
  return (
    <section className="card" aria-labelledby="history">
      <h2 id="history">{texts('desk.history.title')}</h2>
      <ol className="history talk">
        {events.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
      {isOver ? <NoteOnly /> : <WordsForm requestId={detail.request.id} act={act} />}
    </section>
  );
}

function NoteOnly() {
  const texts = useTexts();
  return <p className="note">{texts('agent.refused.closed')}</p>;
}

function EventRow({ event }: { readonly event: TicketEvent }) {
  const texts = useTexts();
  const isNote = event.visibility === 'internal' && event.kind === 'message';
  return (
    <li className={isNote ? 'internal' : undefined}>
      <p className="subtle">
        <At at={event.at} /> · {texts(`desk.history.author.${event.author}`)}
        {event.visibility === 'internal' && (
          <span className="lock">
            <Icon name="lock" size={15} /> {texts('desk.history.internal')}
          </span>
        )}
      </p>
      <p className="title">
        {texts(`desk.history.kind.${event.kind}`)}
        {event.to && `: ${event.from ? `${texts(`state.${event.from}`)} → ` : ''}${texts(`state.${event.to}`)}`}
      </p>
      {event.text && <p className="said">{event.text}</p>}
    </li>
  );
}

function WordsForm({ requestId, act }: { readonly requestId: string; readonly act: Act }) {
  const texts = useTexts();
  const [kind, setKind] = useState<'reply' | 'note'>('reply');
  const [text, setText] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = useDeed(async (words: string) => {
    await act({ kind, requestId, text: words });
    setText('');
  });
  const submit = () => {
    setMissing(text.trim() === '');
    if (text.trim() !== '') void send.run(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <form
      className={`composer ${kind === 'note' ? 'internal' : ''}`}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <RadioGroup
        layout="horizontal"
        aria-label={texts('desk.words.label')}
        value={kind}
        onChange={(_, { value }) => setKind(value === 'note' ? 'note' : 'reply')}
      >
        <Radio value="reply" label={texts('desk.words.reply')} />
        <Radio value="note" label={texts('desk.words.note')} />
      </RadioGroup>
      <Field
        label={texts(kind === 'reply' ? 'desk.words.replyLabel' : 'desk.words.noteLabel')}
        validationState={isMissing ? 'error' : 'none'}
        validationMessage={isMissing ? texts('app.composer.empty') : undefined}
      >
        <Textarea
          rows={4}
          resize="vertical"
          maxLength={10_000}
          value={text}
          onChange={(_, { value }) => setText(value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <Refused refusal={send.refusal} />
      <div className="sendline">
        <Button
          type="submit"
          appearance="primary"
          disabledFocusable={send.isBusy}
          icon={<Icon name={kind === 'reply' ? 'send' : 'lock'} />}
        >
          {texts(kind === 'reply' ? 'desk.words.send' : 'desk.words.keep')}
        </Button>
        <span className="subtle keys">{texts('app.composer.keys')}</span>
      </div>
    </form>
  );
}
