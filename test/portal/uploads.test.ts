/** Files in the portal: what is taken, what is refused, who gets them back. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/identity.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { eicar, type FakeClamd, fakeClamd } from '../support/fake-clamd.ts';
import { type ServedPortal, servePortal, stranger } from './served-portal.ts';
import { storeTicket } from './stored-ticket.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let clamd: FakeClamd;
let portal: ServedPortal;
beforeAll(async () => {
  clamd = await fakeClamd();
  portal = await servePortal({ clamd: clamd.url });
});
beforeEach(() => {
  clamd.behaviour = 'scan';
});
afterAll(async () => {
  await portal.close();
  await clamd.close();
});

interface Answer {
  readonly id?: string;
  readonly name?: string;
  readonly isImage?: boolean;
  readonly error?: { readonly code: string; readonly sentence: string };
}

async function send(name: string, content: Uint8Array<ArrayBuffer>, who: Contact | undefined = demoCustomer, origin = portal.url) {
  const headers = {
    'content-type': 'application/octet-stream',
    'x-file-name': encodeURIComponent(name),
    origin,
    ...(who && { cookie: await portal.cookie(who) }),
  };
  const answer = await fetch(`${portal.url}/portal/api/uploads`, { method: 'POST', headers, body: content });
  return { status: answer.status, body: (await answer.json()) as Answer };
}

async function act(who: Contact, number: string, deed: object) {
  const headers = { 'content-type': 'application/json', origin: portal.url, cookie: await portal.cookie(who) };
  const body = JSON.stringify({ ...deed, key: crypto.randomUUID() });
  return fetch(`${portal.url}/portal/api/tickets/${number}`, { method: 'POST', headers, body });
}

const kept = async () => (await readdir(path.join(portal.dataDir, 'uploads')).catch(() => [])).filter((name) => name.endsWith('.json'));

describe('a file', () => {
  it.each([
    ['Bild.png', png, true],
    ['Protokoll.txt', Buffer.from('Fehler 4711'), false],
    ['../../etc/Überweisung\u202egnp.csv', Buffer.from('a;b'), false],
  ] as const)('%j is taken, with a safe name', async (name, content, isImage) => {
    const { status, body } = await send(name, Buffer.from(content));
    expect([status, body.isImage]).toEqual([200, isImage]);
    expect(body.name).not.toMatch(/[/\\\u202e]/);
  });

  it.each([
    ['programm.exe', Buffer.from('MZ'), 400, 'wrongFile'],
    ['Bild.png', Buffer.from('<script>alert(1)</script>'), 400, 'wrongFile'],
    ['leer.txt', Buffer.alloc(0), 400, 'wrongFile'],
    ['binaer.txt', Buffer.from([65, 0, 66]), 400, 'wrongFile'],
    ['seite.html', Buffer.from('<p>x</p>'), 400, 'wrongFile'],
    ['gross.txt', Buffer.alloc(8 * 1024 * 1024 + 1, 'x'), 413, 'tooLarge'],
    ['Rechnung.txt', eicar, 400, 'infected'],
  ] as const)('%s is refused and not kept', async (name, content, status, code) => {
    const before = await kept();
    const answer = await send(name, Buffer.from(content));
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    expect(answer.body.error?.sentence).toMatch(/\.$/);
    expect(await kept()).toEqual(before);
  });

  it('is refused and not kept while the virus scanner does not answer', async () => {
    clamd.behaviour = 'hangUp';
    const before = await kept();
    const answer = await send('Bild.png', png);
    expect([answer.status, answer.body.error?.code]).toEqual([503, 'notScanned']);
    expect(await kept()).toEqual(before);
  });

  it('is taken from nobody who is not signed in, and from no other site', async () => {
    const headers = { 'x-file-name': 'a.png', origin: portal.url };
    expect((await fetch(`${portal.url}/portal/api/uploads`, { method: 'POST', headers, body: png })).status).toBe(401);
    expect((await send('a.png', png, demoCustomer, 'https://evil.example')).status).toBe(403);
  });
});

describe('a file sent with an answer', () => {
  it('is seen and given back to the organisation alone, never as a page of ours', async () => {
    const { number } = await storeTicket(portal);
    const { body } = await send('Fehler.png', png);
    expect((await act(demoCustomer, number, { deed: 'reply', text: 'siehe Bild', uploads: [body.id] })).status).toBe(200);
    const href = `/portal/api/tickets/${number}/files/${body.id}`;
    const own = await (await portal.browser(demoColleague)).get(href);
    expect(Buffer.from(await own.arrayBuffer())).toEqual(png);
    expect(own.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(own.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await (await portal.browser(stranger)).get(href)).status).toBe(404);
    expect((await (await portal.browser()).get(href)).status).toBe(401);
    const other = await storeTicket(portal);
    expect((await (await portal.browser(demoCustomer)).get(`/portal/api/tickets/${other.number}/files/${body.id}`)).status).toBe(404);
  });

  it('must be the own one: the id of another person is refused and nothing is said', async () => {
    const { number } = await storeTicket(portal);
    const { body } = await send('Fehler.png', png, demoColleague);
    const answer = await act(demoCustomer, number, { deed: 'reply', text: 'siehe Bild', uploads: [body.id] });
    expect(answer.status).toBe(400);
    const page = await (await (await portal.browser(demoCustomer)).get(`/portal/api/tickets/${number}`)).text();
    expect(page).not.toContain('siehe Bild');
  });
});
