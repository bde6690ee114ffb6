/** From a template to the words of a mail, once plain and once as HTML. What people typed stays plain words in both. */
import { moment, money } from '../cards/format.ts';
import { breakLinks } from '../cards/words.ts';
import type { MailJob, MailValueKind, SpokenWords } from '../domain/mail.ts';
import { mailTemplates } from '../domain/mail.ts';
import type { Language } from '../domain/vocabulary.ts';
import { escapeHtml } from '../html/html.ts';

export interface Links {
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** In: a seed. Out: the path of the one-time link. */
  readonly linkPath: (seed: string) => string;
}

export interface Value {
  readonly text: string;
  /** Set when it is an address of ours. */
  readonly url: boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Words as typed, without what could reorder, hide or link them. */
export const plain = (text: string): string => breakLinks(text.replaceAll('\r\n', '\n').replaceAll(controls, ' '));

/** On one line. */
export const oneLine = (text: string): string => plain(text).replaceAll(/\s+/g, ' ').trim();

/** In: a mail and the language wanted. Out: its values by name, as they are shown in it. */
export function valuesOf(job: MailJob, links: Links, language: Language): Readonly<Record<string, Value>> {
  const kinds: Readonly<Record<string, MailValueKind>> = mailTemplates[job.template];
  const given: Readonly<Record<string, SpokenWords | number>> = job.values;
  const inLanguage = (value: SpokenWords | number): string | number => (typeof value === 'object' ? value[language] : value);
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, shown(kind, inLanguage(given[name] ?? ''), links, language)]),
  );
}

const clock: Readonly<Record<Language, (time: string) => string>> = { de: (time) => `${time} Uhr`, en: (time) => `${time} (German time)` };

function shown(kind: MailValueKind, value: string | number, { publicUrl, linkPath }: Links, language: Language): Value {
  switch (kind) {
    case 'money':
      return { text: money(Number(value), language), url: false };
    case 'time':
      return { text: clock[language](moment(Number(value), language)), url: false };
    case 'page':
      return { text: `${publicUrl}${value}`, url: true };
    case 'link':
      return { text: `${publicUrl}${linkPath(String(value))}`, url: true };
    default:
      return { text: plain(String(value)), url: false };
  }
}

type Values = Readonly<Record<string, Value>>;

const fill = (template: string, values: Values, show: (value: Value) => string): string =>
  template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value ? show(value) : whole;
  });

const markdownLink = /\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/g;

/** In: a template's Markdown and the values. Out: plain text. */
export function asText(template: string, values: Values): string {
  const bare = template
    .replaceAll('**', '')
    .replaceAll(markdownLink, (_, label: string, url: string) => (label === url ? url : `${label}: ${url}`));
  return fill(bare, values, ({ text }) => text);
}

/** In: the same. Out: paragraphs and lists as HTML. */
export function asHtml(template: string, values: Values): string {
  const blocks = template.split(/\n{2,}/).map((block) => block.trim());
  return blocks
    .filter((block) => block !== '')
    .map((block) => (block.startsWith('- ') ? list(block, values) : `<p>${inline(block, values).replaceAll('\n', '<br>')}</p>`))
    .join('\n');
}

const list = (block: string, values: Values): string =>
  `<ul>${block
    .split(/\n(?=- )/)
    .map((item) => `<li>${inline(item.slice(2), values).replaceAll('\n', ' ')}</li>`)
    .join('')}</ul>`;

function inline(template: string, values: Values): string {
  const marked = escapeHtml(template)
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(markdownLink, '<a href="$2">$1</a>');
  return fill(marked, values, ({ text, url }) => (url ? `<a href="${escapeHtml(text)}">${escapeHtml(text)}</a>` : escapeHtml(text)));
}
