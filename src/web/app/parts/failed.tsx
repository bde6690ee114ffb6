/** When something went wrong: one sentence that says what to do, and the way on. */
import { Button } from '@fluentui/react-components';
import { useEffect, useRef } from 'react';
import type { Refusal } from '../api.ts';
import { here } from '../place.ts';
import { Link, Title } from '../router.tsx';
import { useTexts } from '../texts.ts';

/** A page that cannot be shown. */
export function Failed({ refusal, retry }: { readonly refusal: Refusal; readonly retry: () => void }) {
  const texts = useTexts();
  if (refusal.code === 'notFound' || refusal.code === 'unknown') return <NotFound />;
  return (
    <section className="card sign-in" role="alert">
      <Title document={texts('portal.error.failedTitle')}>{texts('portal.error.failedTitle')}</Title>
      <p>{refusal.message}</p>
      <p>
        <Button appearance="primary" onClick={retry}>
          {texts('app.retry')}
        </Button>
      </p>
    </section>
  );
}

export function NotFound() {
  const texts = useTexts();
  return (
    <section className="card sign-in">
      <Title document={texts('portal.error.notFoundTitle')}>{texts('portal.error.notFoundTitle')}</Title>
      <p>{texts('portal.error.notFoundText')}</p>
      <p>
        <Link className="button" href={here().root}>
          {texts('portal.error.toOverview')}
        </Link>
      </p>
    </section>
  );
}

/** What a deed was refused for, beside where it was done; read out at once. */
export function Refused({ refusal }: { readonly refusal: Refusal | undefined }) {
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (refusal) note.current?.scrollIntoView({ block: 'nearest' });
  }, [refusal]);
  return (
    <p ref={note} className={refusal ? 'refused' : 'hidden'} role="alert">
      {refusal?.message}
    </p>
  );
}
