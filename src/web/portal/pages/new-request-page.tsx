/** A new request: described in own words, clarified as in the chat, sent or ordered by a press. */
import { useState } from 'react';
import type { Conversation, PressButton } from '../../../portal/api/shapes.ts';
import { get, newKey, post, Refusal } from '../../app/api.ts';
import { Failed, Refused } from '../../app/parts/failed.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { keepFocus, Link, navigate, Title, useAddress } from '../../app/router.tsx';
import { useData } from '../../app/use-data.ts';
import { Composer } from '../parts/composer.tsx';
import { Messages } from '../parts/messages.tsx';
import { useStart, useTexts } from '../start.ts';

export function NewRequestPage({ id }: { readonly id: string }) {
  const texts = useTexts();
  const { me } = useStart();
  if (!me.takesRequests) return <Outside />;
  return (
    <>
      <div className="head">
        <Title document={`${texts('app.nav.new')} – ${texts('portal.title')}`}>{texts('app.nav.new')}</Title>
        <p className="subtle">{texts('app.request.intro')}</p>
      </div>
      {id === '' ? <Start /> : <Running id={id} key={id} />}
    </>
  );
}

function Start() {
  const texts = useTexts();
  const query = new URLSearchParams(useAddress().split('?')[1]);
  const about = query.get('about');
  const begin = async (text: string, uploads: readonly string[]) => {
    const { id } = await post<Conversation>('/conversations', {});
    await post<Conversation>(`/conversations/${id}`, { kind: 'text', text, uploads, key: newKey() });
    navigate(`/portal/new/${id}`, 'replace');
    keepFocus();
  };
  return (
    <div className="columns">
      <div>
        <section className="card">
          <Composer
            label={texts('app.request.label')}
            hint={texts('app.request.hint')}
            send={texts('app.request.send')}
            initial={about ? texts('app.request.about', { number: about }) : (query.get('text') ?? '')}
            rows={7}
            onSend={begin}
          />
        </section>
      </div>
      <div>
        <section className="card plainlist" aria-labelledby="helps">
          <h2 id="helps">{texts('app.request.helpsTitle')}</h2>
          <ul className="points">
            {['error', 'since', 'who', 'work', 'tried'].map((name) => (
              <li key={name}>{texts(`app.request.helps.${name}`)}</li>
            ))}
          </ul>
          <p className="subtle">
            {texts('app.request.before')} <Link href="/portal/help">{texts('app.nav.help')}</Link>
          </p>
        </section>
      </div>
    </div>
  );
}

function Running({ id }: { readonly id: string }) {
  const texts = useTexts();
  const { value, refusal, retry, put } = useData<Conversation>(`/conversations/${id}`);
  const [isBusy, setBusy] = useState(false);
  const [pressRefusal, setPressRefusal] = useState<Refusal>();
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  const send = async (text: string, uploads: readonly string[]) => {
    put(await post<Conversation>(`/conversations/${id}`, { kind: 'text', text, uploads, key: newKey() }));
  };
  const press = async ({ a }: PressButton) => {
    setBusy(true);
    setPressRefusal(undefined);
    try {
      put(await post<Conversation>(`/conversations/${id}`, { kind: 'press', a, key: newKey() }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setPressRefusal(error);
      put(await get<Conversation>(`/conversations/${id}`));
    } finally {
      setBusy(false);
    }
  };
  const newest = value.messages.at(-1);
  const isAsked = newest !== undefined && (newest.buttons.length > 0 || newest.card !== undefined);
  return (
    <div className="request">
      <Messages messages={value.messages} press={isBusy ? undefined : (button) => void press(button)} />
      <Refused refusal={pressRefusal} />
      <section className="card">
        <Composer
          label={texts(isAsked ? 'app.request.orAnswer' : 'app.request.answer')}
          send={texts('app.request.sendAnswer')}
          rows={3}
          isAside={isAsked}
          onSend={send}
        />
      </section>
      <p className="subtle">{texts('app.request.assistant')}</p>
    </div>
  );
}

function Outside() {
  const texts = useTexts();
  const { me } = useStart();
  return (
    <section className="card sign-in">
      <Title document={texts('app.nav.new')}>{texts('app.nav.new')}</Title>
      <p>{texts('app.error.outside')}</p>
      {me.outsideUrl && (
        <p>
          <a className="button" href={me.outsideUrl}>
            {texts('app.outside.link')}
          </a>
        </p>
      )}
    </section>
  );
}
