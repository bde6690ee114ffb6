/** Checks that something fills every placeholder of answers, notices and pages, and that no example page is published. */
import { pageName } from '../build-knowledge.ts';
import type { MarkdownText } from '../markdown-text.ts';
import type { CompleteParts } from '../parts.ts';
import { type PlaceholderFinding, placeholderProblems, type Settings } from '../placeholders.ts';
import type { Report } from '../problem.ts';

/** In: the parsed files and the value of every placeholder. Reports what stays open. */
export function checkPlaceholders(
  { faq, articles, canned, notices, pages, products }: CompleteParts,
  settings: Settings,
  report: Report,
): void {
  for (const { head, body, bodyLine } of [...faq, ...articles, ...canned, ...notices, ...pages] as readonly MarkdownText<unknown>[]) {
    for (const found of placeholderProblems(body, settings)) {
      const line = bodyLine + body.slice(0, found.offset).split('\n').length - 1;
      report({ file: head.file, line, ...describePlaceholder(found, [...settings.keys()]) });
    }
  }
  for (const [index, { name }] of products.value.entries()) {
    for (const found of placeholderProblems(name, settings)) {
      report({ file: products.file, line: products.lineOf([index, 'name']), ...describePlaceholder(found, [...settings.keys()]) });
    }
  }
}

/** In: a finding and the names that would be right. Out: message and fix for the editor. */
export function describePlaceholder({ name, problem }: PlaceholderFinding, possible: readonly string[]): { message: string; fix: string } {
  if (problem === 'unknown')
    return { message: `Der Platzhalter {${name}} ist unbekannt.`, fix: `Möglich sind: ${possible.join(', ') || 'keine'}.` };
  if (problem === 'needsFallback') {
    return { message: `Der Platzhalter {${name}} kann leer sein.`, fix: `Sagen, was dann gilt: {${name}|nicht hinterlegt}.` };
  }
  const fix = '{name} oder {name|Ersatztext} schreiben, ohne Klammern im Ersatztext.';
  return { message: 'Eine geschweifte Klammer gehört zu keinem Platzhalter.', fix };
}

/** In: the parsed files. Reports an example page that is named as the operator's own privacy notice or imprint. */
export function checkDemoPages({ pages, service }: CompleteParts, report: Report): void {
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
