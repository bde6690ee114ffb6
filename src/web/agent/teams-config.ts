/** The page Teams shows when a team or chat pins the workspace as a tab: one sentence, and the tab's address on saving. */
import { app, pages } from '@microsoft/teams-js';

const { tab = '', name = '' } = document.body.dataset;

async function offerTab(): Promise<void> {
  await app.initialize();
  pages.config.registerOnSaveHandler((event) => {
    pages.config
      .setConfig({ entityId: 'workspace', suggestedDisplayName: name, contentUrl: tab })
      .then(() => event.notifySuccess())
      .catch(() => event.notifyFailure());
  });
  pages.config.setValidityState(true);
}

// Outside Teams there is nothing to pin; the page's sentence stands by itself.
offerTab().catch(() => undefined);
