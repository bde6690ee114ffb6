/** People who registered and wait for a confirmation. */
import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { RegistrationsView } from '../../../handoff/api/shapes.ts';
import { post } from '../../app/api.ts';
import { Confirm } from '../../app/parts/confirm.tsx';
import { Failed, Refused } from '../../app/parts/failed.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Title } from '../../app/router.tsx';
import { useTexts } from '../../app/texts.ts';
import { useData } from '../../app/use-data.ts';
import { At, Nothing } from '../parts/cells.tsx';
import { useDeed } from '../use-deed.ts';

type Waiting = RegistrationsView['registrations'][number];

export function RegistrationsPage() {
  const texts = useTexts();
  const { value, refusal, retry } = useData<RegistrationsView>('/registrations');
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  return (
    <>
      <div className="head">
        <Title document={`${texts('desk.nav.registrations')} – ${texts('desk.title')}`}>{texts('desk.nav.registrations')}</Title>
        <p className="subtle">{texts('desk.registrations.intro')}</p>
      </div>
      {value.registrations.length === 0 && <Nothing text={texts('desk.registrations.none')} />}
      <ul className="cardlist">
        {value.registrations.map((waiting) => (
          <RegistrationRow key={waiting.id} waiting={waiting} retry={retry} />
        ))}
      </ul>
    </>
  );
}

function RegistrationRow({ waiting, retry }: { readonly waiting: Waiting; readonly retry: () => void }) {
  const texts = useTexts();
  const { id, name, email, company, customerNo, organisation, createdAt } = waiting;
  const [number, setNumber] = useState(organisation?.customerNo ?? customerNo);
  const decide = async (decision: 'confirm' | 'confirmOrder' | 'refuse') => {
    const typed = number.trim();
    await post(`/registrations/${id}`, { decision, ...(typed && decision !== 'refuse' && { customerNo: typed }) });
    retry();
  };
  const confirm = useDeed(decide);
  const said = [company, customerNo].filter(Boolean).join(', ');
  return (
    <li className="card">
      <h2>{name}</h2>
      <p>
        {email} · <At at={createdAt} />
      </p>
      <p className="subtle">{said ? texts('desk.registrations.said', { company: said }) : texts('desk.registrations.saidNothing')}</p>
      <p className={organisation ? 'subtle' : 'note'}>
        {organisation
          ? texts('desk.registrations.matched', { company: `${organisation.name}, ${organisation.customerNo}` })
          : texts('desk.registrations.notMatched')}
      </p>
      <div className="fieldgrid after">
        <Field label={texts('desk.registrations.customerNo')}>
          <Input value={number} onChange={(_, { value }) => setNumber(value)} />
        </Field>
      </div>
      <Refused refusal={confirm.refusal} />
      <div className="deeds">
        <Button appearance="primary" disabledFocusable={confirm.isBusy} onClick={() => void confirm.run('confirm')}>
          {texts('desk.registrations.confirm')}
        </Button>
        <Button disabledFocusable={confirm.isBusy} onClick={() => void confirm.run('confirmOrder')}>
          {texts('desk.registrations.confirmOrder')}
        </Button>
        <Confirm
          trigger={texts('desk.registrations.refuse')}
          title={texts('desk.registrations.refuseTitle', { name })}
          confirm={texts('desk.registrations.refuse')}
          onConfirm={() => decide('refuse')}
        >
          <p>{texts('desk.registrations.refuseText')}</p>
        </Confirm>
      </div>
    </li>
  );
}
