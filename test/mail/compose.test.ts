/** What mails say: subject, plain text and HTML, ids. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailJob } from '../../src/domain/mail.ts';
import { compose } from '../../src/mail/compose.ts';
import { sampleJob, templates, ticketMail } from './jobs.ts';
import { knowledge } from './world.ts';

const context = {
  knowledge,
  publicUrl: 'https://support.example',
  domain: 'support.example',
  linkPath: (seed: string) => `/portal/link/${seed}`,
};
const made = (job: MailJob, key = 'key') => compose(job, 'erika@muster-hausverwaltung.example', key, context);

describe('every mail', () => {
  it.each(templates)('%s has all its values filled in, in plain text and in HTML, and says where to answer', (template) => {
    const { subject, text, html } = made(sampleJob(template));
    expect(`${subject}${text}${html}`).not.toMatch(/[{]\w+[}]|\*\*|undefined|NaN/);
    expect(text).toContain('Bitte antworten Sie nicht auf diese E-Mail');
    expect(text).toContain('https://support.example/portal');
    expect(html).toContain('Bitte antworten Sie nicht auf diese E-Mail');
  });

  it.each(templates)('%s loads nothing and runs nothing, and is readable on a dark screen', (template) => {
    const { html } = made(sampleJob(template));
    expect(html).not.toMatch(/<script|<img|<link|url\(|src=| on\w+=/i);
    expect(html).toContain('name="color-scheme" content="light dark"');
    expect(html).toContain('prefers-color-scheme:dark');
  });
});

describe('amounts, moments and pages', () => {
  it('are shown as German readers write them, pages with our own address', () => {
    const { text } = made(
      sampleJob('offer-forwarded', {
        net: 12_000,
        gross: 14_280,
        rateNote: ' (Beispielsatz, nicht verbindlich)',
        url: '/portal/offers/abc',
      }),
    );
    expect(text).toContain('120,00\u00a0€ netto, 142,80\u00a0€ brutto (Beispielsatz, nicht verbindlich)');
    expect(text).toContain('Gültig bis: 22.11.2026, 09:15 Uhr');
    expect(text).toContain('Angebot ansehen und entscheiden:\nhttps://support.example/portal/offers/abc');
  });
});

describe('the subject', () => {
  it('carries the ticket number', () => {
    expect(made(ticketMail('Mieten doppelt gebucht')).subject).toBe('[#IMM-2026-000123-7] In Bearbeitung: Mieten doppelt gebucht');
  });

  it('is one line of sensible length, whatever people typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 4000 }), (typed) => {
        const { subject } = made(ticketMail(typed));
        expect(subject).not.toMatch(/[\r\n\0\u2028\u2029]/);
        expect([...new Intl.Segmenter('de').segment(subject)].length).toBeLessThanOrEqual(205);
        expect(subject.startsWith('[#IMM-2026-000123-7] ')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is cut between signs, never inside one', () => {
    const { subject } = made(ticketMail('👨‍👩‍👧‍👦'.repeat(400)));
    expect(subject.endsWith('👨‍👩‍👧‍👦…')).toBe(true);
  });
});

describe('what people typed', () => {
  it.each([
    '<script>alert(1)</script>',
    '<a href="https://evil.example">klick</a>',
    '[klick](https://evil.example)',
    '**fett**',
    '" onmouseover="x',
  ])('stays plain words in HTML: %s', (typed) => {
    const { html } = made(ticketMail(typed));
    expect(html).not.toMatch(/<script|<a [^>]*evil|<strong>fett|<[^>]* onmouseover/);
  });

  it('is no placeholder for something else', () => {
    expect(made(ticketMail('{url} {next}')).text).toContain('Betreff: {url} {next}');
  });

  it('becomes no link in clients that make links of addresses', () => {
    const { text, html } = made(ticketMail('siehe https://evil.example und www.evil.example'));
    expect(text).not.toMatch(/https:\/\/evil|www\.evil/);
    expect(html).not.toMatch(/https:\/\/evil|www\.evil/);
  });
});

describe('ids', () => {
  it('are the same when the same mail is made again, and others for another event', () => {
    expect(made(ticketMail('a'), 'one').messageId).toBe(made(ticketMail('a'), 'one').messageId);
    expect(made(ticketMail('a'), 'one').messageId).not.toBe(made(ticketMail('a'), 'two').messageId);
  });

  it('keep the mails of one ticket in one thread, and of two tickets apart', () => {
    expect(made(ticketMail('a'), 'one').thread).toBe(made(ticketMail('b'), 'two').thread);
    expect(made(ticketMail('a'), 'one').thread).not.toBe(made(ticketMail('a', 'IMM-2026-000124-5'), 'one').thread);
  });
});

describe('a mail to an address that was only typed', () => {
  it('names the number and nothing of the case', () => {
    const job: MailJob = { ...sampleJob('ticket-created-unverified', { number: 'IMM-2026-000123-7' }), ticketNumber: 'IMM-2026-000123-7' };
    expect(Object.keys(job.values)).toEqual(['number']);
    expect(made(job).subject).toBe('[#IMM-2026-000123-7] Ihr Anliegen ist eingegangen');
  });
});
