/** One ticket: who acts next, the conversation, billing, files, history, and what can be done. */
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Attachment, BillingView, HistoryRow, Said, TicketDeed, TicketDetail } from '../../../portal/api/shapes.ts';
import { newKey, post, Refusal } from '../../app/api.ts';
import { Badge, Lines, Moment, size } from '../../app/parts/bits.tsx';
import { Confirm } from '../../app/parts/confirm.tsx';
import { Failed, Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, Title } from '../../app/router.tsx';
import { useData } from '../../app/use-data.ts';
import { Composer } from '../parts/composer.tsx';
import { useStart, useTexts } from '../start.ts';

type Do = (deed: TicketDeed, more?: { readonly text?: string; readonly uploads?: readonly string[] }) => Promise<void>;

export function TicketPage({ number }: { readonly number: string }) {
  const texts = useTexts();
  const { value: ticket, refusal, retry, put } = useData<TicketDetail>(`/tickets/${number}`);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!ticket) return <Loading />;
  const act: Do = async (deed, more = {}) => {
    put(await post<TicketDetail>(`/tickets/${number}`, { deed, key: newKey(), ...more }));
  };
  return (
    <>
      <nav className="back" aria-label={texts('app.back')}>
        <Link href="/portal">
          <Icon name="back" size={18} /> {texts('portal.overview')}
        </Link>
      </nav>
      <div className="head">
        <p className="over">
          {texts('ticket.number')} <span className="number">{ticket.number}</span>
          {ticket.foreignNumber && <> · {texts('app.ticket.foreign', { number: ticket.foreignNumber })}</>}
        </p>
        <Title document={`${ticket.number} – ${texts('portal.title')}`}>{ticket.subject}</Title>
      </div>
      <div className="columns">
        <div>
          <State ticket={ticket} act={act} />
          <Talk ticket={ticket} act={act} />
        </div>
        <div>
          <Billing ticket={ticket} act={act} />
          {ticket.attachments.length > 0 && <Files files={ticket.attachments} />}
          <Details ticket={ticket} act={act} />
          <History rows={ticket.history} />
        </div>
      </div>
    </>
  );
}

interface PartProps {
  readonly ticket: TicketDetail;
  readonly act: Do;
}

function State({ ticket, act }: PartProps) {
  const texts = useTexts();
  const { me } = useStart();
  const [isReopening, setReopening] = useState(false);
  return (
    <section className={`card state ${ticket.badge.tone === 'waiting' ? 'attention' : ''}`} aria-labelledby="state">
      <h2 id="state">{texts('field.state')}</h2>
      <div role="status">
        <p>
          <Badge {...ticket.badge} />
        </p>
        <p className="lead">{ticket.meaning}</p>
        <p className="subtle">
          {texts('portal.ticket.actor')}: <strong>{ticket.actor}</strong>
        </p>
      </div>
      {ticket.deeds.includes('reopen') && !isReopening && (
        <p>
          <Button onClick={() => setReopening(true)}>{texts('app.ticket.reopen')}</Button>
        </p>
      )}
      {ticket.deeds.includes('reopen') && isReopening && (
        <Composer
          label={texts('app.ticket.reopenLabel')}
          send={texts('app.ticket.reopenSend')}
          onSend={async (text, uploads) => {
            await act('reopen', { text, uploads });
            setReopening(false);
          }}
        />
      )}
      {ticket.deeds.includes('followUp') && (
        <p>
          <Link className="button" href={`/portal/new?about=${ticket.number}`}>
            {texts('app.ticket.followUp')}
          </Link>
        </p>
      )}
      {!me.takesRequests && me.outsideUrl && (
        <p>
          <a href={me.outsideUrl}>{texts('app.outside.link')}</a>
        </p>
      )}
    </section>
  );
}

function Talk({ ticket, act }: PartProps) {
  const texts = useTexts();
  return (
    <section className="card late" aria-labelledby="talk">
      <h2 id="talk">{texts('app.ticket.conversation')}</h2>
      <ol className="messages talk" aria-live="polite">
        {ticket.conversation.map((said) => (
          <SaidRow key={`${said.at.iso}${said.text}`} said={said} />
        ))}
      </ol>
      {ticket.deeds.includes('reply') && (
        <Composer
          label={texts('app.ticket.reply')}
          send={texts('app.ticket.send')}
          onSend={(text, uploads) => act('reply', { text, uploads })}
        />
      )}
    </section>
  );
}

function SaidRow({ said }: { readonly said: Said }) {
  const from = said.from === 'customer' ? 'you' : said.from;
  return (
    <li className={`message ${from}`}>
      <p className="by">
        {said.author} · <Moment at={said.at} />
      </p>
      <div className="bubble">
        <p className="words">{said.text}</p>
      </div>
    </li>
  );
}

function Billing({ ticket, act }: PartProps) {
  const texts = useTexts();
  const { billing, effort, deeds } = ticket;
  return (
    <section className={billing.openOfferHref ? 'card attention' : 'card'} aria-labelledby="billing">
      <h2 id="billing">{texts('field.billing')}</h2>
      {billing.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {billing.clauses.length > 0 && (
        <p className="subtle">
          {texts('offer.clause')}: {billing.clauses.join('; ')}
        </p>
      )}
      {billing.order && <OrderLines order={billing.order} />}
      {billing.openOfferHref && (
        <p>
          <Link className="button" href={billing.openOfferHref}>
            {texts('portal.billing.decide')}
          </Link>
        </p>
      )}
      {effort && (
        <>
          <h3>{texts('app.ticket.effort')}</h3>
          <Lines lines={effort} strong={[texts('app.ticket.effortTotal')]} />
        </>
      )}
      {billing.terms.length > 0 && (
        <details>
          <summary>{texts('portal.billing.terms')}</summary>
          <Lines lines={billing.terms} strong={[texts('offer.net'), texts('offer.gross')]} />
        </details>
      )}
      <BillingDeeds deeds={deeds} act={act} />
    </section>
  );
}

function OrderLines({ order }: { readonly order: NonNullable<BillingView['order']> }) {
  const texts = useTexts();
  return (
    <>
      <p>
        {texts('portal.receipt.state')}: <strong>{order.state}</strong>
      </p>
      <p>
        <a href={order.receiptHref}>{texts('order.receiptLink')}</a> · <a href={order.receiptPdfHref}>{texts('order.receiptPdf')}</a>
      </p>
    </>
  );
}

function BillingDeeds({ deeds, act }: { readonly deeds: readonly TicketDeed[]; readonly act: Do }) {
  const texts = useTexts();
  const [refusal, setRefusal] = useState<Refusal>();
  const ask = () =>
    void act('requestOffer').catch((error: unknown) => {
      if (error instanceof Refusal) setRefusal(error);
    });
  if (!deeds.some((deed) => deed === 'requestOffer' || deed === 'withdrawOrder' || deed === 'objectTo')) return null;
  return (
    <div className="deeds">
      {deeds.includes('requestOffer') && <Button onClick={ask}>{texts('app.ticket.requestOffer')}</Button>}
      {deeds.includes('withdrawOrder') && (
        <Confirm
          trigger={texts('app.ticket.withdrawOrder')}
          title={texts('app.ticket.withdrawOrderTitle')}
          confirm={texts('app.ticket.withdrawOrder')}
          onConfirm={() => act('withdrawOrder')}
        >
          <p>{texts('app.ticket.withdrawOrderText')}</p>
        </Confirm>
      )}
      {deeds.includes('objectTo') && (
        <Confirm
          trigger={texts('app.ticket.object')}
          title={texts('app.ticket.objectTitle')}
          confirm={texts('app.ticket.objectSend')}
          ask={{ label: texts('app.ticket.objectLabel') }}
          onConfirm={(text) => act('objectTo', { text })}
        >
          <p>{texts('app.ticket.objectText')}</p>
        </Confirm>
      )}
      <Refused refusal={refusal} />
    </div>
  );
}

function Files({ files }: { readonly files: readonly Attachment[] }) {
  const texts = useTexts();
  return (
    <section className="card" aria-labelledby="files">
      <h2 id="files">{texts('field.attachments')}</h2>
      <ul className="files">
        {files.map((file) => (
          <li key={file.id}>
            <a href={file.href} target={file.isImage ? '_blank' : undefined} rel="noreferrer">
              {file.isImage ? <img src={file.href} alt="" loading="lazy" /> : <Icon name="file" />}
              <span>
                {file.name} <span className="subtle">{size(file.bytes)}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Details({ ticket, act }: PartProps) {
  const texts = useTexts();
  return (
    <section className="card late" aria-labelledby="details">
      <h2 id="details">{texts('portal.ticket.details')}</h2>
      <Lines
        lines={[
          ...ticket.details,
          [texts('portal.list.created'), ticket.created.text],
          [texts('portal.list.updated'), ticket.updated.text],
        ]}
      />
      {ticket.deeds.includes('withdraw') && (
        <div className="deeds">
          <Confirm
            trigger={texts('app.ticket.withdraw')}
            title={texts('app.ticket.withdrawTitle')}
            confirm={texts('app.ticket.withdraw')}
            onConfirm={() => act('withdraw')}
          >
            <p>{texts('app.ticket.withdrawText')}</p>
          </Confirm>
        </div>
      )}
    </section>
  );
}

function History({ rows }: { readonly rows: readonly HistoryRow[] }) {
  const texts = useTexts();
  return (
    <section className="card late" aria-labelledby="history">
      <h2 id="history">{texts('portal.ticket.history')}</h2>
      <ol className="history">
        {rows.map((row) => (
          <li key={`${row.at.iso}${row.title}`}>
            <p className="title">{row.title}</p>
            <p className="subtle">
              {row.author} · <Moment at={row.at} />
            </p>
            {row.text && <p className="said">{row.text}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
