/** What a mail is: a machine's or a person's, whose words it holds, and where it belongs. */
import { describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/identity.ts';
import {
  type IncomingMail,
  ignoredBecause,
  isForged,
  mailKey,
  mayWriteByMail,
  numberIn,
  ownWords,
  soundsLikeOrder,
} from '../../src/domain/incoming-mail.ts';

const own = { domain: 'support.example', addresses: ['lotse@support.example'] };

function mail(headers: Readonly<Record<string, string>> = {}, change: Partial<IncomingMail> = {}): IncomingMail {
  return {
    messageId: 'abc@kunde.example',
    from: { address: 'erika@kunde.example' },
    subject: 'Frage',
    text: 'Hallo',
    references: [],
    headers: new Map(Object.entries(headers).map(([name, value]) => [name, [value]])),
    files: [],
    isReport: false,
    ...change,
  };
}

describe('what a machine sent is left alone', () => {
  it.each<[string, IncomingMail, string]>([
    ['Auto-Submitted: auto-replied', mail({ 'auto-submitted': 'auto-replied' }), 'autoReply'],
    ['Auto-Submitted with a comment', mail({ 'auto-submitted': 'auto-generated; owner-email="x"' }), 'autoReply'],
    ['X-Auto-Response-Suppress', mail({ 'x-auto-response-suppress': 'All' }), 'autoReply'],
    ['Precedence: auto_reply', mail({ precedence: 'auto_reply' }), 'autoReply'],
    ['X-Autoreply', mail({ 'x-autoreply': 'yes' }), 'autoReply'],
    ['an answer during holidays', mail({}, { subject: 'Automatische Antwort: Ihr Ticket' }), 'autoReply'],
    ['out of office', mail({}, { subject: 'Out of Office: back on Monday' }), 'autoReply'],
    ['Precedence: bulk', mail({ precedence: 'bulk' }), 'bulk'],
    ['a mailing list', mail({ 'list-id': '<news.example>' }), 'bulk'],
    ['a report of a mail server', mail({}, { isReport: true }), 'report'],
    ['an empty sender on the envelope', mail({ 'return-path': '<>' }), 'report'],
    ['the mailer daemon', mail({}, { from: { address: 'MAILER-DAEMON@mx.example' } }), 'report'],
    ['no-reply', mail({}, { from: { address: 'no-reply@shop.example' } }), 'report'],
    ['our own address', mail({}, { from: { address: 'Lotse@Support.example' } }), 'own'],
    ['our own Message-ID', mail({}, { messageId: `${'a1'.repeat(20)}@support.example` }), 'own'],
    ['no sender at all', mail({}, { from: { address: '' } }), 'noSender'],
  ])('%s', (_, given, why) => expect(ignoredBecause(given, own)).toBe(why));

  it.each<[string, IncomingMail]>([
    ['a plain mail', mail()],
    ['Auto-Submitted: no', mail({ 'auto-submitted': 'no' })],
    ['a subject that only speaks of an absence', mail({}, { subject: 'Mieter abwesend, Ablesung fehlt' })],
    ['an address that looks like a service', mail({}, { from: { address: 'hausverwaltung@kunde.example' } })],
    ['an answer to a mail of ours', mail({}, { references: [`${'a1'.repeat(20)}@support.example`] })],
  ])('but not %s', (_, given) => expect(ignoredBecause(given, own)).toBeUndefined());
});

describe('the words of a mail', () => {
  it.each([
    ['Am 22.11.2026 um 09:15 schrieb Support-Lotse <lotse@support.example>:'],
    ['Am So., 22. Nov. 2026 um 09:15 Uhr schrieb Support-Lotse\n<lotse@support.example>:'],
    ['On Sun, Nov 22, 2026 at 9:15 AM Support-Lotse <lotse@support.example> wrote:'],
    ['Support-Lotse <lotse@support.example> schrieb am So., 22. Nov. 2026, 09:15:'],
    ['-----Ursprüngliche Nachricht-----\nVon: Support-Lotse'],
    ['________________________________\nVon: Support-Lotse'],
    ['Von: Support-Lotse <lotse@support.example>\nGesendet: Sonntag, 22. November 2026 09:15\nAn: Erika'],
    ['*Von:* Support-Lotse\n*Gesendet:* Sonntag'],
    ['-- \nErika Muster\nMuster Hausverwaltung'],
    ['> Der Produktsupport hat geantwortet.'],
  ])('end where the quote or the signature begins: %j', (quote) => {
    expect(ownWords(`Danke, es geht wieder.\r\n\r\n${quote}\r\n> alt\r\n`)).toBe('Danke, es geht wieder.');
  });

  it.each([
    ['Von: der Heizung im Keller kommt nichts.\nBitte prüfen.'],
    ['Am Montag schrieb ich schon einmal.\nBitte melden.'],
    ['Erstens.\n\nZweitens - mit Strich.\n--\nDrittens'],
    ['Erstens.\n____________________\nZweitens.'],
  ])('are left alone where nothing is quoted: %j', (words) => {
    expect(ownWords(words)).toBe(words);
  });

  it('are all there is when nothing but a quote was sent', () => {
    expect(ownWords('> Nur ein Zitat')).toBe('> Nur ein Zitat');
  });

  it('between quoted lines stay', () => {
    expect(ownWords('> Frage eins?\nJa.\n> Frage zwei?\nNein.')).toBe('Ja.\nNein.');
  });
});

describe('the ticket number', () => {
  it.each([
    ['AW: [#IMM-2026-000123-7] In Bearbeitung: Mieten', 'IMM-2026-000123-7'],
    ['zu imm-2026-000123-7', 'IMM-2026-000123-7'],
    ['IMM-2026-000123-8', undefined],
    ['Rechnung IMM-2026', undefined],
  ])('in %j', (subject, number) => expect(numberIn({ subject }, '')).toBe(number));

  it('in the subject stands above the one in the words', () => {
    expect(numberIn({ subject: '' }, 'siehe IMM-2026-000123-7')).toBe('IMM-2026-000123-7');
  });
});

describe('who may write into a ticket', () => {
  const ticket = { ownerId: 'contact-1', organisationId: 'org-1', contactEmail: 'erika@kunde.example' };
  const from = (change: Partial<Principal>): Principal => ({
    kind: 'customer',
    id: 'contact-9',
    mayOrder: false,
    verifiedBy: 'none',
    at: 0,
    ...change,
  });
  it.each<[string, Partial<Principal>, boolean]>([
    ['its owner', { id: 'contact-1' }, true],
    ['a colleague', { organisationId: 'org-1' }, true],
    ['the address it was made with', { kind: 'anonymous', email: 'Erika@Kunde.example' }, true],
    ['a contact of somebody else', { organisationId: 'org-2' }, false],
    ['a stranger', { kind: 'anonymous', email: 'x@y.example' }, false],
    ['an agent who has looked', { kind: 'agent', verifiedBy: 'entra' }, true],
    ['somebody who only says to be an agent', { kind: 'agent' }, false],
    ['staff', { kind: 'staff', verifiedBy: 'entra', organisationId: 'org-1' }, false],
  ])('%s', (_, change, may) => expect(mayWriteByMail(from(change), ticket)).toBe(may));

  it('never somebody without an address or a company, where the ticket has none either', () => {
    const loose = { ownerId: 'dl_1', organisationId: undefined, contactEmail: undefined };
    expect(mayWriteByMail(from({ kind: 'anonymous' }), loose)).toBe(false);
  });
});

describe('words that sound like an order', () => {
  it.each([
    'ja',
    'Ja, bitte.',
    'ok',
    'Hallo, einverstanden!',
    'Guten Tag,\n\nhiermit beauftrage ich die Leistung.',
    'Wir nehmen das Angebot an.',
    'Sehr geehrte Damen und Herren,\nbitte ausführen.',
    'Auftrag erteilt',
  ])('%j', (words) => expect(soundsLikeOrder(words)).toBe(true));
  it.each([
    'Was kostet das genau?',
    'Nein danke',
    'Jan fragt, ob der Termin steht',
    `ja, aber ${'es gibt noch vieles zu sagen '.repeat(20)}`,
  ])('but not %j', (words) => expect(soundsLikeOrder(words)).toBe(false));
});

it('a mail is forged when our own server says so, not when an older line does', () => {
  const results = (...lines: string[]) => isForged(mail({}, { headers: new Map([['authentication-results', lines]]) }));
  expect(results('mx.support.example; dmarc=fail (p=REJECT)')).toBe(true);
  expect(results('mx.support.example; dmarc=pass', 'elsewhere; dmarc=fail')).toBe(false);
  expect(isForged(mail())).toBe(false);
});

it('a mail has one key, and nobody else gets it by the same Message-ID', () => {
  const key = (address: string, raw = 'a') => mailKey({ messageId: 'm@x', from: { address } }, raw);
  expect(key('a@x.example')).toBe(key('A@X.example', 'b'));
  expect(key('a@x.example')).not.toBe(key('b@x.example'));
  expect(mailKey({ messageId: '', from: { address: 'a@x.example' } }, 'one')).not.toBe(
    mailKey({ messageId: '', from: { address: 'a@x.example' } }, 'two'),
  );
});
