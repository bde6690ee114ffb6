/** The frame of every page: skip link, bar with navigation, the page itself, footer. */
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { sayWhenUnreachable } from '../app/api.ts';
import { NotFound } from '../app/parts/failed.tsx';
import { Icon } from '../app/parts/icons.tsx';
import { Loading } from '../app/parts/loading.tsx';
import { Link, useAddress } from '../app/router.tsx';
import { ListPage } from './pages/list-page.tsx';
import { useStart, useTexts } from './start.ts';

const loaders = {
  ticket: () => import('./pages/ticket-page.tsx'),
  offer: () => import('./pages/offer-page.tsx'),
  request: () => import('./pages/new-request-page.tsx'),
  help: () => import('./pages/help-page.tsx'),
  profile: () => import('./pages/profile-page.tsx'),
};
const TicketPage = lazy(() => loaders.ticket().then(({ TicketPage: page }) => ({ default: page })));
const OfferPage = lazy(() => loaders.offer().then(({ OfferPage: page }) => ({ default: page })));
const NewRequestPage = lazy(() => loaders.request().then(({ NewRequestPage: page }) => ({ default: page })));
const HelpPage = lazy(() => loaders.help().then(({ HelpPage: page }) => ({ default: page })));
const HelpTextPage = lazy(() => loaders.help().then(({ HelpTextPage: page }) => ({ default: page })));
const ProfilePage = lazy(() => loaders.profile().then(({ ProfilePage: page }) => ({ default: page })));

const routes: readonly (readonly [pattern: RegExp, page: (part: string) => ReactNode])[] = [
  [/^\/portal\/?$/, () => <ListPage />],
  [/^\/portal\/tickets\/([\w-]+)$/, (number) => <TicketPage key={number} number={number} />],
  [/^\/portal\/offers\/([\w-]+)$/, (id) => <OfferPage key={id} id={id} />],
  [/^\/portal\/new(?:\/([\w.-]+))?$/, (id) => <NewRequestPage id={id} />],
  [/^\/portal\/help$/, () => <HelpPage />],
  [/^\/portal\/help\/([\w-]+)$/, (id) => <HelpTextPage key={id} id={id} />],
  [/^\/portal\/profile$/, () => <ProfilePage />],
];

export function App() {
  const texts = useTexts();
  const [path = ''] = useAddress().split('?');
  sayWhenUnreachable(texts('app.error.unreachable'));
  useEffect(() => {
    // What is likely wanted next is fetched while nothing else happens.
    const later = window.setTimeout(() => {
      void loaders.ticket();
      void loaders.offer();
    }, 1500);
    return () => window.clearTimeout(later);
  }, []);
  return (
    <>
      <a className="skip" href="#content">
        {texts('portal.skip')}
      </a>
      <Bar path={path} />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{pageFor(path)}</Suspense>
      </main>
      <Footer />
    </>
  );
}

function pageFor(path: string): ReactNode {
  for (const [pattern, page] of routes) {
    const found = pattern.exec(path);
    if (found) return page(found[1] ?? '');
  }
  return <NotFound />;
}

function Bar({ path }: { readonly path: string }) {
  const texts = useTexts();
  const { me, productLine } = useStart();
  const current = (page: RegExp) => (page.test(path) ? ('page' as const) : undefined);
  return (
    <header className="bar">
      <div className="inner">
        <Link className="brand" href="/portal">
          <Icon name="mark" />
          <span>
            {texts('portal.title')}
            <small>{productLine}</small>
          </span>
        </Link>
        <nav className="mainnav" aria-label={texts('app.nav.label')}>
          <Link href="/portal" aria-current={current(/^\/portal(\/(tickets|offers).*)?\/?$/)}>
            {texts('app.nav.requests')}
          </Link>
          <Link href="/portal/help" aria-current={current(/^\/portal\/help/)}>
            {texts('app.nav.help')}
          </Link>
          <Link href="/portal/profile" aria-current={current(/^\/portal\/profile/)} className="profile">
            <span className="hidden">{texts('portal.signedInAs', { name: '' })}</span>
            {me.name}
          </Link>
        </nav>
        <div className="who">
          {me.takesRequests && (
            <Link className="newrequest" href="/portal/new" aria-current={current(/^\/portal\/new/)}>
              <Icon name="plus" />
              {texts('app.nav.new')}
            </Link>
          )}
          <form method="post" action="/portal/sign-out">
            <button className="onbar" type="submit">
              {texts('portal.signOut')}
            </button>
          </form>
        </div>
      </div>
    </header>
  );
}

function Footer() {
  const texts = useTexts();
  const { links } = useStart();
  return (
    <footer>
      <ul>
        <li>
          <a href={links.privacy}>{texts('chatPage.privacyLink')}</a>
        </li>
        <li>
          <a href={links.imprint}>{texts('chatPage.imprintLink')}</a>
        </li>
        <li>
          <a href={links.terms}>{texts('portal.termsLink')}</a>
        </li>
      </ul>
    </footer>
  );
}
