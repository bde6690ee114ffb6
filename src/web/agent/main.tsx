/** Starts the workspace: learns who is signed in, and draws into its page. */
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { MeView } from '../../handoff/api/shapes.ts';
import { sayWhenUnreachable } from '../app/api.ts';
import { Failed } from '../app/parts/failed.tsx';
import { settle } from '../app/place.ts';
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
        <SignedIn looks={looks} />
      </TextsContext>
    </FluentProvider>
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
  if (!me)
    return (
      <p className="starting" role="status">
        {start.texts['app.loading']}
      </p>
    );
  return (
    <DeskContext value={{ ...me, productLine: start.productLine, inTeams: start.inTeams }}>
      <App looks={looks} />
    </DeskContext>
  );
}

settle({
  root: '/agent',
  api: '/agent/api',
  servers: /^\/agent\/(api|sign-in|sign-out|invite)(\/|\?|$)/,
  signIn: (next) => `/agent/sign-in?next=${encodeURIComponent(next.split('?')[0] ?? '')}`,
});
const { nonce = '' } = document.body.dataset;
const start = readStart(document.body.dataset.start ?? '');
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
