/** Starts the portal's app: reads what the page brought with it and draws into it. */
import { createDOMRenderer, FluentProvider, RendererProvider } from '@fluentui/react-components';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { readStart, StartContext } from './start.ts';
import { useTheme } from './theme.ts';

function Root() {
  const theme = useTheme();
  return (
    <FluentProvider theme={theme} className="fluent">
      <StartContext value={start}>
        <App />
      </StartContext>
    </FluentProvider>
  );
}

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
