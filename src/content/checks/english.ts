/** Compares the English files with the German ones: nothing is missing in one language, nothing is there in one only, placeholders and clauses agree. */
import type { MarkdownText } from '../markdown-text.ts';
import type { CompleteParts } from '../parts.ts';
import { allPlaceholdersOf, placeholderProblems, type Settings } from '../placeholders.ts';
import type { Report } from '../problem.ts';
import { spokenTextKeys } from '../spoken-text-keys.ts';
import { checkEnglishMails } from './mails.ts';
import { describePlaceholder } from './placeholders.ts';
import { compareTexts } from './texts.ts';

/** In: the parsed files and the value of every placeholder in English. Reports what a conversation in English and its mails would lack. */
export function checkEnglish(parts: CompleteParts, settings: Settings, report: Report): void {
  checkEnglishMails(parts, settings, report);
  compareTexts(parts.englishTexts, { keys: spokenTextKeys, folder: 'en/texts', settings }, report);
  comparePairs(parts.faq, parts.englishFaq, settings, report);
  comparePairs(parts.notices, parts.englishNotices, settings, report);
  checkClauses(parts, report);
  checkNames(parts, settings, report);
}

type Entry = MarkdownText<{ readonly id: string }>;

function comparePairs(german: readonly Entry[], english: readonly Entry[], settings: Settings, report: Report): void {
  const idOf = ({ head }: Entry): string => head.value.id;
  for (const entry of german.filter((one) => !english.some((other) => idOf(other) === idOf(one)))) {
    const file = entry.head.file.replace(/^de\//, 'en/');
    report({
      file,
      line: 1,
      message: `Die englische Fassung von „${idOf(entry)}“ fehlt.`,
      fix: `Die Datei ${file} anlegen, mit derselben Kennung.`,
    });
  }
  for (const entry of english) {
    const { file, lineOf } = entry.head;
    const id = idOf(entry);
    const original = german.find((one) => idOf(one) === id);
    if (!file.endsWith(`/${id}.md`)) {
      const fix = `Die Datei ${id}.md nennen oder die Kennung anpassen.`;
      report({ file, line: lineOf(['id']), message: `Die Kennung „${id}“ passt nicht zum Dateinamen.`, fix });
    }
    if (original) comparePlaceholders(original, entry, report);
    else {
      const fix = `Die Datei ${file.replace(/^en\//, 'de/')} anlegen oder diese entfernen.`;
      report({ file, line: lineOf(['id']), message: `Die deutsche Fassung von „${id}“ fehlt.`, fix });
    }
    for (const found of placeholderProblems(entry.body, settings)) {
      const line = entry.bodyLine + entry.body.slice(0, found.offset).split('\n').length - 1;
      report({ file, line, ...describePlaceholder(found, [...settings.keys()]) });
    }
  }
}

function comparePlaceholders(german: Entry, english: Entry, report: Report): void {
  const [wanted, there] = [german.body, english.body].map((body) => new Set(allPlaceholdersOf(body)));
  const { file } = english.head;
  for (const name of [...(wanted ?? [])].filter((one) => !there?.has(one))) {
    const message = `Der Platzhalter {${name}} steht nur in der deutschen Fassung.`;
    report({ file, line: english.bodyLine, message, fix: `{${name}} auch hier einsetzen.` });
  }
  for (const name of [...(there ?? [])].filter((one) => !wanted?.has(one))) {
    const message = `Der Platzhalter {${name}} steht nur in der englischen Fassung.`;
    report({ file, line: english.bodyLine, message, fix: `{${name}} auch in ${german.head.file} einsetzen, oder hier streichen.` });
  }
}

function checkClauses({ faq, englishFaq }: CompleteParts, report: Report): void {
  for (const { head } of englishFaq) {
    const german = faq.find((one) => one.head.value.id === head.value.id)?.head;
    if (!german || german.value.clauses.join() === head.value.clauses.join()) continue;
    const message = 'Die Fundstellen sind andere als in der deutschen Fassung.';
    report({
      file: head.file,
      line: head.lineOf(['clauses']),
      message,
      fix: `„clauses: [${german.value.clauses.join(', ')}]“ schreiben, oder beide Fassungen anpassen.`,
    });
  }
}

function checkNames({ products, rates, service, englishNames }: CompleteParts, settings: Settings, report: Report): void {
  const { file, lineOf, value } = englishNames;
  const compare = (list: 'products' | 'categories', ids: readonly string[], source: string): void => {
    const names = value[list];
    for (const id of ids.filter((one) => !(one in names)))
      report({ file, line: lineOf([list]), message: `Der englische Name von „${id}“ fehlt.`, fix: `Unter ${list} „${id}: …“ ergänzen.` });
    for (const id of Object.keys(names).filter((one) => !ids.includes(one)))
      report({
        file,
        line: lineOf([list, id]),
        message: `„${id}“ gibt es in ${source} nicht.`,
        fix: 'Die Zeile entfernen oder die Kennung berichtigen.',
      });
    for (const [id, name] of Object.entries(names))
      for (const found of placeholderProblems(name, settings))
        report({ file, line: lineOf([list, id]), ...describePlaceholder(found, [...settings.keys()]) });
  };
  compare(
    'products',
    products.value.map(({ id }) => id),
    products.file,
  );
  compare(
    'categories',
    rates.value.categories.map(({ id }) => id),
    rates.file,
  );
  for (const name of ['consultants', 'responseTime'] as const) {
    if ((service.value[name] === undefined) === (value[name] === undefined)) continue;
    const [message, fix] =
      value[name] === undefined
        ? [`„${name}“ ist in ${service.file} gesetzt, auf Englisch nicht.`, `„${name}: …“ auf Englisch ergänzen.`]
        : [`„${name}“ ist nur auf Englisch gesetzt.`, `„${name}“ auch in ${service.file} setzen, oder hier leeren.`];
    report({ file, line: lineOf([name]), message, fix });
  }
}
