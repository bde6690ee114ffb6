/** The outbox's mails on their way through a real mail server that accepts, refuses, hangs or breaks off. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MailError } from '../../src/mail/message.ts';
import { waitMs } from '../../src/mail/worker.ts';
import { demoCustomer } from '../../src/storage/demo.ts';
import { sampleJob, ticketMail } from './jobs.ts';
import { header, type MailServer, part, startMailServer } from './smtp.ts';
import { type MailWorld, mailWorld } from './world.ts';

const minute = 60_000;

let world: MailWorld;
let server: MailServer | undefined;
beforeEach(async () => {
  world = await mailWorld();
});
afterEach(async () => {
  await world.close();
  await server?.close();
  server = undefined;
});

const refusing = (code: number) =>
  Object.assign(new Error('No such user erika@muster-hausverwaltung.example here'), { responseCode: code });

describe('a mail', () => {
  it('arrives once, with umlauts in subject, text and HTML, and headers that keep threads together and answering machines quiet', async () => {
    server = await startMailServer();
    await world.put('key', ticketMail('Größenänderung für „Müller & Söhne“'));
    const worker = world.sendsTo(server.url);
    await worker.runDue();
    await worker.runDue();
    expect(server.mails).toHaveLength(1);
    const [{ raw, from, to }] = server.mails as [(typeof server.mails)[0]];
    expect([from, to]).toEqual(['lotse@support.example', ['erika@muster-hausverwaltung.example']]);
    expect(header(raw, 'Subject')).toBe('[#IMM-2026-000123-7] In Bearbeitung: Größenänderung für „Müller & Söhne“');
    expect(part(raw, 'text/plain')).toContain('- Betreff: Größenänderung für „Müller & Söhne“');
    expect(part(raw, 'text/html')).toContain('Größenänderung für „Müller &amp; Söhne“');
    expect(header(raw, 'Auto-Submitted')).toBe('auto-generated');
    expect(header(raw, 'Message-ID')).toMatch(/^<[0-9a-f]{40}@support\.example>$/);
    expect(header(raw, 'References')).toBe(header(raw, 'In-Reply-To'));
    expect(header(raw, 'References')).toMatch(/^<[0-9a-f]{40}@support\.example>$/);
  });

  it('goes to the address its contact has now', async () => {
    server = await startMailServer();
    await world.put('key', { ...sampleJob('offer-made'), to: { contactId: demoCustomer.id } });
    await world.sendsTo(server.url).runDue();
    expect(server.mails[0]?.to).toEqual([demoCustomer.email]);
  });

  it.each([
    'a\r\nBcc: evil@evil.example',
    'a\nX-Evil: 1\n\nbody',
    'a\r\n.\r\nMAIL FROM:<evil@evil.example>',
    'a\u2028Bcc: evil@evil.example',
  ])('gets no header and no recipient from what people typed: %j', async (typed) => {
    server = await startMailServer();
    await world.put('key', ticketMail(typed));
    await world.sendsTo(server.url).runDue();
    const [mail] = server.mails;
    expect(mail?.to).toEqual(['erika@muster-hausverwaltung.example']);
    expect(server.mails).toHaveLength(1);
    expect([header(mail?.raw ?? '', 'Bcc'), header(mail?.raw ?? '', 'X-Evil')]).toEqual(['', '']);
  });

  it('with a long subject has no line over 998 bytes', async () => {
    server = await startMailServer();
    await world.put('key', ticketMail('Überlänge '.repeat(500)));
    await world.sendsTo(server.url).runDue();
    const longest = Math.max(...(server.mails[0]?.raw ?? '').split('\r\n').map((line) => Buffer.byteLength(line)));
    expect(longest).toBeLessThanOrEqual(998);
    expect(header(server.mails[0]?.raw ?? '', 'Subject')).toMatch(/^\[#IMM-2026-000123-7\] In Bearbeitung: Überlänge .*…$/);
  });

  it('whose time is over is not sent any more', async () => {
    server = await startMailServer();
    await world.put('key', { ...sampleJob('sign-in'), expiresAt: world.now() + minute });
    world.passTime(minute);
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toEqual([]);
    expect(world.logged).toEqual([]);
  });
});

describe('300 mails', () => {
  it('all arrive once while two workers send', async () => {
    server = await startMailServer();
    for (let n = 0; n < 300; n += 1) await world.put(`key ${n}`, ticketMail(`Anliegen ${n}`));
    await Promise.all([world.sendsTo(server.url).runDue(), world.sendsTo(server.url).runDue()]);
    expect(server.mails).toHaveLength(300);
    expect(new Set(server.mails.map(({ raw }) => header(raw, 'Message-ID'))).size).toBe(300);
  });
});

describe('a server that says not now', () => {
  it.each([421, 450, 451, 452])('with %d gets the mail again later', async (code) => {
    let refuses = true;
    server = await startMailServer({ onRcptTo: (_address, _session, done) => done(refuses ? refusing(code) : null) });
    await world.put('key', ticketMail('a'));
    const worker = world.sendsTo(server.url);
    await worker.runDue();
    refuses = false;
    world.passTime(29_000);
    await worker.runDue();
    expect(server.mails).toHaveLength(0);
    world.passTime(2_000);
    await worker.runDue();
    expect(server.mails).toHaveLength(1);
  });

  it('is asked less and less often, never all at once, and given up after about a day', () => {
    expect([1, 2, 3, 7, 8, 30].map((attempt) => waitMs(attempt, 0.5))).toEqual([
      30_000,
      minute,
      2 * minute,
      32 * minute,
      60 * minute,
      60 * minute,
    ]);
    expect([waitMs(1, 0), waitMs(1, 1)]).toEqual([24_000, 36_000]);
    const day = Array.from({ length: 29 }, (_, index) => waitMs(index + 1, 0.5)).reduce((sum, wait) => sum + wait, 0);
    expect(day / 3_600_000).toBeGreaterThan(22);
  });
});

describe('a server that says no', () => {
  it.each([550, 552, 553, 554])('with %d to the recipient ends the mail with an alarm that names no person', async (code) => {
    server = await startMailServer({ onRcptTo: (_address, _session, done) => done(refusing(code)) });
    await world.put('mail:ticket-changed:event:hash', ticketMail('a'));
    const worker = world.sendsTo(server.url);
    await worker.runDue();
    world.passTime(24 * 60 * minute);
    await worker.runDue();
    expect(world.logged).toEqual([expect.stringContaining(`error mail.given-up`)]);
    expect(world.logged[0]).toContain(String(code));
    expect(world.logged.join()).not.toMatch(/erika|muster/);
  });

  it('to the sender or to the sign-in is a fault of the set-up: the mail waits until it is mended', async () => {
    let refuses = true;
    server = await startMailServer({ onMailFrom: (_address, _session, done) => done(refuses ? refusing(550) : null) });
    await world.put('key', ticketMail('a'));
    const worker = world.sendsTo(server.url);
    await worker.runDue();
    refuses = false;
    world.passTime(2 * minute);
    await worker.runDue();
    expect(server.mails).toHaveLength(1);
  });

  it('to one recipient does not keep the others from their mails', async () => {
    server = await startMailServer({ onRcptTo: ({ address }, _session, done) => done(address.startsWith('gone') ? refusing(550) : null) });
    await world.put('one', { ...ticketMail('a'), to: { email: 'gone@muster-hausverwaltung.example' } });
    await world.put('two', ticketMail('b'));
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toHaveLength(1);
  });
});

describe('a server that is away', () => {
  it('refuses the connection: the mail waits', async () => {
    const gone = await startMailServer();
    await gone.close();
    await world.put('key', ticketMail('a'));
    await world.sendsTo(gone.url).runDue();
    expect(world.logged).toEqual([expect.stringContaining('warn mail.not-sent-yet')]);
    server = await startMailServer();
    world.passTime(minute);
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toHaveLength(1);
  });

  it.each([
    ['never greets', (): undefined => undefined],
    ['resets the connection', (socket: import('node:net').Socket) => void socket.resetAndDestroy()],
    ['answers nonsense', (socket: import('node:net').Socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('%s: the mail waits', async (_name, behave) => {
    const sockets = new Set<import('node:net').Socket>();
    const broken = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      behave(socket);
    }).listen(0, '127.0.0.1');
    await once(broken, 'listening');
    await world.put('key', ticketMail('a'));
    await world.sendsTo(`smtp://127.0.0.1:${(broken.address() as AddressInfo).port}`, 300).runDue();
    expect(world.logged).toEqual([expect.stringContaining('warn mail.not-sent-yet')]);
    for (const socket of sockets) socket.destroy();
    broken.close();
    server = await startMailServer();
    world.passTime(minute);
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toHaveLength(1);
  });
});

describe('a crash', () => {
  it('between sending and recording sends the mail again, under the same id so that clients fold it', async () => {
    server = await startMailServer();
    await world.put('key', ticketMail('a'));
    const first = world.sendsTo(server.url);
    const done = world.storage.done;
    Object.assign(world.storage, { done: () => Promise.reject(new Error('The process ended')) });
    await first.runDue();
    Object.assign(world.storage, { done });
    world.passTime(5 * minute);
    await world.sendsTo(server.url).runDue();
    world.passTime(60 * minute);
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toHaveLength(2);
    expect(new Set(server.mails.map(({ raw }) => header(raw, 'Message-ID'))).size).toBe(1);
  });

  it('while sending loses nothing: after five minutes another process sends it', async () => {
    server = await startMailServer();
    await world.put('key', ticketMail('a'));
    await world.storage.claim(world.now(), world.now() + 5 * minute, 3, 'mail');
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toHaveLength(0);
    world.passTime(5 * minute);
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toHaveLength(1);
  });
});

describe('the outbox', () => {
  it.each([
    ['of another shape', { template: 'ticket-changed', to: { email: 'a@b.example' }, values: {} }],
    ['of an unknown kind', { template: 'gift', to: { email: 'a@b.example' }, values: {} }],
    ['to a contact that is gone', { ...sampleJob('offer-made'), to: { contactId: 'nobody' } }],
    ['to an address with a line break', { ...sampleJob('offer-made'), to: { email: 'a@b.example\r\nBcc: x@y.example' } }],
    ['that leads elsewhere', sampleJob('offer-made', { url: 'https://evil.example/' })],
  ])('ends a mail %s with an alarm', async (_name, job) => {
    server = await startMailServer();
    await world.put('key', job as never);
    await world.sendsTo(server.url).runDue();
    expect(server.mails).toHaveLength(0);
    expect(world.logged).toEqual([expect.stringContaining('error mail.given-up')]);
  });

  it('gives a mail up when the server stays away for a day', async () => {
    await world.put('key', ticketMail('a'));
    let attempts = 0;
    const worker = world.worker({
      send: async () => {
        attempts += 1;
        throw new MailError('away', false);
      },
      close: () => undefined,
    });
    for (let n = 0; n < 40; n += 1) {
      await worker.runDue();
      world.passTime(61 * minute);
    }
    expect(attempts).toBe(30);
    expect(world.logged.filter((line) => line.startsWith('error mail.given-up'))).toHaveLength(1);
  });
});
