/** Mails that wait because nobody knows, or nothing proves, who wrote them: into a ticket, a new ticket, or put aside. */
import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { HeldMailView } from '../../../handoff/api/shapes.ts';
import { post } from '../../app/api.ts';
import { Badge } from '../../app/parts/bits.tsx';
import { Refused } from '../../app/parts/failed.tsx';
import { useTexts } from '../../app/texts.ts';
import { useDeed } from '../use-deed.ts';
import { At } from './cells.tsx';

interface Props {
  readonly mails: readonly HeldMailView[];
  readonly retry: () => void;
}

export function HeldMails({ mails, retry }: Props) {
  const texts = useTexts();
  if (mails.length === 0) return null;
  return (
    <section aria-labelledby="mails">
      <h2 id="mails">
        {texts('desk.mails.title')} <span className="count">{mails.length}</span>
      </h2>
      <ul className="cardlist">
        {mails.map((mail) => (
          <MailRow key={mail.id} mail={mail} retry={retry} />
        ))}
      </ul>
    </section>
  );
}

type Decision = { readonly deed: 'newTicket' | 'putAside' } | { readonly deed: 'intoTicket'; readonly number: string };

function MailRow({ mail, retry }: { readonly mail: HeldMailView; readonly retry: () => void }) {
  const texts = useTexts();
  const [number, setNumber] = useState(mail.ticketNumber ?? '');
  const decide = useDeed(async (decision: Decision) => {
    await post(`/mails/${mail.id}`, decision);
    retry();
  });
  return (
    <li className="card">
      <div className="cardhead">
        <h3>{mail.subject}</h3>
        <Badge tone="waiting" text={texts(`desk.mails.reason.${mail.reason}`)} />
      </div>
      <p className="subtle">
        {[mail.name, mail.address].filter(Boolean).join(', ')} · <At at={mail.at} />
      </p>
      <blockquote>{mail.text}</blockquote>
      {mail.files.length > 0 && <p className="subtle">{texts('desk.mails.files', { names: mail.files.join(', ') })}</p>}
      <div className="fieldgrid after">
        <Field label={texts('desk.mails.number')}>
          <Input value={number} onChange={(_, { value }) => setNumber(value)} />
        </Field>
      </div>
      <Refused refusal={decide.refusal} />
      <div className="deeds">
        <Button disabledFocusable={decide.isBusy} onClick={() => void decide.run({ deed: 'intoTicket', number: number.trim() })}>
          {texts('desk.mails.intoTicket')}
        </Button>
        <Button disabledFocusable={decide.isBusy} onClick={() => void decide.run({ deed: 'newTicket' })}>
          {texts('desk.mails.newTicket')}
        </Button>
        <Button disabledFocusable={decide.isBusy} onClick={() => void decide.run({ deed: 'putAside' })}>
          {texts('desk.mails.putAside')}
        </Button>
      </div>
    </li>
  );
}
