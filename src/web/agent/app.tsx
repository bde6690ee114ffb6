/** The frame of the workspace: skip link, bar with navigation and presence, the page itself. */
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { HandoffQueue } from '../../handoff/api/handoff-shapes.ts';
import type { QueuesView } from '../../handoff/api/shapes.ts';
import { NotFound } from '../app/parts/failed.tsx';
import { Icon, type IconName } from '../app/parts/icons.tsx';
import { Loading } from '../app/parts/loading.tsx';
import { Link, useAddress } from '../app/router.tsx';
import { useTexts } from '../app/texts.ts';
import { useData } from '../app/use-data.ts';
import type { Looks } from './looks.ts';
import { useNotices } from './notify.tsx';
import { QueuePage } from './pages/queue-page.tsx';
import { LookMenu } from './parts/look-menu.tsx';
import { PresenceProvider, PresenceSwitch } from './presence.tsx';
import { useDesk } from './start.ts';

const TicketsPage = lazy(() => import('./pages/tickets-page.tsx').then((page) => ({ default: page.TicketsPage })));
const ObjectionsPage = lazy(() => import('./pages/objections-page.tsx').then((page) => ({ default: page.ObjectionsPage })));
const ChatPage = lazy(() => import('./pages/chat-page.tsx').then((page) => ({ default: page.ChatPage })));
const CallPage = lazy(() => import('./pages/call-page.tsx').then((page) => ({ default: page.CallPage })));
const RegistrationsPage = lazy(() => import('./pages/registrations-page.tsx').then((page) => ({ default: page.RegistrationsPage })));
const FiguresPage = lazy(() => import('./pages/figures-page.tsx').then((page) => ({ default: page.FiguresPage })));
const ReportPage = lazy(() => import('./pages/report-page.tsx').then((page) => ({ default: page.ReportPage })));
const TicketPage = lazy(() => import('./pages/ticket-page.tsx').then((page) => ({ default: page.TicketPage })));

const routes: readonly (readonly [pattern: RegExp, page: (part: string) => ReactNode])[] = [
  [/^\/agent\/?$/, () => <QueuePage />],
  [/^\/agent\/chats\/([\w:.-]+)$/, (id) => <ChatPage key={id} id={id} />],
  [/^\/agent\/tickets$/, () => <TicketsPage />],
  [/^\/agent\/tickets\/([\w-]+)$/, (number) => <TicketPage key={number} number={number} />],
  [/^\/agent\/objections$/, () => <ObjectionsPage />],
  [/^\/agent\/new$/, () => <CallPage />],
  [/^\/agent\/registrations$/, () => <RegistrationsPage />],
  [/^\/agent\/figures$/, () => <FiguresPage />],
  [/^\/agent\/report$/, () => <ReportPage />],
];

export function App({ looks }: { readonly looks: Looks }) {
  const texts = useTexts();
  const [path = ''] = useAddress().split('?');
  return (
    <PresenceProvider>
      <a className="skip" href="#content">
        {texts('desk.skip')}
      </a>
      <Bar path={path} looks={looks} />
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}>{pageFor(path)}</Suspense>
      </main>
    </PresenceProvider>
  );
}

function pageFor(path: string): ReactNode {
  for (const [pattern, page] of routes) {
    const found = pattern.exec(path);
    if (found) return page(found[1] ?? '');
  }
  return <NotFound />;
}

interface Tab {
  readonly href: string;
  readonly label: string;
  readonly icon: IconName;
  readonly on: RegExp;
  readonly count?: number | undefined;
}

function useTabs(): readonly Tab[] {
  const texts = useTexts();
  const { readsReport } = useDesk();
  const { value } = useData<QueuesView>('/queue');
  const { value: chats } = useData<HandoffQueue>('/handoffs');
  useNotices(chats);
  const talking = chats?.handoffs.filter(({ state, isMine }) => isMine || state !== 'accepted').length ?? 0;
  const waiting = talking + (value?.toClass.length ?? 0) + (value?.toConfirm.length ?? 0) + (value?.mails.length ?? 0);
  const objections = value?.objections.filter(({ mayDecide }) => mayDecide).length;
  return [
    { href: '/agent', label: texts('desk.nav.queue'), icon: 'inbox', on: /^\/agent(\/chats\/.*)?\/?$/, count: waiting },
    { href: '/agent/tickets', label: texts('desk.nav.tickets'), icon: 'ticket', on: /^\/agent\/tickets/ },
    { href: '/agent/objections', label: texts('desk.nav.objections'), icon: 'scale', on: /^\/agent\/objections/, count: objections },
    { href: '/agent/new', label: texts('desk.nav.call'), icon: 'phone', on: /^\/agent\/new/ },
    { href: '/agent/registrations', label: texts('desk.nav.registrations'), icon: 'people', on: /^\/agent\/registrations/ },
    { href: '/agent/figures', label: texts('desk.nav.figures'), icon: 'chart', on: /^\/agent\/figures/ },
    ...(readsReport ? [{ href: '/agent/report', label: texts('desk.nav.report'), icon: 'article', on: /^\/agent\/report/ } as const] : []),
  ];
}

function Bar({ path, looks }: { readonly path: string; readonly looks: Looks }) {
  const texts = useTexts();
  const { agent, productLine, inTeams } = useDesk();
  const tabs = useTabs();
  const nav = useRef<HTMLElement>(null);
  // On a phone the tabs are wider than the screen: the one that is open is brought into sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another tab
  useEffect(() => {
    const [row, open] = [nav.current, nav.current?.querySelector('[aria-current]')];
    if (row && open) row.scrollLeft += open.getBoundingClientRect().left - row.getBoundingClientRect().left - 16;
  }, [path]);
  return (
    <header className="bar deskbar">
      <div className="inner">
        <Link className="brand" href="/agent">
          <Icon name="mark" />
          <span>
            {texts('desk.title')}
            <small>{productLine}</small>
          </span>
        </Link>
        <nav ref={nav} className="mainnav" aria-label={texts('desk.nav.label')}>
          {tabs.map(({ href, label, icon, on, count }) => (
            <Link key={href} href={href} aria-current={on.test(path) ? 'page' : undefined}>
              <Icon name={icon} size={18} />
              {label}
              {count !== undefined && count > 0 && (
                <span className="tally">
                  {count}
                  <span className="hidden"> {texts('desk.nav.waiting')}</span>
                </span>
              )}
            </Link>
          ))}
        </nav>
        <div className="who">
          <PresenceSwitch />
          <span className="me">{agent.name}</span>
          <LookMenu looks={looks} />
          {!inTeams && (
            <form method="post" action="/agent/sign-out">
              <button className="onbar" type="submit">
                {texts('desk.signOut')}
              </button>
            </form>
          )}
        </div>
      </div>
    </header>
  );
}
