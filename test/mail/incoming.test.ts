/** Mail that comes in, through a real IMAP server and the whole app: into its ticket, a ticket of its own, held, or left alone; never an order. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RequestDetail } from '../../src/domain/agent-ports.ts';
import { threadId } from '../../src/domain/incoming-mail.ts';
import type { Offer } from '../../src/domain/offer.ts';
import { demoCustomer } from '../../src/storage/demo.ts';
import { visit } from '../support/direct-line-client.ts';
import { eicar, type FakeClamd, fakeClamd } from '../support/fake-clamd.ts';
import { colleagueAddress, customerAddress, type IncomingWorld, incomingWorld, type Letter, letter, ourAddress } from './incoming-world.ts';
import { header, part } from './smtp.ts';

const stranger = 'fremd@anderswo.example';
const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(9000, 1)]);

let clamd: FakeClamd;
let world: IncomingWorld;
beforeAll(async () => {
  clamd = await fakeClamd();
  world = await incomingWorld({ CLAMD_URL: clamd.url });
}, 120_000);
afterAll(async () => {
  const unexpected = world.running.errors.filter((line) => !line.startsWith('The virus scanner did not check a file'));
  expect(unexpected).toEqual([]);
  await world.close();
  await clamd.close();
});

/** A ticket that a mail made. */
async function ticketBy(address: string, change: Letter = {}): Promise<string> {
  const before = new Set(await world.numbers());
  await world.receive({ from: address, subject: 'Mieten doppelt gebucht', text: 'Im Dezember sind alle Mieten doppelt.', ...change });
  const made = (await world.numbers()).filter((number) => !before.has(number));
  expect(made).toHaveLength(1);
  await world.sent();
  return made[0] ?? '';
}

/** What lies below the data folder, in one piece. */
function kept(): Buffer {
  const names = readdirSync(world.dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(names.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
}

const said = ({ events }: RequestDetail): (string | undefined)[] => events.filter(({ kind }) => kind === 'message').map(({ text }) => text);
const about = (number: string, more: Letter = {}): Letter => ({ subject: `AW: [#${number}] In Bearbeitung`, ...more });

describe('a mail without a number', () => {
  it('becomes a ticket without a classing, and its sender hears the number and nothing else', async () => {
    const text = 'Beim Jahresabschluss stürzt Hausperfekt ab.\n\n-- \nErika Muster\nMuster Hausverwaltung';
    const messageId = 'erste-mail@kunde.example';
    await world.receive({ from: `Erika Muster <${customerAddress}>`, subject: 'WG: Absturz bei „Übertrag“', text, messageId });
    const [number = ''] = await world.numbers();
    const { ticket, request } = await world.detail(number);
    expect(ticket).toMatchObject({ subject: 'Absturz bei „Übertrag“', coverage: 'undecided', state: 'new', ownerId: demoCustomer.id });
    expect(request.assessment).toBeUndefined();
    expect(ticket.body.split('\n')[0]).toBe('Beim Jahresabschluss stürzt Hausperfekt ab.');
    expect(ticket.body).not.toContain('Erika');
    expect((await world.queue()).toClass.map((item) => item.ticket.number)).toContain(number);
    const mails = await world.sent();
    expect(mails).toHaveLength(1);
    const [mail = ''] = mails;
    expect(header(mail, 'To')).toBe(customerAddress);
    expect(header(mail, 'Subject')).toBe(`[#${number}] Ihre E-Mail ist eingegangen`);
    expect(header(mail, 'In-Reply-To')).toBe(`<${messageId}>`);
    expect(header(mail, 'References')).toBe(`<${threadId(number, 'support.example')}> <${messageId}>`);
    expect(header(mail, 'Auto-Submitted')).toBe('auto-replied');
    expect(part(mail, 'text/plain')).toContain('Sie können auf diese E-Mail antworten');
    expect(part(mail, 'text/plain')).not.toContain('Absturz');
  });

  it('of somebody unknown becomes a ticket as well, and belongs to nobody', async () => {
    const number = await ticketBy(stranger);
    const { ticket } = await world.detail(number);
    expect(ticket.organisationId).toBeUndefined();
    expect(ticket.contactEmail).toBe(stranger);
  });

  it('brings its files, and names those that are not taken', async () => {
    const files = [
      { name: 'bild.png', type: 'image/png', content: png },
      { name: 'makro.exe', type: 'application/octet-stream', content: Buffer.from('MZ') },
      { name: 'kein-bild.png', type: 'image/png', content: Buffer.from('<html>') },
    ];
    const number = await ticketBy(customerAddress, { files });
    const { request, ticket } = await world.detail(number);
    expect(request.details.attachments).toHaveLength(1);
    expect(ticket.body).toContain('Anhänge: bild.png');
    expect(ticket.body).toContain('(Art oder Größe nicht zugelassen): makro.exe, kein-bild.png');
  });

  it('is held from the twenty-first on, when one address sends so many within a day', async () => {
    const from = 'maschine@anderswo.example';
    await world.receive(...Array.from({ length: 22 }, (_, n): Letter => ({ from, subject: `Meldung ${n}` })));
    const { mails, toClass } = await world.queue();
    expect(toClass.filter(({ ticket }) => ticket.contactEmail === from)).toHaveLength(20);
    expect(mails.filter(({ address }) => address === from).map(({ reason }) => reason)).toEqual(['tooMany', 'tooMany']);
    await world.sent();
  });
});

describe('an answer', () => {
  it('goes into its ticket with its files, once, whoever of the company writes it', async () => {
    const number = await ticketBy(customerAddress);
    const messageId = 'antwort@kunde.example';
    const files = [{ name: 'auszug.png', type: 'image/png', content: png }];
    const text = 'Danke, hier der Auszug.\n\nAm 27.11.2026 um 10:00 schrieb Support-Lotse <lotse@support.example>:\n> Guten Tag';
    const mail = about(number, { text, files, messageId });
    await world.receive(mail, mail, about(number, { from: colleagueAddress, text: 'Auch bei mir.' }));
    await world.receive(mail);
    const detail = await world.detail(number);
    expect(said(detail)).toEqual(['Danke, hier der Auszug.\n\nAnhänge: auszug.png', 'Auch bei mir.']);
    expect(detail.request.details.attachments).toHaveLength(1);
    expect(await world.sent()).toEqual([]);
  });

  it('finds its ticket by the thread when the subject was changed', async () => {
    const number = await ticketBy(customerAddress);
    await world.receive({ subject: 'Noch etwas', text: 'Es eilt.', headers: [`References: <${threadId(number, 'support.example')}>`] });
    expect(said(await world.detail(number))).toEqual(['Es eilt.']);
  });

  it('to a closed ticket makes a new one that names it', async () => {
    const number = await ticketBy(customerAddress);
    await world.agent({ kind: 'setTicketState', requestId: (await world.detail(number)).request.id, to: 'closed' });
    const before = new Set(await world.numbers());
    await world.receive(about(number, { text: 'Es ist wieder da.' }));
    const [made = ''] = (await world.numbers()).filter((one) => !before.has(one));
    expect((await world.detail(made)).ticket.body).toContain(`Bezieht sich auf das abgeschlossene Ticket ${number}.`);
    await world.sent();
  });

  it('returns a ticket that waited for the customer', async () => {
    const number = await ticketBy(customerAddress);
    await world.agent({ kind: 'setTicketState', requestId: (await world.detail(number)).request.id, to: 'waitingCustomer' });
    await world.receive(about(number, { text: 'Hier die Angabe.' }));
    expect((await world.detail(number)).ticket.state).toBe('new');
    await world.sent();
  });
});

describe('a mail that goes nowhere by itself', () => {
  const held = async (address: string) => (await world.queue()).mails.filter((mail) => mail.address === address);

  it('of another sender waits for an agent, and tells nobody anything', async () => {
    const number = await ticketBy(customerAddress);
    await world.receive(about(number, { from: 'neugierig@anderswo.example', text: 'Wie ist der Stand?' }));
    expect(said(await world.detail(number))).toEqual([]);
    expect(await held('neugierig@anderswo.example')).toMatchObject([
      { reason: 'otherSender', ticketNumber: number, text: 'Wie ist der Stand?', files: [] },
    ]);
    expect(await world.sent()).toEqual([]);
  });

  it('is let into a ticket by an agent, once, with its sender named', async () => {
    const number = await ticketBy(customerAddress);
    const from = 'steuerberater@anderswo.example';
    await world.receive(
      about(number, { from, text: 'Die Liste.', files: [{ name: 'liste.csv', type: 'text/csv', content: Buffer.from('a;b') }] }),
    );
    const [mail] = await held(from);
    expect(await world.decide(mail?.id ?? '', { deed: 'intoTicket', number: 'IMM-2026-000001-0' })).toBe(409);
    expect(await world.decide(mail?.id ?? '', { deed: 'intoTicket', number })).toBe(200);
    expect(await world.decide(mail?.id ?? '', { deed: 'intoTicket', number })).toBe(404);
    const detail = await world.detail(number);
    expect(said(detail)).toEqual([
      expect.stringMatching(/^E-Mail von steuerberater@anderswo\.example, vom Produktsupport[\s\S]*Die Liste\./),
    ]);
    expect(detail.request.details.attachments).toHaveLength(1);
    expect(await held(from)).toEqual([]);
  });

  it('becomes a ticket of its own, or is put aside', async () => {
    const number = await ticketBy(customerAddress);
    const from = 'zweite@anderswo.example';
    const advert = { name: 'angebote.csv', type: 'text/csv', content: Buffer.from('Kaufen;Sie;jetzt;alles') };
    await world.receive(about(number, { from, text: 'Eigenes Anliegen' }), about(number, { from, text: 'Werbung', files: [advert] }));
    const [first, second] = await held(from);
    expect(kept().includes(advert.content)).toBe(true);
    expect(await world.decide(first?.id ?? '', { deed: 'newTicket' })).toBe(200);
    expect(await world.decide(second?.id ?? '', { deed: 'putAside' })).toBe(200);
    expect(kept().includes(advert.content)).toBe(false);
    expect((await world.queue()).toClass.filter(({ ticket }) => ticket.contactEmail === from)).toHaveLength(1);
    expect(await held(from)).toEqual([]);
    await world.sent();
  });

  it('with a forged sender waits, though the address is a contact', async () => {
    const number = await ticketBy(customerAddress);
    await world.receive(
      about(number, { headers: ['Authentication-Results: mx.support.example; dmarc=fail (p=REJECT)'], text: 'Bitte löschen' }),
    );
    expect(said(await world.detail(number))).toEqual([]);
    expect((await held(customerAddress)).map(({ reason }) => reason)).toEqual(['forged']);
  });

  it('is nobody’s business without an agent’s session', async () => {
    const [mail] = await held(customerAddress);
    const answer = await fetch(`${world.running.url}/agent/api/mails/${mail?.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: world.running.url },
      body: JSON.stringify({ deed: 'putAside' }),
    });
    expect(answer.status).toBe(401);
  });
});

describe('a mailed "ja"', () => {
  const orders = async () => (await world.storage.orderLines(0, Number.MAX_SAFE_INTEGER)).length;
  const openOffers = (): Promise<readonly Offer[]> => world.storage.openOffersFor(demoCustomer.id, demoCustomer.organisationId);

  it('to the offer of a ticket orders nothing and is answered with its page, once a day', async () => {
    const number = await ticketBy(customerAddress);
    const { id: requestId } = (await world.detail(number)).request;
    const classing = { coverage: 'billable', clauses: ['F3.1'], category: 'schulung', reason: 'Einweisung' } as const;
    await world.agent({ kind: 'classify', requestId, classing, offer: { rate: 'onFile', validDays: 10 } });
    const [offer] = (await world.detail(number)).offers;
    await world.sent();
    await world.receive(about(number, { text: 'Ja, einverstanden. Bitte machen.' }), about(number, { text: 'Ja!!' }));
    expect(await orders()).toBe(0);
    expect((await world.detail(number)).offers[0]?.state).toBe('open');
    expect(said(await world.detail(number))).toEqual(['Ja, einverstanden. Bitte machen.', 'Ja!!']);
    const mails = await world.sent();
    expect(mails.map((mail) => header(mail, 'To'))).toEqual([customerAddress]);
    expect(header(mails[0] ?? '', 'Subject')).toContain('Per E-Mail ist nichts beauftragt');
    expect(part(mails[0] ?? '', 'text/plain')).toContain(`/portal/offers/${offer?.id}`);
  });

  it('to an offer of the chat does neither; the chat says so', async () => {
    const visitor = await visit(world.running.url);
    await visitor.say('Wir brauchen eine Schulung für Hausperfekt');
    const [offer] = await openOffers();
    const thread = threadId(offer?.id ?? '', 'support.example');
    const before = await world.numbers();
    await world.receive({ subject: 'AW: Angebot', text: 'ja', headers: [`In-Reply-To: <${thread}>`] });
    expect(await orders()).toBe(0);
    expect((await world.storage.openOffersFor(demoCustomer.id, undefined)).map(({ id }) => id)).toContain(offer?.id);
    expect(await world.numbers()).toEqual(before);
    expect((await visitor.poll()).activities.at(-1)?.text).toContain('Per E-Mail wird nichts beauftragt');
    expect(part((await world.sent())[0] ?? '', 'text/plain')).toContain(`/portal/offers/${offer?.id}`);
  });
});

describe('machines', () => {
  it('are left alone: nothing is made, nothing is answered, the mail stays unread', async () => {
    const number = await ticketBy(customerAddress);
    const loop = await ownMail();
    const before = await world.numbers();
    const heldBefore = (await world.queue()).mails.length;
    await world.receive(
      about(number, { headers: ['Auto-Submitted: auto-replied'], text: 'Ich bin im Urlaub.' }),
      about(number, { headers: ['Precedence: bulk'] }),
      about(number, { headers: ['X-Auto-Response-Suppress: All'] }),
      { subject: 'Automatische Antwort: Ihr Ticket', text: 'Abwesend' },
      { from: 'MAILER-DAEMON@mx.example', subject: 'Undelivered Mail' },
      { from: ourAddress, subject: 'von uns selbst' },
    );
    world.imap.deliver(loop);
    await world.app.receiveMails();
    expect(await world.numbers()).toEqual(before);
    expect(said(await world.detail(number))).toEqual([]);
    expect((await world.queue()).mails).toHaveLength(heldBefore);
    expect(await world.sent()).toEqual([]);
    expect(world.imap.flags().slice(-7).flat()).not.toContain('\\Seen');
  });

  /** A mail of ours that comes back as it was. */
  async function ownMail(): Promise<string> {
    await world.receive({ from: 'noch@anderswo.example', subject: 'Anfrage' });
    return (await world.sent())[0] ?? '';
  }
});

describe('a file that the virus scanner rejects', () => {
  const infected = { name: 'rechnung.pdf', type: 'application/pdf', content: Buffer.concat([Buffer.from('%PDF-1.7\n'), eicar]) };
  const clean = { name: 'bild.png', type: 'image/png', content: png };
  const line = 'Nicht übernommene Anhänge (Schadsoftware gefunden): rechnung.pdf';

  it('is left out of the ticket that the mail makes; the words and the other files come in, and the agent reads why', async () => {
    const number = await ticketBy(customerAddress, { text: 'Siehe Anhang.', files: [infected, clean] });
    const { ticket, request } = await world.detail(number);
    expect(ticket.body).toContain(['Siehe Anhang.', 'Anhänge: bild.png', line].join('\n\n'));
    expect(request.details.attachments).toHaveLength(1);
    expect(clamd.seen.some((file) => file.equals(infected.content))).toBe(true);
    expect(kept().includes(png)).toBe(true);
    expect(kept().includes(eicar)).toBe(false);
    const waiting = (await world.queue()).toClass.find((item) => item.ticket.number === number);
    expect(waiting?.ticket.body).toContain(line);
  });

  it('is left out of an answer and of a mail that waits, and named there', async () => {
    const number = await ticketBy(customerAddress);
    await world.receive(about(number, { text: '', files: [infected] }));
    expect(said(await world.detail(number))).toEqual([line]);
    const from = 'virus@anderswo.example';
    await world.receive(about(number, { from, text: 'Die Rechnung.', files: [infected, clean] }));
    const [mail] = (await world.queue()).mails.filter(({ address }) => address === from);
    expect(mail).toMatchObject({ text: ['Die Rechnung.', 'Anhänge: bild.png', line].join('\n\n'), files: ['bild.png'] });
    expect(kept().includes(eicar)).toBe(false);
    await world.sent();
  });

  it('is told apart from one that could not be checked', async () => {
    clamd.behaviour = 'hangUp';
    const number = await ticketBy(customerAddress, { text: 'Siehe Bild.', files: [clean] }).finally(() => {
      clamd.behaviour = 'scan';
    });
    expect((await world.detail(number)).ticket.body).toContain(
      'Siehe Bild.\n\nNicht übernommene Anhänge (konnten nicht auf Schadsoftware geprüft werden): bild.png',
    );
    // Somebody has to know that files are being refused.
    expect(world.running.errors).toEqual([expect.stringContaining('The virus scanner did not check a file')]);
  });
});

describe('the line to the mailbox', () => {
  it('may break: what came meanwhile is taken once', async () => {
    world.imap.cut();
    const from = 'leitung@anderswo.example';
    world.imap.deliver(letter({ from, text: 'trotzdem' }));
    await vi.waitFor(async () => {
      await world.app.receiveMails();
      expect((await world.queue()).toClass.filter(({ ticket }) => ticket.contactEmail === from)).toHaveLength(1);
    });
    expect(world.imap.flags().at(-1)).toContain('\\Seen');
  });

  it('tells of a new mail by itself', async () => {
    const from = 'sofort@anderswo.example';
    world.imap.deliver(letter({ from }));
    await vi.waitFor(
      async () => expect((await world.queue()).toClass.filter(({ ticket }) => ticket.contactEmail === from)).toHaveLength(1),
      { timeout: 10_000, interval: 100 },
    );
  });

  it('takes what cannot be read as a mail too, and says so', async () => {
    world.imap.deliver('Nur Text, keine Kopfzeilen');
    world.imap.deliver(
      `From: kaputt@anderswo.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=gibtesnicht\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%`,
    );
    await world.app.receiveMails();
    expect((await world.queue()).toClass.filter(({ ticket }) => ticket.contactEmail === 'kaputt@anderswo.example')).toHaveLength(1);
  });
});

it('the first look leaves old mail alone: what is read already, and what has lain there for long', async () => {
  expect(await world.numbers()).not.toHaveLength(0);
  const other = await incomingWorld({}, (imap) => {
    imap.deliver(letter({ subject: 'schon gelesen' }), ['\\Seen']);
    imap.deliver(letter({ subject: 'gerade gekommen' }));
  });
  const details = await Promise.all((await other.numbers()).map((number) => other.detail(number)));
  expect(details.map(({ ticket }) => ticket.subject)).toEqual(['Gerade gekommen']);
  await other.close();
});
