/** One offer: its frozen terms, and either three equal decisions or the outcome. */
import { useState } from 'react';
import type { OfferDetail } from '../../../portal/api/shapes.ts';
import { newKey, post, Refusal } from '../../app/api.ts';
import { Badge, Lines } from '../../app/parts/bits.tsx';
import { Failed, Refused } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, Title } from '../../app/router.tsx';
import { useData } from '../../app/use-data.ts';
import { useStart, useTexts } from '../start.ts';

export function OfferPage({ id }: { readonly id: string }) {
  const texts = useTexts();
  const { value: offer, refusal, retry, put } = useData<OfferDetail>(`/offers/${id}`);
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
      <div className="columns">
        {offer.outcome && (
          <aside>
            <Outcome outcome={offer.outcome} />
          </aside>
        )}
        <Terms offer={offer} />
        {offer.decision && (
          <aside>
            <Decision offer={offer} put={put} />
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
  const { decision } = offer;
  if (!decision) return null;
  const decide = async (what: string) => {
    if (isBusy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      put(await post<OfferDetail>(`/offers/${offer.id}`, { decision: what, token: decision.pressToken, key }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  const buttons = [...(offer.canForward ? [{ decision: 'forward', label: texts('button.forward') }] : []), ...decision.buttons];
  return (
    <section className="card attention" aria-labelledby="decide" aria-busy={isBusy}>
      <h2 id="decide">{texts('offer.question')}</h2>
      {decision.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <div className="decide">
        {buttons.map(({ decision: what, label }) => (
          <button key={what} type="button" aria-disabled={isBusy} onClick={() => void decide(what)}>
            {label}
          </button>
        ))}
      </div>
      <Refused refusal={refusal} />
    </section>
  );
}

function Outcome({ outcome }: { readonly outcome: NonNullable<OfferDetail['outcome']> }) {
  const texts = useTexts();
  const { sentences, ticketNumber, receiptHref, newerHref } = outcome;
  return (
    <section className="card result" aria-labelledby="outcome">
      <h2 id="outcome">{texts('portal.offer.outcome')}</h2>
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
        {newerHref && (
          <Link className="button" href={newerHref}>
            {texts('portal.offer.newer')}
          </Link>
        )}
      </p>
    </section>
  );
}
