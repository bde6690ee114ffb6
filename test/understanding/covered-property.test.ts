/** However somebody wraps or mistypes a billable wish, it is never answered as covered. */
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { readJudged } from '../../src/understanding/judged-lines.ts';
import { isCoveredByMistake } from '../../src/understanding/metrics.ts';
import { misspell } from '../../src/understanding/misspell.ts';
import { generator } from '../../src/understanding/random.ts';
import type { Understanding } from '../../src/understanding/types.ts';
import { billableDescriptions } from './billable-descriptions.ts';
import { englishBillableDescriptions } from './english-billable-descriptions.ts';
import { trained } from './trained.ts';

let understanding: Understanding;
beforeAll(async () => {
  understanding = await trained();
}, 180_000);

const lookAlikes = readJudged(join(import.meta.dirname, 'look-alikes.jsonl')).map(({ text }) => text);

const openings = [
  '',
  'Hallo, ',
  'Guten Tag zusammen. ',
  'Es ist dringend: ',
  'So langsam nervt es. ',
  'Hi, ',
  'Wir nutzen Hausperfekt. ',
  'Kurze Frage, ',
  'Hello, ',
  'This is urgent: ',
];
const endings = [
  '',
  ' Danke.',
  ' Mit freundlichen Grüßen',
  ' Das eilt sehr!!!',
  ' Wir können sonst nicht weiterarbeiten.',
  ' Bitte um Rückruf.',
  ' Thanks',
  ' We cannot continue working otherwise.',
  ' 🙏',
];

it('is held over greetings, hurry, anger and typing slips', () => {
  const wish = fc.record({
    text: fc.constantFrom(...billableDescriptions, ...englishBillableDescriptions, ...lookAlikes),
    opening: fc.constantFrom(...openings),
    ending: fc.constantFrom(...endings),
    share: fc.constantFrom(0, 0, 0.2, 0.4),
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    isShouted: fc.boolean(),
  });
  fc.assert(
    fc.property(wish, ({ text, opening, ending, share, seed, isShouted }) => {
      const typed = `${opening}${misspell(text, share, generator(seed))}${ending}`;
      const said = isShouted ? typed.toUpperCase() : typed;
      const outcome = { line: { text: said, expect: ['case/konfiguration'] }, understood: understanding.understand(said), ms: 0 };
      expect(isCoveredByMistake(outcome), said).toBe(false);
    }),
    { numRuns: 3000, seed: 20261127 },
  );
}, 120_000);
