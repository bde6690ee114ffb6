/** The agents' API of hand-offs over the real server: queue, claim, words both ways, files, typing, live events. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnswerList, CannedList, DeskView, FileView, HandoffMessages } from '../../src/handoff/api/handoff-shapes.ts';
import type { AddressView } from '../../src/handoff/api/shapes.ts';
import { cardButtons } from '../conversations/play.ts';
import { readPdf } from '../paper/read-pdf.ts';
import { type AgentClient, agentClient } from '../support/agent-client.ts';
import { openStream, textsOf, type Visit, visit } from '../support/direct-line-client.ts';
import { eicar, type FakeClamd, fakeClamd } from '../support/fake-clamd.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';

let clamd: FakeClamd;
let app: RunningApp;
let erna: AgentClient;
let otto: AgentClient;

beforeAll(async () => {
  clamd = await fakeClamd();
  app = await runApp({ CLAMD_URL: clamd.url });
  erna = await agentClient(app.url, 1);
  otto = await agentClient(app.url, 2);
  await erna.presence('available');
  await otto.presence('available');
});
afterAll(async () => {
  await app.close();
  await clamd.close();
});

/** A customer who asked for a human, and the hand-off that came of it. */
async function askForHuman(words = 'Ich möchte mit einem Menschen sprechen'): Promise<{ customer: Visit; id: string }> {
  const customer = await visit(app.url, { demo: 'customer' });
  await customer.say('Was kostet eine Schulung?');
  await customer.say(words);
  const line = (await erna.queue()).find(({ conversationId }) => conversationId === customer.conversationId);
  if (!line) throw new Error(`No hand-off; the bot said ${textsOf((await customer.poll()).activities).join(' | ')}`);
  return { customer, id: line.id };
}

const said = async (customer: Visit) => textsOf((await customer.poll()).activities);

describe('a hand-off', () => {
  test('waits in the queue with reason, customer and words', async () => {
    const { customer, id } = await askForHuman();
    const line = (await otto.queue()).find((candidate) => candidate.id === id);
    expect(line).toMatchObject({
      state: 'queued',
      reason: 'asked',
      channel: 'webchat',
      customer: { name: 'Demo Kundin', company: 'Muster Hausverwaltung GmbH (Demo)', customerNo: 'D-10001', isVerified: true },
      words: 'Ich möchte mit einem Menschen sprechen',
      isMine: false,
    });
    expect(await said(customer)).toContainEqual(expect.stringContaining('Ich gebe das Gespräch an den Produktsupport weiter.'));
    const view = await erna.handoff(id);
    expect(view.summary).toMatchObject({
      asked: ['Was kostet eine Schulung?', 'Ich möchte mit einem Menschen sprechen'],
      answered: [{ label: expect.stringMatching(/^faq\//), clauses: expect.arrayContaining([expect.stringMatching(/^F/)]) }],
    });
    expect(view.deeds).toEqual(['claim', 'note']);
    expect(view.events.map(({ kind }) => kind)).toEqual(['requested', 'queued']);
    expect(view.messages.filter(({ by }) => by === 'customer').map(({ text }) => text)).toEqual(view.summary?.asked);
    expect(view.requests).toHaveLength(1);
  });

  test('goes to one agent; words go both ways, and the bot is silent', async () => {
    const { customer, id } = await askForHuman();
    expect(await erna.deed(id, { kind: 'claim' })).toMatchObject({
      outcome: 'done',
      said: [{ text: expect.stringContaining('hat übernommen') }],
    });
    expect(await otto.deed(id, { kind: 'claim' })).toBe('Bereits übernommen von Support Eins (Demo).');
    expect(await otto.deed(id, { kind: 'say', text: 'Ich auch' })).toBe(
      'Dieses Gespräch hat gerade niemand oder jemand anders übernommen.',
    );
    const key = 'say-once-1';
    await erna.deed(id, { kind: 'say', text: 'Guten Tag, *womit* kann ich helfen?' }, key);
    expect(await erna.deed(id, { kind: 'say', text: 'Guten Tag, *womit* kann ich helfen?' }, key)).toMatchObject({ outcome: 'duplicate' });
    const before = (await customer.poll()).activities.length;
    await customer.say('Was kostet die Stunde?');
    const after = (await customer.poll()).activities;
    expect(after.slice(before).map(({ from, text }) => [from.role, text])).toEqual([['user', 'Was kostet die Stunde?']]);
    expect(after.filter(({ text }) => text?.includes('womit')).map(({ from }) => from)).toEqual([
      { id: 'agent', name: 'Support Eins (Demo)', role: 'bot' },
    ]);
    const { messages } = await erna.read<HandoffMessages>(`/agent/api/handoffs/${id}/messages?after=${before - 1}`);
    expect(messages.map(({ by, text, isMine }) => ({ by, text, isMine })).at(-1)).toEqual({
      by: 'customer',
      text: 'Was kostet die Stunde?',
      isMine: false,
    });
    expect(await erna.deed(id, { kind: 'close', outcome: 'solved' })).toMatchObject({ outcome: 'done' });
    await customer.say('Danke');
    expect((await said(customer)).at(-1)).not.toBe('Danke');
  });

  test('keeps notes from the customer', async () => {
    const { customer, id } = await askForHuman();
    await otto.deed(id, { kind: 'note', text: 'Kundin hatte schon zweimal angerufen' });
    expect((await erna.handoff(id)).events.at(-1)).toMatchObject({ kind: 'note', text: 'Kundin hatte schon zweimal angerufen' });
    expect((await said(customer)).join('\n')).not.toContain('angerufen');
  });

  test('can be classed for good while it runs', async () => {
    const { customer, id } = await askForHuman('Mensch');
    await erna.deed(id, { kind: 'claim' });
    const [request] = (await erna.handoff(id)).requests;
    const classing = { coverage: 'billable', clauses: ['F3.1'], category: 'schulung', reason: 'eine Einweisung gewünscht ist' };
    const action = { kind: 'classify', requestId: request?.id, classing, offer: { rate: 'onFile' } };
    const response = await erna.post('/agent/api/actions', { id: 'classify-1', action });
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('kostenpflichtig')]);
    const offer = (await customer.poll()).activities.flatMap(({ attachments }) => attachments ?? []);
    expect(offer.length).toBeGreaterThan(0);
    expect((await erna.handoff(id)).tickets[0]).toMatchObject({ isHere: true, state: 'waitingApproval' });
    await erna.deed(id, { kind: 'close', outcome: 'solved' });
  });

  test('takes an agent’s file to the customer and gives the customer’s to the agent', async () => {
    const { customer, id } = await askForHuman();
    await erna.deed(id, { kind: 'claim' });
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const taken = await fetch(`${app.url}/agent/api/handoffs/${id}/files`, {
      method: 'POST',
      headers: { cookie: erna.cookie, origin: app.url, 'x-file-name': encodeURIComponent('Bild größer.png') },
      body: png,
    });
    const file = (await taken.json()) as FileView;
    expect(file).toMatchObject({ name: 'Bild größer.png', contentType: 'image/png', isImage: true });
    expect(await otto.act(id, { kind: 'say', text: 'x', files: [file.id] })).toMatchObject({ status: 422 });
    await erna.deed(id, { kind: 'say', text: '', files: [file.id] });
    const shown = (await customer.poll()).activities.at(-1)?.attachments?.[0];
    expect(shown).toMatchObject({ name: 'Bild größer.png', contentType: 'image/png' });
    const given = await fetch(shown?.contentUrl ?? '');
    expect(Buffer.from(await given.arrayBuffer()).equals(png)).toBe(true);
    expect((await otto.get(file.href)).status).toBe(200);
    expect((await fetch(app.url + file.href)).status).toBe(401);
    await erna.deed(id, { kind: 'close', outcome: 'solved' });
  });

  test('takes no file of an agent that is infected, of another kind, or could not be checked, and says which', async () => {
    const { id } = await askForHuman();
    await erna.deed(id, { kind: 'claim' });
    const refusal = async (name: string, content: Uint8Array<ArrayBuffer> | Buffer<ArrayBuffer>) => {
      const headers = { cookie: erna.cookie, origin: app.url, 'x-file-name': name };
      const answer = await fetch(`${app.url}/agent/api/handoffs/${id}/files`, { method: 'POST', headers, body: content });
      const { error } = (await answer.json()) as { error: { code: string; message: string } };
      expect(error.message).toMatch(/Datei/);
      return [answer.status, error.code];
    };
    expect(await refusal('Rechnung.txt', eicar)).toEqual([422, 'infected']);
    expect(await refusal('programm.exe', Buffer.from('MZ'))).toEqual([422, 'wrongFile']);
    clamd.behaviour = 'hangUp';
    expect(await refusal('Anleitung.txt', Buffer.from('Schritt 1'))).toEqual([503, 'notScanned']);
    clamd.behaviour = 'scan';
    await erna.deed(id, { kind: 'close', outcome: 'solved' });
  });

  test('gives a file to a window without a session by an address of its own: one file, one minute, nothing else', async () => {
    const { customer, id } = await askForHuman();
    await erna.deed(id, { kind: 'claim' });
    const upload = (name: string) =>
      fetch(`${app.url}/agent/api/handoffs/${id}/files`, {
        method: 'POST',
        headers: { cookie: erna.cookie, origin: app.url, 'x-file-name': name },
        body: Buffer.from(`Inhalt von ${name}`),
      });
    const [one, two] = (await Promise.all(['eins.txt', 'zwei.txt'].map(async (name) => (await upload(name)).json()))) as FileView[];
    if (!one || !two) throw new Error('no files');
    await erna.deed(id, { kind: 'say', text: '', files: [one.id, two.id] });
    const ask = async (href: string) => erna.post('/agent/api/addresses', { href });
    const { href } = (await (await ask(one.href)).json()) as AddressView;
    expect(new URL(href, app.url).pathname).toBe(one.href);
    const opened = await fetch(app.url + href);
    expect([opened.status, await opened.text()]).toEqual([200, 'Inhalt von eins.txt']);
    const permission = new URL(href, app.url).searchParams.get('t') ?? '';
    const status = async (path: string, headers: Record<string, string> = {}) => (await fetch(app.url + path, { headers })).status;
    expect(await status(`${two.href}?t=${permission}`)).toBe(401);
    expect(await status(`/agent/api/queue?t=${permission}`)).toBe(401);
    expect(await status('/agent/api/queue', { authorization: `Bearer ${permission}` })).toBe(401);
    expect(await status('/agent/api/queue', { cookie: `__Host-lotse-agent=${permission}` })).toBe(401);
    expect(await status(`${one.href}?t=${permission.slice(0, -4)}aaaa`)).toBe(401);
    // A session does not help where a wrong permission is shown, so that no address works by accident.
    expect(await status(`${two.href}?t=${permission}`, { cookie: erna.cookie })).toBe(401);
    for (const other of ['/agent/api/queue', '/agent/api/handoffs', 'https://evil.example/agent/api/orders/x/evidence', '//evil.example/x'])
      expect((await ask(other)).status).toBe(422);
    expect((await ask('/agent/api/orders/there-is-none/evidence?format=html')).status).toBe(200);
    expect((await fetch(`${app.url}/agent/api/addresses`, { method: 'POST', body: '{}' })).status).toBe(401);
    app.advance(61_000);
    expect(await status(href)).toBe(401);
    app.advance(-61_000);
    expect(textsOf((await customer.poll()).activities).join(' ')).not.toContain(permission);
    await erna.deed(id, { kind: 'close', outcome: 'solved' });
  });

  test('gives the evidence of an order as data, as a page and as PDF, to agents only', async () => {
    const customer = await visit(app.url, { demo: 'customer' });
    await customer.say('Wir brauchen eine Schulung für Hausperfekt');
    const buttons = (await customer.poll()).activities.flatMap(({ attachments = [] }) =>
      attachments.flatMap(({ content }) => cardButtons(content)),
    );
    await customer.post({ type: 'message', value: buttons.find(({ title }) => title === 'Kostenpflichtig beauftragen')?.value });
    const orderId = /orders\/([\w-]+)\/receipt/.exec((await said(customer)).join(' '))?.[1];
    const path = `/agent/api/orders/${orderId}/evidence`;
    expect(await (await erna.get(path)).json()).toMatchObject({ document: 'support-lotse/order-evidence', order: { id: orderId } });
    expect(await (await erna.get(`${path}?format=html`)).text()).toContain('Beleg zum Auftrag');
    const pdf = await erna.get(`${path}?format=pdf`);
    expect(pdf.headers.get('content-disposition')).toMatch(/^attachment; filename="Beleg-IMM-\d{4}-\d{6}-\d\.pdf"$/);
    const { text } = await readPdf(new Uint8Array(await pdf.arrayBuffer()));
    expect(text).toContain(orderId);
    for (const format of ['', '?format=html', '?format=pdf']) expect((await fetch(app.url + path + format)).status).toBe(401);
  });

  test('shows each side that the other is typing, and keeps nothing of it', async () => {
    const { customer, id } = await askForHuman();
    const events = await listen(erna);
    await customer.post({ type: 'typing', from: { id: 'me' } });
    expect(await events.find('typing')).toMatchObject({ handoffId: id });
    const stream = await openStream(customer.streamUrl);
    expect((await erna.post(`/agent/api/handoffs/${id}/typing`)).status).toBe(204);
    await erna.deed(id, { kind: 'claim' });
    await erna.post(`/agent/api/handoffs/${id}/typing`);
    await stream.find(({ type }) => type === 'typing');
    expect((await customer.poll()).activities.filter(({ type }) => type === 'typing')).toEqual([]);
    stream.kill();
    events.close();
    await erna.deed(id, { kind: 'close', outcome: 'solved' });
  });

  test('shows that the customer closed the chat, and that an agent closed the last page; a reload is neither', async () => {
    const { customer, id } = await askForHuman();
    const events = await listen(erna);
    const gone = async () => (await erna.queue()).find((line) => line.id === id)?.customerLeftAt;
    const present = async () =>
      (await erna.read<DeskView>('/agent/api/desk')).present.filter(({ isAvailable }) => isAvailable).map(({ id: agentId }) => agentId);
    const changed = async (isSo: () => Promise<boolean>): Promise<void> => {
      for (let before = events.count('changed'); !(await isSo()); before = events.count('changed'))
        await events.until(() => events.count('changed') > before);
    };
    const again = async () => {
      const { streamUrl } = (await (await customer.get('')).json()) as { streamUrl: string };
      return openStream(streamUrl);
    };
    const stream = await openStream(customer.streamUrl);
    stream.kill();
    const second = await again();
    expect([await gone(), (await present()).length]).toEqual([undefined, 2]);
    second.kill();
    // One of Erna's pages closes while another is open; Otto's was the only one.
    await erna.presence('left');
    await otto.presence('left');
    await changed(async () => (await gone()) !== undefined && (await present()).length < 2);
    expect(await present()).toEqual([erna.id]);
    const third = await again();
    await changed(async () => (await gone()) === undefined);
    third.kill();
    events.close();
    await otto.presence('available');
    await erna.deed(id, { kind: 'claim' });
    await erna.deed(id, { kind: 'close', outcome: 'customerGone' });
  });

  test('is told to open pages as it happens', async () => {
    const events = await listen(otto);
    await events.find('changed');
    const { customer, id } = await askForHuman();
    await customer.say('Es eilt');
    expect(await events.find('message', (data) => data.handoffId === id)).toMatchObject({ lastSeq: expect.any(Number) });
    const before = events.count('changed');
    await erna.deed(id, { kind: 'claim' });
    await events.until(() => events.count('changed') > before);
    events.close();
    await erna.deed(id, { kind: 'close', outcome: 'solved' });
  });
});

describe('the desk', () => {
  test('knows who is there', async () => {
    const { present } = await erna.presence('available');
    expect(present.map(({ name, isMe, isAvailable }) => ({ name, isMe, isAvailable }))).toEqual([
      { name: 'Demo Support Eins', isMe: true, isAvailable: true },
      { name: 'Demo Support Zwei', isMe: false, isAvailable: true },
    ]);
  });

  test('has canned answers and finds answers with their clauses', async () => {
    const { canned } = await erna.read<CannedList>('/agent/api/canned');
    expect(canned.find(({ id }) => id === 'vor-der-arbeit')).toMatchObject({
      clauses: ['F4.3', 'F4.4'],
      text: expect.stringContaining('Angebot'),
    });
    const { answers } = await erna.read<AnswerList>(`/agent/api/answers?q=${encodeURIComponent('Wie hoch ist der Stundensatz?')}`);
    expect(answers[0]?.clauses.length).toBeGreaterThan(0);
    expect(answers[0]?.text).toContain(`[${answers[0]?.clauses.join(', ')}]`);
  });

  test('is closed to whoever is not signed in, and to writes from elsewhere', async () => {
    const { id } = await askForHuman();
    const paths = ['/desk', '/handoffs', `/handoffs/${id}`, `/handoffs/${id}/messages`, '/canned', '/answers?q=x', '/events'];
    for (const path of paths) expect([path, (await fetch(`${app.url}/agent/api${path}`)).status]).toEqual([path, 401]);
    const writes = ['/presence', `/handoffs/${id}/actions`, `/handoffs/${id}/typing`, `/handoffs/${id}/files`];
    for (const path of writes) {
      const headers = { 'content-type': 'application/json', cookie: erna.cookie, origin: 'https://elsewhere.example' };
      const response = await fetch(`${app.url}/agent/api${path}`, { method: 'POST', headers, body: '{}' });
      expect([path, response.status]).toEqual([path, 403]);
    }
    expect((await erna.act('nothing', { kind: 'claim' })).status).toBe(404);
    expect((await erna.post(`/agent/api/handoffs/${id}/actions`, { id: 'x', action: { kind: 'claim' } })).status).toBe(422);
  });
});

interface Heard {
  find(event: string, fits?: (data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  until(isTrue: () => boolean): Promise<void>;
  count(event: string): number;
  close(): void;
}

/** Reads the server-sent events of an agent's page. */
async function listen(agent: AgentClient): Promise<Heard> {
  const stop = new AbortController();
  const response = await fetch(`${app.url}/agent/api/events`, { headers: { cookie: agent.cookie }, signal: stop.signal });
  const heard: { event: string; data: Record<string, unknown> }[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const pump = async (): Promise<void> => {
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return;
      const parts = `${rest}${chunk.value}`.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        if (event && data) heard.push({ event, data: JSON.parse(data) as Record<string, unknown> });
      }
      for (const check of waiting) check();
    }
  };
  void pump().catch(() => undefined);
  const when = <T>(look: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const check = () => {
        const found = look();
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });
  return {
    find: (event, fits = () => true) => when(() => heard.find((one) => one.event === event && fits(one.data))?.data),
    until: async (isTrue) => void (await when(() => (isTrue() ? true : undefined))),
    count: (event) => heard.filter((one) => one.event === event).length,
    close: () => stop.abort(),
  };
}
