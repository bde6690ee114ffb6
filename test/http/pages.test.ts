/** The pages and files of the web chat: their policies, caching and words. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedChat, serveChat } from '../support/served-chat.ts';

let chat: ServedChat;
let live: ServedChat;
beforeAll(async () => {
  const production = {
    production: true,
    publicUrl: 'https://lotse.example',
    origins: ['https://kunde.example', 'https://www.kunde.example'],
  };
  [chat, live] = await Promise.all([serveChat({ pages: true }), serveChat({ pages: true, ...production })]);
});
afterAll(() => Promise.all([chat.close(), live.close()]));

const policyOf = (answer: Response) =>
  Object.fromEntries(
    (answer.headers.get('content-security-policy') ?? '')
      .split('; ')
      .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1).join(' ')]),
  );

test('the chat page allows no inline script or style, and only the listed websites around it', async () => {
  const policy = policyOf(await fetch(`${live.url}/chat`));
  expect(policy).toMatchObject({
    'default-src': "'none'",
    'script-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'self' https://kunde.example https://www.kunde.example",
    'connect-src': "'self' blob: wss://lotse.example",
  });
  expect(JSON.stringify(policy)).not.toMatch(/unsafe|\*/);
  expect(policyOf(await fetch(`${chat.url}/chat`))['frame-ancestors']).toBe("'self'");
});

test('every chat page has a nonce of its own, which the page hands to Web Chat', async () => {
  const read = async () => {
    const answer = await fetch(`${chat.url}/chat`);
    const nonce = /'nonce-([^']+)'/.exec(policyOf(answer)['style-src'] ?? '')?.[1] ?? '';
    expect(await answer.text()).toContain(`data-nonce="${nonce}"`);
    return nonce;
  };
  const [first, second] = [await read(), await read()];
  expect(first).toMatch(/^[\w+/]{22}==$/);
  expect(first).not.toBe(second);
});

test('the launcher is a few kilobytes, carries the words of the content and may be loaded by other sites', async () => {
  const answer = await fetch(`${chat.url}/widget.js`);
  const script = await answer.text();
  expect(script.length).toBeLessThan(8000);
  expect(script).toContain('"open":"Support-Chat öffnen"');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('Web Chat comes compressed with a year of caching, under a name with its hash', async () => {
  const address = /data-webchat="([^"]+)"/.exec(await (await fetch(`${chat.url}/chat`)).text())?.[1] ?? '';
  expect(address).toMatch(/^\/assets\/webchat-[0-9a-f]{10}\.js$/);
  for (const [accepted, sent] of [
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const answer = await fetch(`${chat.url}${address}`, { method: 'HEAD', headers: { 'accept-encoding': accepted } });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, sent]);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(Number(answer.headers.get('content-length')) < 1_000_000).toBe(sent !== null);
  }
});

test('only files of the build are served', async () => {
  for (const name of ['manifest.json', '..%2fmanifest.json', '..%2f..%2f..%2fpackage.json', 'webchat.js', '', '.']) {
    expect([name, (await fetch(`${chat.url}/assets/${name}`)).status]).toEqual([name, 404]);
  }
});

test('privacy notice and imprint are pages of the content, without any script', async () => {
  for (const page of ['privacy', 'imprint', 'terms']) {
    const answer = await fetch(`${chat.url}/chat/${page}`);
    expect([answer.status, policyOf(answer)['default-src'], policyOf(answer)['script-src']]).toEqual([200, "'none'", undefined]);
  }
  for (const page of ['nothing', '__proto__', 'constructor']) expect((await fetch(`${chat.url}/chat/${page}`)).status).toBe(404);
});

test('the demo page exists outside production only and takes only its three visitors', async () => {
  expect((await fetch(`${live.url}/`)).status).toBe(404);
  expect(await (await fetch(`${chat.url}/?visitor=colleague`)).text()).toContain('data-visitor="colleague"');
  const strange = await (await fetch(`${chat.url}/?visitor=%22%3E%3Cscript%3E`)).text();
  expect(strange).toContain('data-visitor="customer"');
  expect(strange).not.toContain('{{');
});
