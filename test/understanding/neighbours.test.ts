/** The second opinion: what the taught cases nearest to a text are. */
import { describe, expect, it } from 'vitest';
import type { Example } from '../../src/understanding/dataset.ts';
import { thresholds } from '../../src/understanding/decision.ts';
import { type CaseIndex, casesOf, coveredShare, indexCases } from '../../src/understanding/neighbours.ts';

const indexOf = (examples: readonly Example[]): CaseIndex => indexCases(casesOf(examples));

const index = indexOf([
  { text: 'Der Mahnlauf bricht mit Fehler ab', label: 'case/akutes-problem' },
  { text: 'Der Mahnlauf stürzt ab', label: 'case/akutes-problem' },
  { text: 'Bitte den Mahnlauf unserer Kollegin erklären', label: 'case/schulung' },
  { text: 'Unsere Kollegin braucht eine Schulung', label: 'case/schulung' },
  { text: 'Wo finde ich das Portal', label: 'faq/serviceportal' },
]);

describe('the share of covered neighbours', () => {
  it('is high near covered examples, low near billable ones', () => {
    expect(coveredShare(index, 'Mahnlauf bricht ab')).toBeGreaterThan(thresholds.coveredNeighbours);
    expect(coveredShare(index, 'Schulung für die Kollegin')).toBeLessThan(0.1);
  });

  it('is one for a covered example that shares nothing with a billable one', () => {
    const apart = indexOf([
      { text: 'Saldenliste leer', label: 'case/akutes-problem' },
      { text: 'Drucker aufstellen bitte', label: 'case/hardware-netzwerk' },
    ]);
    expect(coveredShare(apart, 'Saldenliste leer')).toBeGreaterThan(0.9);
  });

  it('is nought where nothing taught is near, and where no case is taught at all', () => {
    expect(coveredShare(indexOf([]), 'Der Mahnlauf bricht ab')).toBe(0);
    expect(coveredShare(indexOf([{ text: 'Danke', label: 'chat/dank' }]), 'Danke')).toBe(0);
  });

  it('asks only cases: a question with the same words has no say', () => {
    const withQuestion = [{ text: 'Portal zeigt Fehler', label: 'case/akutes-problem' }];
    expect(coveredShare(indexOf(withQuestion), 'Wo finde ich das Portal')).toBe(1);
    expect(coveredShare(index, 'Wo finde ich das Portal')).toBeLessThan(1);
  });
});
