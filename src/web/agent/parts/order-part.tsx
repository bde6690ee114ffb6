/** Offer, order and effort of a ticket: what was offered and ordered, its confirmation, and the minutes. */
import { Button, Field, Input, Textarea } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { Order } from '../../../domain/offer.ts';
import type { ShownOffer, TicketDetailView } from '../../../handoff/api/shapes.ts';
import { Badge, Lines } from '../../app/parts/bits.tsx';
import { Confirm } from '../../app/parts/confirm.tsx';
import { useTexts } from '../../app/texts.ts';
import { type Act, useDeed } from '../use-deed.ts';
import { when, wholeNumber } from '../words.ts';
import { At } from './cells.tsx';
import { FileLink } from './file-link.tsx';
import { ClauseField, DeedButton, state } from './form-bits.tsx';
import { rateWords } from './offer-fields.tsx';

interface PartProps {
  readonly detail: TicketDetailView;
  readonly act: Act;
}

const mostMinutes = 1440;

export function OfferPart({ detail, act }: PartProps) {
  const texts = useTexts();
  const [offer] = detail.offers;
  if (!offer) return null;
  const order = detail.orders.find(({ offerId }) => offerId === offer.id);
  return (
    <section className="card" aria-labelledby="offer">
      <h2 id="offer">{texts(order ? 'desk.order.title' : 'desk.offer.title')}</h2>
      <p>{order ? <OrderBadge order={order} /> : <OfferBadge offer={offer} />}</p>
      <Lines lines={offerLines(texts, offer, order)} />
      {order && <OrderDeeds detail={detail} act={act} order={order} />}
      {!order && offer.state === 'open' && (
        <Confirm
          trigger={texts('desk.offer.retract')}
          title={texts('desk.offer.retractTitle')}
          confirm={texts('desk.offer.retract')}
          ask={{ label: texts('desk.offer.retractReason') }}
          onConfirm={(reason) => act({ kind: 'retractOffer', requestId: detail.request.id, offerId: offer.id, reason: reason.trim() })}
        >
          <p>{texts('desk.offer.retractText')}</p>
        </Confirm>
      )}
    </section>
  );
}

function OfferBadge({ offer }: { readonly offer: ShownOffer }) {
  const texts = useTexts();
  return <Badge tone={offer.state === 'open' ? 'waiting' : 'quiet'} text={texts(`desk.offer.state.${offer.state}`)} />;
}

function OrderBadge({ order }: { readonly order: Order }) {
  const texts = useTexts();
  const tone = order.state === 'placed' ? 'waiting' : order.state === 'confirmed' ? 'active' : 'done';
  return <Badge tone={tone} text={texts(`portal.order.${order.state}`)} />;
}

function offerLines(
  texts: ReturnType<typeof useTexts>,
  { terms, offeredAt, madeBy }: ShownOffer,
  order: Order | undefined,
): [string, string][] {
  const { buyer, rate, ceilingMinutes } = terms;
  return [
    [texts('desk.offer.buyer'), [buyer.company, buyer.customerNo, buyer.onBehalfOf].filter(Boolean).join(', ')],
    [texts('desk.offer.rate'), rateWords(texts, rate)],
    [
      texts('desk.offer.ceiling'),
      ceilingMinutes === undefined ? texts('desk.offer.noCeiling') : texts('desk.minutes', { minutes: ceilingMinutes }),
    ],
    [texts('desk.form.clauses'), terms.clauses.join(', ')],
    [texts('desk.offer.madeBy'), `${texts(madeBy === 'bot' ? 'desk.assistant' : 'desk.support')}, ${when(offeredAt)}`],
    ...(order
      ? ([[texts('desk.order.placed'), `${order.placedByName}, ${when(order.placedAt)}`]] as [string, string][])
      : ([[texts('desk.offer.until'), when(terms.validUntil)]] as [string, string][])),
  ];
}

function OrderDeeds({ detail, act, order }: PartProps & { readonly order: Order }) {
  const texts = useTexts();
  const [isCancelling, setCancelling] = useState(false);
  const { request, orderSteps, objection } = detail;
  const confirm = useDeed(() => act({ kind: 'confirmOrder', requestId: request.id, orderId: order.id }));
  const fulfil = useDeed(() => act({ kind: 'fulfilOrder', requestId: request.id, orderId: order.id }));
  const isBinding = order.state === 'placed' || order.state === 'confirmed';
  return (
    <>
      {order.state === 'placed' && (
        <>
          <p className="note">{texts('desk.order.confirmText')}</p>
          {objection?.state === 'open' && <p className="note">{texts('agent.refused.objectionOpen')}</p>}
          <DeedButton deed={confirm} label={texts('desk.order.confirm')} onPress={() => void confirm.run()} />
        </>
      )}
      {order.state === 'confirmed' && <DeedButton deed={fulfil} label={texts('desk.order.fulfil')} onPress={() => void fulfil.run()} />}
      {isBinding && !isCancelling && (
        <div className="sendline">
          <Button onClick={() => setCancelling(true)}>{texts('desk.order.cancel')}</Button>
        </div>
      )}
      {isBinding && isCancelling && <CancelForm detail={detail} act={act} order={order} close={() => setCancelling(false)} />}
      {orderSteps.length > 0 && (
        <details>
          <summary>{texts('desk.order.steps')}</summary>
          <ul className="plainrows">
            {orderSteps.map((step) => (
              <li key={`${step.at}${step.to}`}>
                {texts(`portal.order.${step.to}`)}
                <span className="subtle block">
                  {step.byName}, <At at={step.at} />
                  {step.reason && `: ${step.reason}`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="after side">
        <FileLink href={`/agent/api/orders/${order.id}/evidence?format=html`}>{texts('desk.order.evidence')}</FileLink>
        <FileLink href={`/agent/api/orders/${order.id}/evidence?format=pdf`}>{texts('desk.order.evidencePdf')}</FileLink>
      </div>
    </>
  );
}

function CancelForm({ detail, act, order, close }: PartProps & { readonly order: Order; readonly close: () => void }) {
  const texts = useTexts();
  const [clauses, setClauses] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [wasSent, setSent] = useState(false);
  const cancel = useDeed(() =>
    act({ kind: 'cancelOrder', requestId: detail.request.id, orderId: order.id, clauses, reason: reason.trim() }),
  );
  const missing = (isMissing: boolean) => (wasSent && isMissing ? texts('desk.form.missing') : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (clauses.length > 0 && reason.trim() !== '') void cancel.run();
  };
  return (
    <form noValidate className="deskform" onSubmit={submit} aria-label={texts('desk.order.cancel')}>
      <p className="note">{texts('desk.order.cancelText')}</p>
      <ClauseField chosen={clauses} choose={setClauses} problem={missing(clauses.length === 0)} />
      <Field label={texts('desk.classing.reason')} required {...state(missing(reason.trim() === ''))}>
        <Textarea rows={3} maxLength={1000} value={reason} onChange={(_, { value }) => setReason(value)} />
      </Field>
      <DeedButton deed={cancel} label={texts('desk.order.cancel')} />
      <Button appearance="subtle" onClick={close}>
        {texts('app.confirm.cancel')}
      </Button>
    </form>
  );
}

export function EffortPart({ detail, act }: PartProps) {
  const texts = useTexts();
  const { request, ticket, efforts, orders, offers } = detail;
  const order = orders.find(({ state: is }) => is === 'confirmed' || is === 'fulfilled');
  const ceiling = offers.find(({ id }) => id === order?.offerId)?.terms.ceilingMinutes;
  const total = efforts.reduce((sum, { minutes }) => sum + minutes, 0);
  const [minutes, setMinutes] = useState('');
  const [note, setNote] = useState('');
  const [wasSent, setSent] = useState(false);
  const read = wholeNumber(minutes, -mostMinutes, mostMinutes) || undefined;
  const add = useDeed(async (amount: number, words: string) => {
    await act({ kind: 'addEffort', requestId: request.id, minutes: amount, note: words });
    setMinutes('');
    setNote('');
    setSent(false);
  });
  if (!order && ticket.coverage !== 'covered' && efforts.length === 0) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (read !== undefined && note.trim() !== '') void add.run(read, note.trim());
  };
  return (
    <section className="card" aria-labelledby="effort">
      <h2 id="effort">{texts('desk.effort.title')}</h2>
      <p role="status">
        {ceiling === undefined ? texts('desk.effort.total', { total }) : texts('desk.effort.totalOf', { total, ceiling })}
      </p>
      {ceiling !== undefined && <progress value={total} max={ceiling} aria-label={texts('desk.effort.title')} />}
      <ul className="plainrows">
        {efforts.map((effort) => (
          <li key={effort.id}>
            <strong>{texts('desk.minutes', { minutes: effort.minutes })}</strong> {effort.note}
            <span className="subtle block">
              {effort.agentName}, <At at={effort.at} />
            </span>
          </li>
        ))}
      </ul>
      <form noValidate className="deskform" onSubmit={submit} aria-label={texts('desk.effort.add')}>
        <Field
          label={texts('desk.effort.minutes')}
          hint={texts('desk.effort.hint')}
          required
          {...state(wasSent && read === undefined ? texts('desk.effort.wrong') : undefined)}
        >
          <Input inputMode="numeric" value={minutes} onChange={(_, { value }) => setMinutes(value)} />
        </Field>
        <Field
          label={texts('desk.effort.note')}
          required
          {...state(wasSent && note.trim() === '' ? texts('desk.form.missing') : undefined)}
        >
          <Input value={note} maxLength={1000} onChange={(_, { value }) => setNote(value)} />
        </Field>
        <DeedButton deed={add} label={texts('desk.effort.add')} />
      </form>
    </section>
  );
}
