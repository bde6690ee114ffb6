/** The worst error, calling billable work covered, does not happen. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bandFor, billableLabels, COVERED, thresholds } from '../../src/understanding/decision.ts';
import { readJudged } from '../../src/understanding/judged-lines.ts';
import { figuresOf, isCoveredByMistake, runLines } from '../../src/understanding/metrics.ts';
import type { Guess, Understanding } from '../../src/understanding/types.ts';
import { billableDescriptions } from './billable-descriptions.ts';
import { englishBillableDescriptions } from './english-billable-descriptions.ts';
import { trained } from './trained.ts';

let understanding: Understanding;
beforeAll(async () => {
  understanding = await trained();
}, 180_000);

describe('billable descriptions', () => {
  it('holds at least 300 different ones', () => {
    expect(new Set(billableDescriptions).size).toBeGreaterThanOrEqual(300);
  });

  it('answers none of them as covered', () => {
    const covered = billableDescriptions.filter((text) => {
      const { label, band } = understanding.understand(text);
      return label === COVERED && band === 'answer';
    });
    expect(covered).toEqual([]);
  });

  it('recognises at least nine in ten as billable', () => {
    const recognised = billableDescriptions.filter((text) => billableLabels.includes(understanding.understand(text).label));
    expect(recognised.length / billableDescriptions.length).toBeGreaterThanOrEqual(0.9);
  });

  it('holds at least 60 different ones in English, and answers none of them as covered', () => {
    expect(new Set(englishBillableDescriptions).size).toBeGreaterThanOrEqual(60);
    const covered = englishBillableDescriptions.filter((text) => {
      const { label, band } = understanding.understand(text);
      return label === COVERED && band === 'answer';
    });
    expect(covered).toEqual([]);
  });

  it('recognises at least eight in ten of the English ones as billable', () => {
    const recognised = englishBillableDescriptions.filter((text) => billableLabels.includes(understanding.understand(text).label));
    expect(recognised.length / englishBillableDescriptions.length).toBeGreaterThanOrEqual(0.8);
  });

  it('is not saved by never answering: plain faults are still answered as covered', () => {
    const faults = [
      'Seit heute stürzt die Nebenkostenabrechnung mit Fehler 4711 ab',
      'Beim Öffnen der Buchungsmaske kommt eine Zugriffsverletzung und das Programm schließt sich',
      'Hausperfekt startet seit heute früh nicht mehr',
      'Der Mahnlauf bricht mit einer Fehlermeldung ab',
      'Seit dem letzten Update wird die Sollstellung nicht mehr erzeugt',
      'Since this morning the service charge statement crashes with error 4711',
      'Hausperfekt closes itself whenever I open the tenant file',
      'Karthago reports a database error on login',
    ];
    const bands = faults.map((text) => understanding.understand(text)).map(({ label, band }) => `${label} ${band}`);
    expect(bands).toEqual(faults.map(() => `${COVERED} answer`));
  });
});

describe('billable descriptions that look like faults', () => {
  const lines = readJudged(join(import.meta.dirname, 'look-alikes.jsonl'));

  it('are a hundred, of every billable kind', () => {
    expect(lines).toHaveLength(100);
    expect([...new Set(lines.flatMap(({ expect: right }) => right))].sort()).toEqual([...billableLabels].sort());
  });

  it('are never answered as covered', () => {
    const outcomes = runLines(lines, understanding.understand);
    expect(outcomes.filter(isCoveredByMistake).map(({ line }) => line.text)).toEqual([]);
  });

  it('have the right label among what the bot asks back with', () => {
    expect(figuresOf(runLines(lines, understanding.understand)).top3).toBeGreaterThanOrEqual(0.8);
  });
});

describe('the bands', () => {
  const guesses = (...pairs: [Guess['label'], number][]): Guess[] => pairs.map(([label, confidence]) => ({ label, confidence }));

  it('asks back when a covered case has a billable reading near', () => {
    expect(bandFor(guesses([COVERED, 0.92], ['case/schulung', 0.06]), false)).toBe('askBack');
  });

  it('asks back when the words hint at billable work, however sure the classifier is', () => {
    expect(bandFor(guesses([COVERED, 0.99]), true)).toBe('askBack');
    expect(bandFor(guesses([COVERED, 0.99]), false)).toBe('answer');
  });

  it('asks back when a billable case might be covered', () => {
    expect(bandFor(guesses(['case/installation', 0.8], [COVERED, 0.15]), true)).toBe('askBack');
    expect(bandFor(guesses(['case/installation', 0.8], ['none', 0.15]), true)).toBe('answer');
  });

  it('takes an action only when it is a little surer than an answer needs', () => {
    const between = (thresholds.answer + thresholds.act) / 2;
    expect(bandFor(guesses(['action/abbrechen', between]), false)).toBe('askBack');
    expect(bandFor(guesses(['faq/kontakt', between]), false)).toBe('answer');
  });

  it('says honestly no when nothing stands out', () => {
    expect(bandFor(guesses(['faq/kontakt', thresholds.lost - 0.01]), false)).toBe('none');
    expect(bandFor(guesses(['none', 0.8]), false)).toBe('none');
    expect(bandFor([], false)).toBe('none');
  });
});
