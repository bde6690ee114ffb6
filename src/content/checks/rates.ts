/** Checks the price list: every entry was released before it holds, and no amount jumps unnoticed. */
import type { CompleteParts } from '../parts.ts';
import type { Report } from '../problem.ts';

const largestJump = 0.25;

/** In: the parsed files and the moment. Reports entries that were not released in time, double entries and unconfirmed jumps. */
export function checkRates({ rates }: CompleteParts, now: number, report: Report): void {
  const today = new Date(now + 86_400_000).toISOString().slice(0, 10);
  const { file, lineOf, value } = rates;
  const ordered = value.entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => a.entry.validFrom.localeCompare(b.entry.validFrom));
  for (const [position, { entry, index }] of ordered.entries()) {
    const line = (name: string) => lineOf(['entries', index, name]);
    if (entry.validFrom < entry.confirmedOn) {
      report({
        file,
        line: line('validFrom'),
        message: 'Der Satz gilt schon vor seiner Freigabe.',
        fix: 'validFrom auf den Tag der Freigabe (confirmedOn) oder später legen.',
      });
    }
    if (entry.confirmedOn > today) {
      report({
        file,
        line: line('confirmedOn'),
        message: 'Die Freigabe liegt in der Zukunft.',
        fix: 'Den Tag eintragen, an dem der Satz freigegeben wurde.',
      });
    }
    const earlier = ordered
      .slice(0, position)
      .findLast((other) => other.entry.category === entry.category && other.entry.product === entry.product);
    if (!earlier) continue;
    if (earlier.entry.validFrom === entry.validFrom) {
      report({
        file,
        line: line('validFrom'),
        message: 'Für diesen Tag gibt es schon einen Satz.',
        fix: 'Einen der beiden Einträge entfernen.',
      });
    }
    const jump = Math.abs(entry.netCentsPerHour / earlier.entry.netCentsPerHour - 1);
    if (jump > largestJump && !entry.jumpConfirmed) {
      const percent = Math.round(jump * 100);
      report({
        file,
        line: line('netCentsPerHour'),
        message: `Der Satz springt um ${percent} %.`,
        fix: 'Betrag prüfen; stimmt er, „jumpConfirmed: true“ ergänzen.',
      });
    }
  }
}
