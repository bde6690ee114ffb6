/** Checks that what content files say about each other holds: fact ids, products, related answers, categories. */
import { labels } from '../../domain/vocabulary.ts';
import type { CompleteParts } from '../parts.ts';
import type { Report } from '../problem.ts';
import type { Located } from '../yaml-text.ts';

type Place = Pick<Located<unknown>, 'file' | 'lineOf'>;

/** In: all parsed files. Reports everything that points to nothing, and answers that are missing or double. */
export function checkReferences(parts: CompleteParts, report: Report): void {
  const { contacts, coverage, rates } = parts;
  for (const { head } of parts.faq) {
    checkClauses(parts, head, head.value.clauses, ['clauses'], report);
    for (const [index, product] of head.value.products.entries()) checkProduct(parts, head, product, ['products', index], report);
  }
  for (const { head } of [...parts.articles, ...parts.canned]) {
    checkClauses(parts, head, head.value.clauses, ['clauses'], report);
    for (const [index, product] of head.value.products.entries()) checkProduct(parts, head, product, ['products', index], report);
    const { id } = head.value;
    if (!head.file.endsWith(`/${id}.md`))
      tell(report, head, ['id'], `Die Kennung „${id}“ passt nicht zum Dateinamen.`, `Die Datei ${id}.md nennen oder die Kennung anpassen.`);
  }
  for (const { head } of parts.notices) {
    if (head.value.product) checkProduct(parts, head, head.value.product, ['product'], report);
    if (head.value.until < head.value.from)
      tell(report, head, ['until'], 'Der Hinweis endet, bevor er beginnt.', 'from und until vertauschen.');
  }
  for (const [index, { product, clause }] of contacts.value.entries()) {
    checkProduct(parts, contacts, product, [index, 'product'], report);
    checkClauses(parts, contacts, [clause], [index, 'clause'], report);
  }
  for (const [index, { category, product }] of rates.value.entries.entries()) {
    if (category !== '*') checkCategory(parts, rates, category, ['entries', index, 'category'], report);
    if (product !== '*') checkProduct(parts, rates, product, ['entries', index, 'product'], report);
  }
  for (const [index, rule] of coverage.value.rules.entries()) {
    const path = ['rules', index];
    checkClauses(parts, coverage, rule.clauses, [...path, 'clauses'], report);
    if (rule.category) checkCategory(parts, coverage, rule.category, [...path, 'category'], report);
  }
  checkAnswers(parts, report);
  checkDoubles(parts, report);
}

function tell(report: Report, place: Place, path: readonly PropertyKey[], message: string, fix: string): void {
  report({ file: place.file, line: place.lineOf(path), message, fix });
}

function checkClauses(parts: CompleteParts, place: Place, clauses: readonly string[], path: readonly PropertyKey[], report: Report): void {
  for (const clause of clauses.filter((id) => !(id in parts.clauses.value))) {
    tell(report, place, path, `Die Fundstelle „${clause}“ gibt es nicht.`, 'Eine Fundstelle aus clauses.yaml verwenden.');
  }
}

function checkProduct(parts: CompleteParts, place: Place, product: string, path: readonly PropertyKey[], report: Report): void {
  const known = parts.products.value.map(({ id }) => id);
  if (!known.includes(product))
    tell(report, place, path, `Das Produkt „${product}“ gibt es nicht.`, `Eines aus products.yaml verwenden: ${known.join(', ')}.`);
}

function checkCategory(parts: CompleteParts, place: Place, category: string, path: readonly PropertyKey[], report: Report): void {
  const known = parts.rates.value.categories.map(({ id }) => id);
  if (!known.includes(category))
    tell(report, place, path, `Die Kategorie „${category}“ gibt es nicht.`, `Eine aus rates.yaml verwenden: ${known.join(', ')}.`);
}

function checkAnswers({ faq }: CompleteParts, report: Report): void {
  const ids = new Set(faq.map(({ head }) => head.value.id));
  for (const { head } of faq) {
    const { id, label, main, products, related } = head.value;
    if (!head.file.endsWith(`/${id}.md`))
      tell(report, head, ['id'], `Die Kennung „${id}“ passt nicht zum Dateinamen.`, `Die Datei ${id}.md nennen oder die Kennung anpassen.`);
    if (!label.startsWith('faq/'))
      tell(report, head, ['label'], `„${label}“ ist kein Thema für Antworten.`, 'Ein Thema wählen, das mit faq/ beginnt.');
    if (main && products.length > 0)
      tell(
        report,
        head,
        ['products'],
        'Die Hauptantwort gilt für alle Produkte.',
        '„products“ entfernen oder „main: true“ bei einer anderen Antwort setzen.',
      );
    for (const other of related.filter((name) => !ids.has(name) || name === id)) {
      tell(
        report,
        head,
        ['related', related.indexOf(other)],
        `Die verwandte Antwort „${other}“ gibt es nicht.`,
        'Die Kennung einer anderen Antwort verwenden.',
      );
    }
  }
  for (const label of labels.filter((name) => name.startsWith('faq/'))) {
    const [, ...more] = faq.filter(({ head }) => head.value.label === label && head.value.main);
    for (const { head } of more)
      tell(report, head, ['main'], `„${label}“ hat mehr als eine Hauptantwort.`, '„main: true“ nur bei einer Antwort stehen lassen.');
    if (!faq.some(({ head }) => head.value.label === label && head.value.main)) {
      report({
        file: 'de/faq',
        line: 1,
        message: `„${label}“ hat keine Hauptantwort.`,
        fix: 'Bei genau einer Antwort dieses Themas „main: true“ setzen.',
      });
    }
  }
}

function checkDoubles({ products, contacts, rates, coverage, faq, articles, canned, notices }: CompleteParts, report: Report): void {
  const once = (places: readonly { id: string; place: Place; path: readonly PropertyKey[] }[]) => {
    const seen = new Set<string>();
    for (const { id, place, path } of places) {
      if (seen.has(id)) tell(report, place, path, `Die Kennung „${id}“ kommt zweimal vor.`, 'Eine der beiden umbenennen.');
      seen.add(id);
    }
  };
  once(products.value.map(({ id }, index) => ({ id, place: products, path: [index, 'id'] })));
  once(contacts.value.map(({ id }, index) => ({ id, place: contacts, path: [index, 'id'] })));
  once(rates.value.categories.map(({ id }, index) => ({ id, place: rates, path: ['categories', index, 'id'] })));
  once(coverage.value.rules.map(({ id }, index) => ({ id, place: coverage, path: ['rules', index, 'id'] })));
  once(faq.map(({ head }) => ({ id: head.value.id, place: head, path: ['id'] })));
  once(articles.map(({ head }) => ({ id: head.value.id, place: head, path: ['id'] })));
  once(canned.map(({ head }) => ({ id: head.value.id, place: head, path: ['id'] })));
  once(notices.map(({ head }) => ({ id: head.value.id, place: head, path: ['id'] })));
}
