/** With Request Tracker as ticket system: an order in the chat becomes a ticket there, and what agents do there comes back. Run when RT_URL is set. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { openStorage } from '../../src/storage/open.ts';
import { openDesk } from '../conversations/agent-desk.ts';
import { directLineDriver } from '../conversations/direct-line-driver.ts';
import { play } from '../conversations/play.ts';
import { parseTranscript } from '../conversations/transcript.ts';
import { temporaryFolder } from '../storage/engines.ts';
import { ledgerKey } from '../storage/ledger-key.ts';
import { freePort } from '../support/free-port.ts';
import { systems } from './systems.ts';

const order = parseTranscript(`# Auftrag mit Request Tracker
Gegeben: Hausperfekt und Karthago, darf beauftragen, Beispielsatz

Kunde: Meine Kollegin hat im Dezember alle Mieten doppelt gebucht, könnt ihr das bereinigen?
Bot: Um welches Produkt geht es?
Kunde: → Hausperfekt
Bot: Ihr Anliegen ist voraussichtlich kostenpflichtig [F3.2]. …
Bot: Angebot über eine kostenpflichtige Leistung …
Kunde: → Kostenpflichtig beauftragen
Bot: Ihr Auftrag ist eingegangen. … Ticketnummer: IMM-… Status: Eingegangen …
Bot: Wie dringend ist es für Sie?
Kunde: → Die Arbeit steht
Bot: Danke, das habe ich beim Ticket IMM-… vermerkt.
`);
const secret = 'a webhook secret of at least 32 characters';
const within = { timeout: 40_000, interval: 300 };
const agent = { kind: 'agent', id: 'agent', mayOrder: false, verifiedBy: 'entra', at: 0 } as const;
const rt = systems.find((system) => system.name === 'rt');

test.runIf(rt)(
  'an order in the chat becomes a ticket in Request Tracker, and what agents do there comes back',
  async () => {
    const connected = await rt?.connect();
    if (!connected) throw new Error('RT is missing');
    const dataDir = temporaryFolder();
    const before = await openStorage({ dataDir, ledgerKey });
    // RT is shared by many runs: each has numbers of its own.
    await before.reserveTicketNumbers(new Date().getFullYear(), 1_000_000 + Math.floor(Math.random() * 900_000_000));
    await before.close();
    const port = String(await freePort());
    const env = {
      DATA_DIR: dataDir,
      PORT: port,
      TICKETING: 'rt',
      TICKETING_CONFIG: 'docs/ticketing/rt.yaml',
      TICKETING_WEBHOOK_SECRET: secret,
    };
    const driver = await directLineDriver(order, { ...env, RT_URL: process.env.RT_URL ?? '', RT_TOKEN: process.env.RT_TOKEN ?? '' });
    const hook = path.join(process.env.RT_DATA ?? '', 'var/webhook.json');
    await writeFile(hook, JSON.stringify({ url: `http://127.0.0.1:${port}/webhooks/ticketing/rt`, secret }));
    const ours = await openStorage({ dataDir, ledgerKey, role: 'command' });
    const view = async () => {
      const [ticket] = await ours.tickets(agent);
      return (ticket && (await ours.ticketByNumber(agent, ticket.number))) ?? expect.fail('no ticket');
    };
    try {
      await play(order, driver, false);
      const { ticket } = await view();
      await vi.waitFor(async () => expect((await view()).ticket.foreignNumber).toMatch(/^#\d+$/), within);
      const [there] = await connected.system.findByReference(ticket.number);
      if (!there) throw new Error('the ticket is not in RT');
      expect(there).toMatchObject({ number: (await view()).ticket.foreignNumber, subject: ticket.subject, rawStatus: 'new' });
      const billing = await connected.system.update(there.id, { ...draftOf(ticket), coverage: 'billable' });
      expect(billing).toEqual([]);

      await connected.desk.setStatus(there.id, 'open');
      await vi.waitFor(
        async () => expect(await ours.alarms(5)).toMatchObject([{ about: ticket.id, kind: 'orderRule', text: `${there.number}: open` }]),
        within,
      );
      expect((await view()).ticket.state).toBe('new');

      await connected.desk.note(there.id, 'Nur intern: schwieriger Kunde');
      await connected.desk.reply(there.id, 'Wir haben die Buchungen geprüft.');
      await vi.waitFor(
        async () => expect((await view()).events.map((line) => line.text)).toContain('Wir haben die Buchungen geprüft.'),
        within,
      );

      // Billable work is not solved either before the order is confirmed and the work entered as done.
      await connected.desk.setStatus(there.id, 'resolved');
      await vi.waitFor(
        async () =>
          expect(await ours.alarms(5)).toMatchObject([{ about: ticket.id, kind: 'statusNotAllowed', text: `${there.number}: resolved` }]),
        within,
      );
      expect((await view()).ticket.state).toBe('new');

      const desk = await openDesk(`http://127.0.0.1:${port}`);
      const { requestId, orderId } = await desk.newestIds();
      expect(await desk.act({ who: 1, id: randomUUID(), action: { kind: 'confirmOrder', requestId, orderId } })).toBeUndefined();
      expect(await desk.act({ who: 1, id: randomUUID(), action: { kind: 'fulfilOrder', requestId, orderId } })).toBeUndefined();
      await vi.waitFor(async () => expect(await ours.alarms(5)).toEqual([]), within);
      expect((await connected.system.get(there.id))?.rawStatus).toBe('resolved');
      const { ticket: done, events } = await view();
      expect(done.state).toBe('resolved');
      expect(events.filter((line) => line.kind === 'state').map(({ from, to, author }) => [from, to, author])).toEqual([
        ['new', 'resolved', 'agent'],
      ]);
      expect(events.filter((line) => line.text?.includes('Nur intern'))).toEqual([]);
    } finally {
      await writeFile(hook, '{}');
      await ours.close();
      await driver.close();
      await connected.close();
    }
  },
  240_000,
);

const draftOf = (ticket: {
  number: string;
  subject: string;
  body: string;
  contactEmail?: string | undefined;
  category: string;
  createdAt: number;
  product?: string | undefined;
}) => ({
  reference: ticket.number,
  subject: ticket.subject,
  body: ticket.body,
  requester: { email: ticket.contactEmail },
  product: ticket.product,
  category: ticket.category,
  state: 'new' as const,
  coverage: 'undecided' as const,
  createdAt: ticket.createdAt,
});
