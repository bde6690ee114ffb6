/** Puts the parsed files together into the snapshot, with the settings filled in. */
import type { FaqEntry, Knowledge, Notice, Rates, Service, ServiceHours } from './knowledge.ts';
import type { MarkdownText } from './markdown-text.ts';
import type { CompleteParts } from './parts.ts';
import { flatTexts } from './passages.ts';
import { fillSettings, type Settings, wellFormed } from './placeholders.ts';
import type { Report } from './problem.ts';
import { endOfDay, startOfDay } from './schemas/common.ts';
import { hoursText, settingsValues } from './settings-values.ts';
import { textKeys } from './text-keys.ts';

interface Ready {
  readonly rates: Rates;
  readonly settings: Settings;
  readonly version: string;
}

/** In: the parsed files, the rates in force, the moment. Out: the value of every placeholder. */
export function findSettings(parts: CompleteParts, rates: Rates, now: number): Settings {
  const { contacts, products, fragments } = parts;
  return settingsValues({
    service: buildService(parts),
    contacts: contacts.value,
    products: products.value,
    fragments: fragments.value,
    rates,
    now,
  });
}

/** In: parsed and compared files. Out: the snapshot. Reports placeholders that nothing fills. */
export function buildKnowledge(parts: CompleteParts, { rates, settings, version }: Ready, report: Report): Knowledge {
  const filled = ({ head, body, bodyLine }: MarkdownText<unknown>) => fillBody(head.file, body, bodyLine, settings, report);
  checkDemoPages(parts, report);
  return {
    version,
    faq: parts.faq.map((entry): FaqEntry => ({ ...entry.head.value, answer: filled(entry) })),
    clauses: parts.clauses.value,
    products: parts.products.value.map((product) => ({ ...product, name: fillSettings(product.name, settings, () => {}) })),
    contacts: parts.contacts.value,
    coverage: { kinds: parts.coverage.value.kinds as Knowledge['coverage']['kinds'], rules: parts.coverage.value.rules },
    rates,
    notices: parts.notices.map((notice): Notice => {
      const { from, until, ...head } = notice.head.value;
      return { ...head, from: startOfDay(from), until: endOfDay(until), text: filled(notice) };
    }),
    service: buildService(parts),
    hours: buildHours(parts),
    texts: buildTexts(parts, settings),
    pages: Object.fromEntries(parts.pages.map((page) => [pageName(page.head.file), `# ${page.head.value.title}\n\n${filled(page)}`])),
  };
}

function buildHours({ hours }: CompleteParts): ServiceHours | undefined {
  const { timeZone, week, closedOn } = hours.value;
  return week && Object.keys(week).length > 0 ? { timeZone, week, closedOn: closedOn ?? [] } : undefined;
}

function buildService(parts: CompleteParts): Service {
  return { ...parts.service.value, serviceHours: hoursText(buildHours(parts), parts.fragments.value) };
}

function buildTexts({ texts }: CompleteParts, settings: Settings): Knowledge['texts'] {
  const names = textKeys as Record<string, readonly string[]>;
  const filled = texts.flatMap(({ value }) =>
    flatTexts(value).map(({ key, text }) => [key, fillSettings(text, settings, () => {}, names[key] ?? [])] as const),
  );
  return Object.fromEntries(filled) as Knowledge['texts'];
}

function fillBody(file: string, body: string, bodyLine: number, settings: Settings, report: Report): string {
  const lineAt = (offset: number) => bodyLine + body.slice(0, offset).split('\n').length - 1;
  const stray = body.replaceAll(wellFormed, (whole) => ' '.repeat(whole.length)).search(/[{}]/);
  if (stray >= 0) {
    report({
      file,
      line: lineAt(stray),
      message: 'Eine geschweifte Klammer gehört zu keinem Platzhalter.',
      fix: '{name} oder {name|Ersatztext} schreiben, ohne Klammern im Ersatztext.',
    });
  }
  return fillSettings(body, settings, (name, problem, offset) => {
    const line = lineAt(offset);
    if (problem === 'unknown') {
      report({ file, line, message: `Der Platzhalter {${name}} ist unbekannt.`, fix: `Möglich sind: ${[...settings.keys()].join(', ')}.` });
    } else {
      report({
        file,
        line,
        message: `Der Platzhalter {${name}} kann leer sein.`,
        fix: `Sagen, was dann gilt: {${name}|nicht hinterlegt}.`,
      });
    }
  });
}

function pageName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.md$/, '');
}

/** An example page must not be named as the operator's own privacy notice or imprint. */
function checkDemoPages({ pages, service }: CompleteParts, report: Report): void {
  for (const setting of ['privacyNotice', 'imprint'] as const) {
    const name = service.value[setting];
    if (name === undefined || name.startsWith('https:')) continue;
    const page = pages.find(({ head }) => pageName(head.file) === name);
    if (page && !page.head.value.demo) continue;
    const message = page ? `Die Seite ${name}.md ist noch das Beispiel.` : `Die Seite ${name}.md fehlt.`;
    report({
      file: service.file,
      line: service.lineOf([setting]),
      message,
      fix: `de/pages/${name}.md mit eigenem Text füllen und „demo: true“ dort entfernen.`,
    });
  }
}
