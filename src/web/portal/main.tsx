/** Starts the portal's app: reads what the page brought with it and draws into it. */
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { settle } from '../app/place.ts';
import { TextsContext } from '../app/texts.ts';
import { useTheme } from '../app/theme.ts';
import { App } from './app.tsx';
import { readStart, StartContext } from './start.ts';

function Root() {
  const theme = useTheme();
  return (
    <FluentProvider theme={theme} className="fluent">
      <StartContext value={start}>
        <TextsContext value={start.texts}>
          <App />
        </TextsContext>
      </StartContext>
    </FluentProvider>
  );
}

settle({
  root: '/portal',
  api: '/portal/api',
  servers: /^\/portal\/(api|sign-in|sign-out|register|registrations|wishes|link|orders)(\/|$)/,
  signIn: (next) => `/portal/sign-in?next=${encodeURIComponent(next.split('?')[0] ?? '')}`,
});
const { nonce = '' } = document.body.dataset;
const start = readStart(document.body.dataset.start ?? '');
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
