/** What an agent does with a conversation: take it, offer a remote session, pass it on, give it back, close it. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Radio,
  RadioGroup,
  Select,
  Textarea,
} from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { closeOutcomes } from '../../../domain/handoff.ts';
import type { HandoffAction, HandoffView } from '../../../handoff/api/handoff-shapes.ts';
import { Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { useTexts } from '../../app/texts.ts';
import { usePresence } from '../presence.tsx';
import { useDeed } from '../use-deed.ts';

interface Props {
  readonly view: HandoffView;
  readonly act: (action: HandoffAction) => Promise<void>;
}

export function ChatDeeds({ view, act }: Props) {
  const texts = useTexts();
  const { deeds, remote, handoff } = view;
  const may = (kind: HandoffAction['kind']): boolean => deeds.includes(kind);
  const claim = useDeed(() => act({ kind: 'claim' }));
  const offerRemote = useDeed(() => act({ kind: 'offerRemote' }));
  const giveBack = useDeed(() => act({ kind: 'return' }));
  return (
    <section className="card" aria-labelledby="deeds">
      <h2 id="deeds">{texts(`desk.handoff.${handoff.state}`)}</h2>
      {handoff.acceptedBy && <p>{texts('desk.chats.with', { name: handoff.acceptedBy.name })}</p>}
      {remote && (
        <p role="status">
          <Icon name="screen" size={18} /> {texts(`desk.remote.${remote.state}`)}
        </p>
      )}
      <div className="deeds">
        {may('claim') && (
          <Button appearance="primary" disabledFocusable={claim.isBusy} onClick={() => void claim.run()}>
            {texts('desk.chats.claim')}
          </Button>
        )}
        {may('offerRemote') && (
          <Button icon={<Icon name="screen" size={18} />} disabledFocusable={offerRemote.isBusy} onClick={() => void offerRemote.run()}>
            {texts('desk.remote.offer')}
          </Button>
        )}
        {may('passOn') && <PassOn act={act} />}
        {may('return') && (
          <Button disabledFocusable={giveBack.isBusy} onClick={() => void giveBack.run()}>
            {texts('desk.chat.return')}
          </Button>
        )}
        {may('close') && <Close act={act} />}
      </div>
      <Refused refusal={claim.refusal ?? offerRemote.refusal ?? giveBack.refusal} />
    </section>
  );
}

function PassOn({ act }: Pick<Props, 'act'>) {
  const texts = useTexts();
  const { desk } = usePresence();
  const [to, setTo] = useState('queue');
  const [note, setNote] = useState('');
  const colleagues = (desk?.present ?? []).filter(({ isMe }) => !isMe);
  const words = note.trim();
  return (
    <Ask
      trigger={texts('desk.chat.passOn')}
      title={texts('desk.chat.passOnTitle')}
      onDone={() => act({ kind: 'passOn', to: to === 'queue' ? 'queue' : { agentId: to }, ...(words && { note: words }) })}
    >
      <Field label={texts('desk.chat.passOnTo')}>
        <Select value={to} onChange={(_, { value }) => setTo(value)}>
          <option value="queue">{texts('desk.nav.queue')}</option>
          {colleagues.map(({ id, name, isAvailable }) => (
            <option key={id} value={id}>
              {isAvailable ? name : texts('desk.chat.isBusy', { name })}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={texts('desk.chat.noteFor')}>
        <Textarea rows={3} maxLength={2000} value={note} onChange={(_, { value }) => setNote(value)} />
      </Field>
    </Ask>
  );
}

function Close({ act }: Pick<Props, 'act'>) {
  const texts = useTexts();
  const [outcome, setOutcome] = useState<(typeof closeOutcomes)[number]>('solved');
  const [note, setNote] = useState('');
  const words = note.trim();
  return (
    <Ask
      trigger={texts('desk.chat.close')}
      title={texts('desk.chat.closeTitle')}
      onDone={() => act({ kind: 'close', outcome, ...(words && { note: words }) })}
    >
      <Field label={texts('desk.chat.outcome')}>
        <RadioGroup value={outcome} onChange={(_, { value }) => setOutcome(closeOutcomes.find((one) => one === value) ?? 'solved')}>
          {closeOutcomes.map((one) => (
            <Radio key={one} value={one} label={texts(`desk.outcome.${one}`)} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={texts('desk.words.noteLabel')}>
        <Textarea rows={3} maxLength={2000} value={note} onChange={(_, { value }) => setNote(value)} />
      </Field>
    </Ask>
  );
}

interface AskProps {
  readonly trigger: string;
  readonly title: string;
  readonly children: ReactNode;
  readonly onDone: () => Promise<void>;
}

/** Asks for what a deed needs before it is done. */
function Ask({ trigger, title, children, onDone }: AskProps) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  const deed = useDeed(onDone);
  return (
    <Dialog open={isOpen} onOpenChange={(_, { open }) => setOpen(open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button>{trigger}</Button>
      </DialogTrigger>
      <DialogSurface className="dialog">
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className="deskform plain">
            {children}
            <Refused refusal={deed.refusal} />
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{texts('app.confirm.cancel')}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabledFocusable={deed.isBusy}
              onClick={() => void deed.run().then((isDone) => isDone && setOpen(false))}
            >
              {trigger}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
