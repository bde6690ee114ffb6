/** The portal's API over the real server: what each person sees and may do, and that nobody reaches what is not theirs. */
import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contact } from '../../src/domain/identity.ts';
import type {
  Colleagues,
  Conversation,
  HelpCenter,
  OfferDetail,
  Refused,
  SearchResult,
  TicketDetail,
  TicketList,
  Upload,
} from '../../src/portal/api/shapes.ts';
import { demoColleague, demoCustomer } from '../../src/storage/demo.ts';
import { principalOf, type ServedPortal, servePortal, stranger } from './served-portal.ts';
import { storeTicket } from './stored-ticket.ts';

let portal: ServedPortal;
beforeAll(async () => {
  portal = await servePortal();
});
afterAll(() => portal.close());

async function call<T>(
  who: Contact | undefined,
  path: string,
  body?: object,
  origin = portal.url,
): Promise<{ status: number; body: T & Partial<Refused> }> {
  const answer = await fetch(`${portal.url}/portal/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...(who && { cookie: await portal.cookie(who) }), origin, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T & Partial<Refused> };
}

const key = () => randomUUID();
const list = async (query = '', who = demoCustomer) => (await call<TicketList>(who, `/tickets${query}`)).body;
const deed = (number: string, what: object, who = demoCustomer) => call<TicketDetail>(who, `/tickets/${number}`, { ...what, key: key() });

describe('every call', () => {
  const reads = ['/me', '/tickets', '/tickets/IMM-2026-000001-7', '/offers/x', '/help', '/search?q=x', '/colleagues', '/export', '/events'];

  it.each(reads)('%s is nothing for nobody', async (path) => {
    const { status, body } = await call(undefined, path);
    expect([status, body.error?.code]).toEqual([401, 'signIn']);
  });

  it.each([
    ['/conversations', {}],
    ['/erasure', { word: 'LÖSCHEN' }],
    ['/offers/x', { decision: 'order', token: 'x', key: 'a-key-of-mine' }],
    ['/tickets/IMM-2026-000001-7', { deed: 'withdraw', key: 'a-key-of-mine' }],
  ])('a write to %s from another site is refused', async (path, body) => {
    const { status, body: answer } = await call(demoCustomer, path, body, 'https://evil.example');
    expect([status, answer.error?.code]).toEqual([403, 'origin']);
  });

  it('answers what is foreign exactly as what is not there', async () => {
    const ticket = await storeTicket(portal);
    const offer = await portal.offerInChat();
    const foreign = [await call(stranger, `/tickets/${ticket.number}`), await call(stranger, `/offers/${offer.id}`)];
    const missing = [await call(stranger, '/tickets/IMM-2026-999999-1'), await call(stranger, '/offers/00000000')];
    expect(foreign).toEqual(missing);
    for (const { status } of foreign) expect(status).toBe(404);
    expect((await deed(ticket.number, { deed: 'withdraw' }, stranger)).status).toBe(404);
    const order = { decision: 'order', token: offer.pressToken, key: key() };
    expect((await call(stranger, `/offers/${offer.id}`, order)).status).toBe(404);
    expect((await portal.storage.offerById(principalOf(demoCustomer, 0), offer.id))?.offer.state).toBe('open');
  });
});

describe('the list', () => {
  it('has tabs with counts, pages of 20, and only what belongs to the organisation', async () => {
    for (let n = 0; n < 23; n += 1) await storeTicket(portal, { subject: `Anliegen ${n}`, state: 'resolved' });
    const done = await list('?tab=done');
    expect(done.tickets).toHaveLength(20);
    expect(done.pages).toBe(2);
    const tab = done.tabs.find(({ name }) => name === 'done');
    expect(tab).toMatchObject({ label: 'Abgeschlossen', count: 23 });
    expect((await list('?tab=done&page=2')).tickets).toHaveLength(3);
    expect((await list('?tab=done&page=99')).page).toBe(2);
    expect((await list('?tab=done&mine=1', demoColleague)).tickets).toHaveLength(0);
    expect((await list('?tab=done', stranger)).tickets).toHaveLength(0);
  });
});

describe('on the page of a ticket', () => {
  it('an answer stands in the conversation at once, brings the ticket back to support, and counts once however often it is sent', async () => {
    const { number } = await storeTicket(portal, { state: 'waitingCustomer' });
    const body = { deed: 'reply', text: 'Jetzt geht es <b>wieder</b> nicht.', uploads: [], key: key() };
    await call(demoColleague, `/tickets/${number}`, body);
    const { body: after } = await call<TicketDetail>(demoColleague, `/tickets/${number}`, body);
    expect(after.conversation.filter(({ text }) => text === body.text)).toHaveLength(1);
    expect(after.state).toBe('new');
    expect((await deed(number, { deed: 'reply', text: ' ', uploads: [] })).body.error?.code).toBe('empty');
  });

  it('a solved problem that remains is open again', async () => {
    const { number } = await storeTicket(portal, { state: 'resolved' });
    expect((await call<TicketDetail>(demoCustomer, `/tickets/${number}`)).body.deeds).toContain('reopen');
    const { body } = await deed(number, { deed: 'reopen', text: 'Der Fehler ist noch da.', uploads: [] });
    expect([body.state, body.deeds.includes('reply')]).toEqual(['new', true]);
  });

  it('withdrawing ends it, and what is over takes no more deeds', async () => {
    const { number } = await storeTicket(portal);
    expect((await deed(number, { deed: 'withdraw' })).body.state).toBe('withdrawn');
    const again = await deed(number, { deed: 'reply', text: 'doch noch', uploads: [] });
    expect([again.status, again.body.error?.code]).toEqual([409, 'over']);
    expect((await call<TicketDetail>(demoCustomer, `/tickets/${number}`)).body.deeds).toEqual(['followUp']);
  });

  it('an order is withdrawn before work, by somebody with the right', async () => {
    const offer = await portal.offerInChat();
    await call(demoCustomer, `/offers/${offer.id}`, { decision: 'order', token: offer.pressToken, key: key() });
    const number = (await call<OfferDetail>(demoCustomer, `/offers/${offer.id}`)).body.outcome?.ticketNumber ?? '';
    expect((await call<TicketDetail>(demoColleague, `/tickets/${number}`)).body.deeds).not.toContain('withdrawOrder');
    expect((await deed(number, { deed: 'withdrawOrder' }, demoColleague)).status).toBe(409);
    const { body } = await deed(number, { deed: 'withdrawOrder' });
    expect(body.billing.order?.state).toBe('Zurückgezogen');
    expect(body.billing.sentences.join(' ')).toContain('es wird nichts berechnet');
  });

  it.each([{ deed: 'order' }, { deed: 'reply' }, { deed: 'withdraw', more: 1 }, {}])('%j is refused for its shape', async (what) => {
    const { number } = await storeTicket(portal);
    expect((await deed(number, what)).status).toBe(400);
  });
});

describe('an offer', () => {
  it('is ordered once by ten presses with as many keys, and never by who has no right', async () => {
    const offer = await portal.offerInChat(demoColleague);
    const order = (who: Contact) =>
      call<OfferDetail>(who, `/offers/${offer.id}`, { decision: 'order', token: offer.pressToken, key: key() });
    const refused = await order(demoColleague);
    expect([refused.status, refused.body.error?.code]).toEqual([409, 'noRight']);
    await call(demoColleague, `/offers/${offer.id}`, { decision: 'forward', token: offer.pressToken, key: key() });
    const answers = await Promise.all(Array.from({ length: 10 }, () => order(demoCustomer)));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.outcome?.receiptHref}`)).size).toBe(1);
    const { rows } = await portal.storage.readLedger();
    expect(rows.filter(({ kind, offerId }) => kind === 'ordered' && offerId === offer.id)).toHaveLength(1);
  });

  it('without its token is not pressed', async () => {
    const offer = await portal.offerInChat();
    const { status } = await call(demoCustomer, `/offers/${offer.id}`, { decision: 'order', token: 'guessed', key: key() });
    expect(status).toBe(400);
  });

  it('that was declined is asked for anew only by the customer, and then is another one', async () => {
    const offer = await portal.offerInChat();
    const press = (decision: string) =>
      call<OfferDetail>(demoCustomer, `/offers/${offer.id}`, { decision, token: offer.pressToken, key: key() });
    expect((await press('decline')).body.outcome).toMatchObject({ canRenew: true });
    const { body } = await press('renew');
    expect(body.outcome?.newerHref).toMatch(/^\/portal\/offers\//);
    expect(body.outcome?.newerHref).not.toContain(offer.id);
    expect(body.badge.text).toBe('Nicht beauftragt');
  });
});

describe('the Helpdesk-Center', () => {
  it('names every answer by topic, and every shelf even when it is empty', async () => {
    const { body } = await call<HelpCenter>(demoCustomer, '/help');
    expect(body.topics).toHaveLength(8);
    expect(body.topics.every(({ entries }) => entries.length > 0)).toBe(true);
    expect(body.shelves.map(({ type }) => type)).toEqual(['article', 'update', 'manual', 'video']);
  });

  it.each([
    'Was kostet mich eine Stunde?',
    'Auf welchen Wegen hilft der Support?',
    'wie registriere ich mich',
    'Telefonnummer Karthago',
    'Wer prüft, ob das abgedeckt ist?',
    'Was deckt der Wartungsvertrag ab?',
  ])('finds for "%s" what the chat answers, as the first hit', async (words) => {
    const conversationId = randomUUID();
    const at = portal.now();
    const place = { channel: 'webchat', conversationKind: 'personal', dialogScope: 'main', activityId: randomUUID() } as const;
    const { replies } = await portal.engine.take({
      ...place,
      conversationId,
      principal: principalOf(demoCustomer, at),
      at,
      input: { kind: 'text', text: words, uploads: [] },
    });
    const said = replies.map(({ content }) => content.text).join('\n');
    const { body } = await call<SearchResult>(demoCustomer, `/search?q=${encodeURIComponent(words)}`);
    const first = body.hits[0]?.excerpt.replace(/ …$/, '').split(/[.:·]/)[0] ?? 'nothing was found';
    expect(said.replaceAll(/[*_]/g, '')).toContain(first.trim());
  });

  it('says that a described problem is a request', async () => {
    const words = 'Nebenkostenabrechnung stürzt mit Fehler 4711 ab';
    expect((await call<SearchResult>(demoCustomer, `/search?q=${encodeURIComponent(words)}`)).body.asRequest).toBe(true);
  });
});

describe('people', () => {
  it('see colleagues and rights only with the right to order', async () => {
    const { body } = await call<Colleagues>(demoCustomer, '/colleagues');
    expect(body.people.map(({ name, mayOrder, isYou }) => [name, mayOrder, isYou])).toEqual([
      ['Demo Kollege', false, false],
      ['Demo Kundin', true, true],
    ]);
    expect((await call<Colleagues>(demoColleague, '/colleagues')).body).toEqual({ visible: false, people: [] });
  });

  it('take their data along, complete, without press tokens, and without those of others', async () => {
    const offer = await portal.offerInChat();
    const mail = { outcome: 'held', reason: 'tooMany', subject: 'Frage', text: 'Meine Mail, die wartet', files: [] } as const;
    await portal.storage.keepMail({ ...mail, id: 'mine', at: portal.now(), address: demoCustomer.email });
    await portal.storage.keepMail({ ...mail, id: 'other', at: portal.now(), address: demoColleague.email, text: 'Mail des Kollegen' });
    const text = await (await (await portal.browser(demoCustomer)).get('/portal/api/export')).text();
    expect(text).toContain('Meine Mail, die wartet');
    expect(text).not.toContain('Mail des Kollegen');
    expect(text).toContain(demoCustomer.email);
    expect(text).toContain(offer.id);
    expect(text).not.toContain(offer.pressToken);
    expect(text).not.toContain(demoColleague.email);
  });

  it('erase themselves only by the typed word, and are signed out and unknown afterwards', async () => {
    expect((await call(stranger, '/erasure', { word: 'löschen' })).status).toBe(400);
    const browser = await portal.browser(stranger);
    const headers = { cookie: await portal.cookie(stranger), origin: portal.url, 'content-type': 'application/json' };
    const upload = { method: 'POST', headers: { ...headers, 'x-file-name': 'notiz.txt' }, body: 'Eine Notiz, die niemand sendet' };
    const { id } = (await (await fetch(`${portal.url}/portal/api/uploads`, upload)).json()) as Upload;
    const uploads = () => readdirSync(join(portal.dataDir, 'uploads')).filter((name) => name.startsWith(id));
    expect(uploads()).toHaveLength(2);
    const answer = await fetch(`${portal.url}/portal/api/erasure`, { method: 'POST', headers, body: JSON.stringify({ word: 'LÖSCHEN' }) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await browser.get('/portal/api/me')).status).toBe(401);
    expect(await portal.storage.contactByEmail(stranger.email)).toBeUndefined();
    expect(uploads()).toEqual([]);
    expect(await (await browser.get('/portal/sign-in?erased=1')).text()).toContain('Ihre Daten sind gelöscht');
  });
});

describe('with a ticket system outside', () => {
  let outside: ServedPortal;
  beforeAll(async () => {
    outside = await servePortal({ takesRequests: false });
  });
  afterAll(() => outside.close());

  it('there is no second form: new requests and answers are refused with the way on, offers are decided as ever', async () => {
    const { number } = await storeTicket(outside);
    const offer = await outside.offerInChat();
    const send = async (path: string, body: object) => {
      const headers = { cookie: await outside.cookie(demoCustomer), origin: outside.url, 'content-type': 'application/json' };
      const answer = await fetch(`${outside.url}/portal/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: answer.status, body: (await answer.json()) as Conversation & TicketDetail & OfferDetail & Partial<Refused> };
    };
    for (const refused of [
      await send('/conversations', {}),
      await send(`/tickets/${number}`, { deed: 'reply', text: 'x', uploads: [], key: key() }),
    ]) {
      expect([refused.status, refused.body.error?.code]).toEqual([409, 'outside']);
      expect(refused.body.error?.sentence).toContain('nimmt das Ticketsystem entgegen');
    }
    const ordered = await send(`/offers/${offer.id}`, { decision: 'order', token: offer.pressToken, key: key() });
    expect(ordered.body.outcome?.receiptHref).toMatch(/receipt$/);
    expect((await send(`/tickets/${number}`, { deed: 'withdraw', key: key() })).body.state).toBe('withdrawn');
  });
});
