/** One mail of each kind, as the dialogs would put it into the outbox. */
import { type MailJob, type MailTemplate, type MailValueKind, mailTemplates, type SpokenWords } from '../../src/domain/mail.ts';

const samples: Record<MailValueKind, SpokenWords | number> = {
  text: 'Größe & Maß <b>',
  spoken: { de: 'Größe & Maß <b>', en: 'Size & weight <b>' },
  money: 12_000,
  time: Date.UTC(2026, 10, 22, 8, 15),
  page: '/portal/tickets/IMM-2026-000123-7',
  link: 'a-seed-of-more-than-twenty-characters',
};

export const templates = Object.keys(mailTemplates) as MailTemplate[];

export function sampleJob(template: MailTemplate, values: Readonly<Record<string, string | number>> = {}): MailJob {
  const all = Object.entries(mailTemplates[template] as Record<string, MailValueKind>).map(([name, kind]) => [name, samples[kind]]);
  const job = { template, to: { email: 'erika@muster-hausverwaltung.example' }, values: { ...Object.fromEntries(all), ...values } };
  return job as unknown as MailJob;
}

export const ticketMail = (subject: string, number = 'IMM-2026-000123-7'): MailJob => ({
  ...sampleJob('ticket-changed', { subject, number, state: 'In Bearbeitung', next: 'Der Produktsupport arbeitet daran.' }),
  ticketNumber: number,
});
