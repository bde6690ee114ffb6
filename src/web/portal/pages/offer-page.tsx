/** One offer: its frozen terms, and either three equal decisions or the outcome. */
import { useEffect, useRef, useState } from 'react';
import type { OfferDetail, TicketDetail } from '../../../portal/api/shapes.ts';
import { get, newKey, post, Refusal } from '../../app/api.ts';
import { Badge, Lines, Rich } from '../../app/parts/bits.tsx';
import { Confirm } from '../../app/parts/confirm.tsx';
import { Failed, Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, navigate, Title } from '../../app/router.tsx';
import { useData } from '../../app/use-data.ts';
import { useStart, useTexts } from '../start.ts';

export function OfferPage({ id }: { readonly id: string }) {
  const texts = useTexts();
  const { value: offer, refusal, retry, put } = useData<OfferDetail>(`/offers/${id}`);
  const [isDecidedHere, setDecidedHere] = useState(false);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!offer) return <Loading />;
  return (
    <>
      <nav className="back" aria-label={texts('app.back')}>
        <Link href="/portal">
          <Icon name="back" size={18} /> {texts('portal.overview')}
        </Link>
      </nav>
      <div className="head">
        <p className="over">{texts('offer.title')}</p>
        <Title document={`${offer.subject} – ${texts('portal.title')}`}>{offer.subject}</Title>
        <p role="status">
          <Badge {...offer.badge} />
        </p>
      </div>
      {offer.summary && (
        <section className="card summary" lang={offer.summary.language} aria-labelledby="summary">
          <h2 id="summary">{offer.summary.title}</h2>
          <Rich blocks={offer.summary.blocks} />
        </section>
      )}
      <div className="columns">
        {offer.outcome && (
          <aside>
            <Outcome offer={offer} outcome={offer.outcome} takesFocus={isDecidedHere} />
          </aside>
        )}
        <Terms offer={offer} />
        {offer.decision && (
          <aside>
            <Decision
              offer={offer}
              put={(after) => {
                setDecidedHere(true);
                put(after);
              }}
            />
          </aside>
        )}
      </div>
    </>
  );
}

function Terms({ offer }: { readonly offer: OfferDetail }) {
  const texts = useTexts();
  const { links } = useStart();
  return (
    <div className="main">
      <section className="card" aria-labelledby="about">
        <h2 id="about">{texts('portal.offer.about')}</h2>
        <Lines lines={offer.about} />
      </section>
      <section className="card" aria-labelledby="terms">
        <h2 id="terms">{texts('portal.offer.terms')}</h2>
        <Lines lines={[...offer.terms, ...offer.times]} strong={[texts('offer.net'), texts('offer.gross')]} />
        <p className="subtle">
          <a href={links.terms}>{texts('portal.termsLink')}</a>
        </p>
      </section>
      {offer.shown && (
        <details className="card">
          <summary>{texts('portal.offer.shown')}</summary>
          <p className="verbatim">{offer.shown.text}</p>
          <p className="subtle">
            {texts('portal.receipt.shownHash')}: <code>{offer.shown.sha256}</code>
          </p>
        </details>
      )}
    </div>
  );
}

function Decision({ offer, put }: { readonly offer: OfferDetail; readonly put: (offer: OfferDetail) => void }) {
  const texts = useTexts();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  /** One for this showing of the buttons: a second press is the same press. */
  const [key] = useState(newKey);
  const done = useRef<HTMLParagraphElement>(null);
  const [wasForwarded, setForwarded] = useState(false);
  // The button that was pressed is gone: the keyboard goes on from what stands in its place.
  useEffect(() => {
    if (wasForwarded) done.current?.focus();
  }, [wasForwarded]);
  const { decision } = offer;
  if (!decision) return null;
  const decide = async (what: string) => {
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      put(await post<OfferDetail>(`/offers/${offer.id}`, { decision: what, token: offer.pressToken, key }));
      setForwarded(what === 'forward');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  const object = async (text: string) => {
    await post<TicketDetail>(`/tickets/${decision.objectTo}`, { deed: 'objectTo', text, key });
    put(await get<OfferDetail>(`/offers/${offer.id}`));
  };
  return (
    <section className="card attention" aria-labelledby="decide" aria-busy={isBusy}>
      <h2 id="decide">{texts('offer.question')}</h2>
      {decision.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div className="decide">
        {decision.done && (
          <p className="done" role="status" ref={done} tabIndex={-1}>
            {decision.done}
          </p>
        )}
        {decision.buttons.map(({ decision: what, label }) => (
          <button key={what} type="button" aria-disabled={isBusy} onClick={() => void decide(what)}>
            {label}
          </button>
        ))}
        {decision.objectTo && (
          <Confirm
            trigger={texts('app.ticket.object')}
            triggerClass=""
            title={texts('app.ticket.objectTitle')}
            confirm={texts('app.ticket.objectSend')}
            ask={{ label: texts('app.ticket.objectLabel') }}
            onConfirm={object}
          >
            <p>{texts('app.ticket.objectText')}</p>
          </Confirm>
        )}
      </div>
      <Refused refusal={refusal} />
    </section>
  );
}

function Outcome({
  offer,
  outcome,
  takesFocus,
}: {
  readonly offer: OfferDetail;
  readonly outcome: NonNullable<OfferDetail['outcome']>;
  /** The buttons that were here are gone: the keyboard goes on from the outcome. */
  readonly takesFocus: boolean;
}) {
  const texts = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const { sentences, ticketNumber, receiptHref, newerHref, canRenew } = outcome;
  return (
    <section className="card result" aria-labelledby="outcome">
      <h2 id="outcome" ref={heading} tabIndex={-1}>
        {texts('portal.offer.outcome')}
      </h2>
      <div role="status">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p className="links">
        {ticketNumber && (
          <Link className="button" href={`/portal/tickets/${ticketNumber}`}>
            {texts('portal.offer.toTicket', { number: ticketNumber })}
          </Link>
        )}
        {receiptHref && (
          <a className="button" href={receiptHref}>
            {texts('order.receiptLink')}
          </a>
        )}
        {canRenew && <Renew offer={offer} />}
        {newerHref && (
          <Link className="button" href={newerHref}>
            {texts('portal.offer.newer')}
          </Link>
        )}
      </p>
    </section>
  );
}

function Renew({ offer }: { readonly offer: OfferDetail }) {
  const texts = useTexts();
  const [refusal, setRefusal] = useState<Refusal>();
  const [key] = useState(newKey);
  const renew = async () => {
    try {
      const { outcome } = await post<OfferDetail>(`/offers/${offer.id}`, { decision: 'renew', token: offer.pressToken, key });
      navigate(outcome?.newerHref ?? (outcome?.ticketNumber ? `/portal/tickets/${outcome.ticketNumber}` : '/portal'));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    }
  };
  return (
    <>
      <button type="button" className="button" onClick={() => void renew()}>
        {texts('portal.offer.renew')}
      </button>
      <Refused refusal={refusal} />
    </>
  );
}
