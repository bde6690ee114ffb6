/** From a job to the mail itself: subject, plain text, HTML, and the ids that keep a thread together. */
import type { Knowledge } from '../content/knowledge.ts';
import { knowledgeIn } from '../content/knowledge-in.ts';
import { buttonTargets, mailPlaceholders } from '../content/mail-names.ts';
import { threadId } from '../domain/incoming-mail.ts';
import { sha256 } from '../domain/ledger.ts';
import { type MailJob, mailLanguages } from '../domain/mail.ts';
import type { Language } from '../domain/vocabulary.ts';
import { framedHtml, framedText, type MailPart } from './frame.ts';
import type { OutgoingMail } from './message.ts';
import { asHtml, asText, type Links, oneLine, valuesOf } from './words.ts';

export interface ComposeContext extends Links {
  readonly knowledge: Knowledge;
  /** The part of the sender's address behind the @. */
  readonly domain: string;
  /** True when answers to our mails are read. */
  readonly isRead?: boolean | undefined;
}

const longestSubject = 180;

/** In: the mail to make, its address, the unique key of its event. Out: the mail; the same one for the same input. */
export function compose(job: MailJob, to: string, key: string, context: ComposeContext): OutgoingMail {
  const { domain, publicUrl, isRead = false } = context;
  const [language, ...others] = mailLanguages(job.template, job.language);
  const first = wordsIn(job, language, context);
  const parts = [first.part, ...others.map((other) => wordsIn(job, other, context).part)] as const;
  const subject = subjectOf(first.subject, job.ticketNumber);
  const frame = { publicUrl, isRead, subject, parts };
  return {
    messageId: `${sha256(key).slice(0, 40)}@${domain}`,
    thread: threadOf(job, domain),
    answers: job.answers,
    to,
    subject,
    text: framedText(frame),
    html: framedHtml(frame),
  };
}

/** What the mail says in one of its languages. */
function wordsIn(job: MailJob, language: Language, context: ComposeContext): { readonly subject: string; readonly part: MailPart } {
  const knowledge = knowledgeIn(context.knowledge, language);
  const template = knowledge.mails[job.template];
  const values = valuesOf(job, context, language);
  const target = buttonTargets.find((name) => mailPlaceholders(job.template)?.includes(name));
  const url = target === undefined ? undefined : values[target]?.text;
  const button = template.button !== undefined && url !== undefined ? { label: template.button, url } : undefined;
  const part = { knowledge, button, text: asText(template.body, values), body: asHtml(template.body, values) };
  return { subject: asText(template.subject, values), part };
}

/** `[#IMM-2026-000123-7] …`, on one line and cut at a sensible length. */
function subjectOf(words: string, ticketNumber: string | undefined): string {
  const line = oneLine(words);
  const signs = [...new Intl.Segmenter('de').segment(line)].map(({ segment }) => segment);
  const cut =
    signs.length > longestSubject
      ? `${signs
          .slice(0, longestSubject - 1)
          .join('')
          .trimEnd()}…`
      : line;
  return ticketNumber === undefined ? cut : `[#${oneLine(ticketNumber)}] ${cut}`;
}

/** The head of the thread is an id that no mail has: clients fold all that refer to it, in whatever order they come. */
function threadOf({ ticketNumber, offerId }: MailJob, domain: string): string | undefined {
  const about = ticketNumber ?? offerId;
  return about === undefined ? undefined : threadId(about, domain);
}
