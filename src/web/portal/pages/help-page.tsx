/** The Helpdesk-Center: search, answers by topic, and shelves of articles, updates, manuals and videos. */
import { Input } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import type { HelpCenter, HelpText, SearchResult, ShelfEntry } from '../../../portal/api/shapes.ts';
import { Rich } from '../../app/parts/bits.tsx';
import { Failed } from '../../app/parts/failed.tsx';
import { Icon, type IconName } from '../../app/parts/icons.tsx';
import { Loading } from '../../app/parts/loading.tsx';
import { Link, navigate, Title, useAddress } from '../../app/router.tsx';
import { useData } from '../../app/use-data.ts';
import { useStart, useTexts } from '../start.ts';

export function HelpPage() {
  const texts = useTexts();
  const asked = new URLSearchParams(useAddress().split('?')[1]).get('q') ?? '';
  const [words, setWords] = useState(asked);
  const settled = useDeferredValue(words.trim());
  const change = (value: string) => {
    setWords(value);
    navigate(value.trim() === '' ? '/portal/help' : `/portal/help?q=${encodeURIComponent(value)}`, 'replace');
  };
  return (
    <>
      <div className="head">
        <Title document={`${texts('app.nav.help')} – ${texts('portal.title')}`}>{texts('app.nav.help')}</Title>
        <p className="subtle">{texts('app.help.intro')}</p>
      </div>
      <search className="searchbox">
        <Input
          size="large"
          type="search"
          value={words}
          aria-label={texts('app.help.search')}
          placeholder={texts('app.help.search')}
          contentBefore={<Icon name="search" />}
          onChange={(_, { value }) => change(value)}
        />
      </search>
      {settled === '' ? <Shelves /> : <Results words={settled} />}
    </>
  );
}

function Results({ words }: { readonly words: string }) {
  const texts = useTexts();
  const { me } = useStart();
  const { value, refusal, isLoading, retry } = useData<SearchResult>(`/search?q=${encodeURIComponent(words)}`, false);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  return (
    <section aria-labelledby="results" className={isLoading ? 'renewing' : undefined} aria-busy={isLoading}>
      <h2 id="results">
        <span role="status">
          {value.hits.length > 0 ? texts('app.help.found', { count: value.hits.length }) : texts('app.help.nothing')}
        </span>
      </h2>
      <ul className="hits">
        {value.hits.map((hit) => (
          <li key={hit.id} className="card">
            <p className="over">{texts(`app.help.kind.${hit.kind}`)}</p>
            <p className="title">
              <Link href={`/portal/help/${hit.id}`}>{hit.title}</Link>
            </p>
            <p className="subtle">{hit.excerpt}</p>
          </li>
        ))}
      </ul>
      {me.takesRequests && (value.asRequest || value.hits.length === 0) && (
        <section className="card">
          <p>{texts(value.asRequest ? 'app.help.asRequest' : 'app.help.nothingHint')}</p>
          <p>
            <Link className="button" href={value.asRequest ? `/portal/new?text=${encodeURIComponent(words)}` : '/portal/new'}>
              {texts('app.nav.new')}
            </Link>
          </p>
        </section>
      )}
    </section>
  );
}

function Shelves() {
  const texts = useTexts();
  const { value, refusal, retry } = useData<HelpCenter>('/help', false);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  return (
    <>
      <h2 className="shelfhead">{texts('app.help.topics')}</h2>
      <div className="topics">
        {value.topics.map((topic) => (
          <section key={topic.label} className="card" aria-labelledby={topic.label}>
            <h3 id={topic.label}>{topic.title}</h3>
            <ul>
              {topic.entries.map((entry) => (
                <li key={entry.id}>
                  <Link href={`/portal/help/${entry.id}`}>{entry.title}</Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <h2 className="shelfhead">{texts('app.help.shelves')}</h2>
      <div className="shelves">
        {value.shelves.map(({ type, entries }) => (
          <Shelf key={type} type={type} entries={entries} />
        ))}
      </div>
    </>
  );
}

const icons: Record<string, IconName> = { article: 'article', update: 'update', manual: 'book', video: 'video' };

function Shelf({ type, entries }: { readonly type: string; readonly entries: readonly ShelfEntry[] }) {
  const texts = useTexts();
  return (
    <section className="card" aria-labelledby={`shelf-${type}`}>
      <h3 id={`shelf-${type}`}>
        <Icon name={icons[type] ?? 'article'} /> {texts(`app.help.shelf.${type}`)}
      </h3>
      {entries.length === 0 && <p className="subtle">{texts(`app.help.empty.${type}`)}</p>}
      <ul>
        {entries.map((entry) => (
          <li key={entry.id}>
            <Link href={`/portal/help/${entry.id}`}>{entry.title}</Link>
            <span className="subtle">{[...entry.products, entry.date].filter(Boolean).map((part) => ` · ${part}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function HelpTextPage({ id }: { readonly id: string }) {
  const texts = useTexts();
  const { me } = useStart();
  const { value, refusal, retry } = useData<HelpText>(`/help/${id}`, false);
  if (refusal) return <Failed refusal={refusal} retry={retry} />;
  if (!value) return <Loading />;
  return (
    <>
      <nav className="back" aria-label={texts('app.back')}>
        <Link href="/portal/help">
          <Icon name="back" size={18} /> {texts('app.nav.help')}
        </Link>
      </nav>
      <article className="card text">
        <p className="over">{texts(`app.help.kind.${value.kind}`)}</p>
        <Title document={`${value.title} – ${texts('portal.title')}`}>{value.title}</Title>
        <Rich blocks={value.text} />
        {value.url && (
          <p>
            <a className="button" href={value.url} target="_blank" rel="noreferrer">
              {texts('app.help.open')}
            </a>
          </p>
        )}
        {value.clauses.length > 0 && (
          <p className="subtle">
            {texts('offer.clause')}: {value.clauses.join('; ')}
          </p>
        )}
        {value.source && (
          <p className="subtle">
            {texts('app.help.source')}: {value.source}
          </p>
        )}
      </article>
      {value.related.length > 0 && (
        <section className="card text" aria-labelledby="related">
          <h2 id="related">{texts('app.help.related')}</h2>
          <ul className="points">
            {value.related.map((entry) => (
              <li key={entry.id}>
                <Link href={`/portal/help/${entry.id}`}>{entry.title}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {me.takesRequests && (
        <p className="subtle">
          {texts('app.help.notHelped')} <Link href="/portal/new">{texts('app.nav.new')}</Link>
        </p>
      )}
    </>
  );
}
