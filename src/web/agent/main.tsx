/** Starts the workspace: learns who is signed in, and draws into its page. */
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { type ReactNode, StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { MeView } from '../../handoff/api/shapes.ts';
import { Refusal, sayWhenUnreachable } from '../app/api.ts';
import { Failed } from '../app/parts/failed.tsx';
import { settle } from '../app/place.ts';
import { navigate } from '../app/router.tsx';
import { TextsContext } from '../app/texts.ts';
import { useData } from '../app/use-data.ts';
import { App } from './app.tsx';
import { useLooks } from './looks.ts';
import { DeskContext, readStart } from './start.ts';

function Root() {
  const looks = useLooks();
  return (
    <FluentProvider theme={looks.theme} className="fluent">
      <TextsContext value={start.texts}>
        {start.inTeams ? (
          <InTeams>
            <SignedIn looks={looks} />
          </InTeams>
        ) : (
          <SignedIn looks={looks} />
        )}
      </TextsContext>
    </FluentProvider>
  );
}

/** In Teams the tab first says who is there by Teams' own token; outside of Teams its address leads to the plain workspace. */
function InTeams({ children }: { readonly children: ReactNode }) {
  const [outcome, setOutcome] = useState<'entered' | Refusal>();
  useEffect(() => {
    void enter(setOutcome);
  }, []);
  if (outcome === 'entered') return children;
  if (!outcome) return <Starting />;
  return (
    <main>
      <section className="card sign-in" role="alert">
        <h1>{start.texts['desk.teams.title']}</h1>
        <p>{outcome.message}</p>
        <p>
          <a className="button" href="/agent" target="_blank" rel="noreferrer">
            {start.texts['desk.teams.inBrowser']}
          </a>
        </p>
      </section>
    </main>
  );
}

async function enter(say: (outcome: 'entered' | Refusal) => void): Promise<void> {
  const { enterByTeams, greetTeams } = await import('./teams.ts');
  const greeted = await greetTeams();
  if (!greeted && window.parent === window) return location.replace('/agent');
  const refused = start.texts['desk.teams.refused'] ?? '';
  if (!greeted) return say(new Refusal('noTeams', start.texts['desk.teams.noTeams'] ?? ''));
  try {
    await enterByTeams(refused);
    navigate(greeted.page ? `/agent/${greeted.page}` : '/agent', 'replace');
    say('entered');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error);
  }
}

function Starting() {
  return (
    <p className="starting" role="status">
      {start.texts['app.loading']}
    </p>
  );
}

function SignedIn({ looks }: { readonly looks: ReturnType<typeof useLooks> }) {
  const { value: me, refusal, retry } = useData<MeView>('/me', false);
  if (refusal)
    return (
      <main>
        <Failed refusal={refusal} retry={retry} />
      </main>
    );
  if (!me) return <Starting />;
  return (
    <DeskContext value={{ ...me, productLine: start.productLine, inTeams: start.inTeams }}>
      <App looks={looks} />
    </DeskContext>
  );
}

const { nonce = '' } = document.body.dataset;
const start = readStart(document.body.dataset.start ?? '');
settle({
  root: '/agent',
  api: '/agent/api',
  servers: /^\/agent\/(api|sign-in|sign-out|invite)(\/|\?|$)/,
  signIn: (next) => (start.inTeams ? '/teams/tab' : `/agent/sign-in?next=${encodeURIComponent(next.split('?')[0] ?? '')}`),
});
sayWhenUnreachable(start.texts['app.error.unreachable'] ?? '');
const root = document.getElementById('app');
/** Styles of components go into sheets that carry the page's nonce; everything else is refused by the page's policy. */
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } });

if (root) {
  createRoot(root).render(
    <StrictMode>
      <RendererProvider renderer={renderer} targetDocument={document}>
        <Root />
      </RendererProvider>
    </StrictMode>,
  );
}
