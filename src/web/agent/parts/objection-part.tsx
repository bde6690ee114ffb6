/** A customer's objection: its words, and the decision by somebody else than who classed. */
import { Button, Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { TicketDetailView } from '../../../handoff/api/shapes.ts';
import { Badge } from '../../app/parts/bits.tsx';
import { useTexts } from '../../app/texts.ts';
import { type Act, useDeed } from '../use-deed.ts';
import { At } from './cells.tsx';
import { ClassingFields, useClassingForm } from './classing-part.tsx';
import { DeedButton, state } from './form-bits.tsx';

interface PartProps {
  readonly detail: TicketDetailView;
  readonly act: Act;
}

export function ObjectionPart({ detail, act }: PartProps) {
  const texts = useTexts();
  const { objection, mayDecideObjection } = detail;
  const [isOpen, setOpen] = useState(false);
  if (!objection) return null;
  return (
    <section className={`card ${objection.state === 'open' ? 'attention' : ''}`} aria-labelledby="objection">
      <h2 id="objection">{texts('desk.objection.title')}</h2>
      <p>
        <Badge tone={objection.state === 'open' ? 'waiting' : 'done'} text={texts(`desk.objection.state.${objection.state}`)} />
      </p>
      <blockquote>{objection.reason}</blockquote>
      <p className="subtle">
        {objection.raisedByName}, <At at={objection.raisedAt} />
      </p>
      {objection.answer && (
        <>
          <blockquote>{objection.answer}</blockquote>
          <p className="subtle">{objection.decidedByName}</p>
        </>
      )}
      {objection.state === 'open' && !mayDecideObjection && <p className="note">{texts('agent.refused.ownClassing')}</p>}
      {objection.state === 'open' && mayDecideObjection && !isOpen && (
        <div className="sendline">
          <Button appearance="primary" onClick={() => setOpen(true)}>
            {texts('desk.objection.decide')}
          </Button>
        </div>
      )}
      {objection.state === 'open' && mayDecideObjection && isOpen && (
        <DecisionForm detail={detail} act={act} objectionId={objection.id} close={() => setOpen(false)} />
      )}
    </section>
  );
}

function DecisionForm({ detail, act, objectionId, close }: PartProps & { readonly objectionId: string; readonly close: () => void }) {
  const texts = useTexts();
  const { request } = detail;
  const [kind, setKind] = useState<'upheld' | 'granted'>('upheld');
  const [answer, setAnswer] = useState('');
  const [wasSent, setSent] = useState(false);
  const form = useClassingForm(detail);
  const decide = useDeed(async (result: Extract<Parameters<Act>[0], { kind: 'decideObjection' }>['result']) => {
    await act({ kind: 'decideObjection', requestId: request.id, seenVersion: request.version, objectionId, result });
    close();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (kind === 'upheld') {
      if (answer.trim() !== '') void decide.run({ kind, answer: answer.trim() });
      return;
    }
    const classing = form.read();
    if (classing) void decide.run({ kind, classing });
  };
  return (
    <form noValidate className="deskform" onSubmit={submit} aria-label={texts('desk.objection.decide')}>
      <Field label={texts('desk.objection.result')} required>
        <RadioGroup value={kind} onChange={(_, { value }) => setKind(value === 'granted' ? 'granted' : 'upheld')}>
          <Radio value="upheld" label={texts('desk.objection.upheld')} />
          <Radio value="granted" label={texts('desk.objection.granted')} />
        </RadioGroup>
      </Field>
      {kind === 'upheld' ? (
        <Field
          label={texts('desk.objection.answer')}
          hint={texts('desk.classing.reasonHint')}
          required
          {...state(wasSent && answer.trim() === '' ? texts('desk.form.missing') : undefined)}
        >
          <Textarea rows={3} maxLength={1000} value={answer} onChange={(_, { value }) => setAnswer(value)} />
        </Field>
      ) : (
        <ClassingFields form={form} />
      )}
      <DeedButton deed={decide} label={texts('desk.objection.save')} />
      <Button appearance="subtle" onClick={close}>
        {texts('app.confirm.cancel')}
      </Button>
    </form>
  );
}
