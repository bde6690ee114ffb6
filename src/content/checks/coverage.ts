/** Checks the coverage rules: every case has a kind, nothing is promised for a product the contract does not name, billable work has a category. */
import { labels } from '../../domain/vocabulary.ts';
import type { CompleteParts } from '../parts.ts';
import type { Report } from '../problem.ts';

/** In: the parsed files. Reports rules that would promise too much or could not be offered, and cases without a kind. */
export function checkCoverage({ coverage }: CompleteParts, report: Report): void {
  const { file, lineOf, value } = coverage;
  for (const [index, rule] of value.rules.entries()) {
    const line = lineOf(['rules', index]);
    if (rule.coverage === 'billable' && !rule.category) {
      report({ file, line, message: `Der Regel „${rule.id}“ fehlt die Kategorie.`, fix: '„category: …“ aus rates.yaml ergänzen.' });
    }
    if (rule.coverage === 'covered' && rule.when.contractHelp?.join() !== 'yes') {
      const message = `Die Regel „${rule.id}“ sagt Hilfe aus dem Vertrag für Produkte zu, für die sie nicht hinterlegt ist.`;
      report({ file, line, message, fix: 'Die Bedingung „contractHelp: [yes]“ ergänzen.' });
    }
  }
  for (const label of labels.filter((name) => name.startsWith('case/') && !value.kinds[name])) {
    report({ file, line: lineOf(['kinds']), message: `„${label}“ hat keine Art.`, fix: `Unter kinds „${label}: …“ ergänzen.` });
  }
}
