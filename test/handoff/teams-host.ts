/** Stands in for Teams in a browser: a page at Teams' own address with our tab in a frame, answering what its library asks. Nothing leaves the machine. */
import type { Browser, FrameLocator, Page } from 'playwright-core';

export interface TeamsHost {
  readonly page: Page;
  readonly tab: FrameLocator;
  /** What the tab asked for, in order. */
  asked(): Promise<readonly string[]>;
  /** The person changes Teams' theme. */
  changeTheme(theme: 'default' | 'dark' | 'contrast'): Promise<void>;
  close(): Promise<void>;
}

export const tabUrl = 'https://lotse.example';
const hostUrl = 'https://teams.microsoft.com/host';

interface Answers {
  /** Entra's token, or nothing when Teams cannot get one. */
  readonly token?: string | undefined;
  readonly theme?: 'default' | 'dark' | 'contrast' | undefined;
  /** Where a deep link leads, below the workspace. */
  readonly subPage?: string | undefined;
  /** A frame of somebody who is not Teams: nothing is ever answered. */
  readonly isSilent?: boolean | undefined;
}

/** In: a browser, the server that the tab's address stands for, what Teams says. Out: the page in which the tab runs. */
export async function openInTeams(browser: Browser, url: string, answers: Answers): Promise<TeamsHost> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.route(`${tabUrl}/**`, async (route): Promise<void> => {
    const asked = new URL(route.request().url());
    // A stream has no end to wait for; the tab asks by itself then.
    if (asked.pathname.endsWith('/events')) {
      await route.fulfill({ status: 401, body: '' });
      return;
    }
    const response = await route.fetch({ url: url + asked.pathname + asked.search, maxRedirects: 0 });
    await route.fulfill({ response });
  });
  await context.route('https://res.cdn.office.net/**', (route) => route.abort());
  await context.route(hostUrl, (route) => route.fulfill({ contentType: 'text/html', body: hostPage(answers) }));
  const page = await context.newPage();
  await page.goto(hostUrl);
  return {
    page,
    tab: page.frameLocator('iframe'),
    asked: () => page.evaluate(() => (window as unknown as { asked: string[] }).asked),
    changeTheme: (theme) =>
      page.evaluate((to) => (window as unknown as { tell(func: string, args: unknown[]): void }).tell('themeChange', [to]), theme),
    close: () => context.close(),
  };
}

function hostPage({ token, theme = 'default', subPage, isSilent }: Answers): string {
  const capabilities = JSON.stringify({
    apiVersion: 4,
    hostVersionsInfo: {},
    isLegacyTeams: false,
    supports: { pages: {}, dialog: {}, teamsCore: {} },
  });
  const said = {
    initialize: ['content', 'web', capabilities, '2.58.0'],
    getContext: [
      { locale: 'de-de', theme, entityId: 'desk', subEntityId: subPage, hostName: 'Teams', hostClientType: 'web', sessionId: '1' },
    ],
    'authentication.getAuthToken': token === undefined ? [false, 'CancelledByUser'] : [true, token],
  };
  return `<!doctype html><html lang="en"><title>Host</title><style>html,body,iframe{margin:0;width:100%;height:100%;border:0}</style>
<iframe title="Tab" src="${tabUrl}/teams/tab"></iframe>
<script>
const said = ${JSON.stringify(said)};
window.asked = [];
const frame = document.querySelector('iframe');
window.tell = (func, args) => frame.contentWindow.postMessage({ func, args }, '${tabUrl}');
addEventListener('message', ({ data, origin }) => {
  if (origin !== '${tabUrl}' || !data.func) return;
  window.asked.push(data.func);
  const args = said[data.func];
  if (args && !${isSilent === true}) frame.contentWindow.postMessage({ id: data.id, uuid: data.uuid, uuidAsString: data.uuidAsString, args }, '${tabUrl}');
});
</script>`;
}
