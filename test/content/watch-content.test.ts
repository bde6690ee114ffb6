/** Hot reload: a good edit goes live, a broken one keeps the last good snapshot, prices wait for the restart. */
import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Knowledge } from '../../src/content/knowledge.ts';
import type { Problem } from '../../src/content/problem.ts';
import { watchContent } from '../../src/content/watch-content.ts';
import { type ContentCopy, copyContent, problemsOf, testNow } from './content-copy.ts';

type Event = { readonly good: Knowledge } | { readonly problems: readonly Problem[] };

/** Starts watching; `next()` resolves with what the watcher says next. */
function watching(copy: ContentCopy) {
  const loaded = copy.load();
  if (!loaded.ok) throw new Error(problemsOf(loaded).join('\n'));
  const waiting: ((event: Event) => void)[] = [];
  const tell = (event: Event) => waiting.shift()?.(event);
  const options = { exampleRates: false, current: loaded.knowledge, debounceMs: 30, now: () => testNow };
  const close = watchContent(
    copy.folder,
    options,
    (good) => tell({ good }),
    (problems) => tell({ problems }),
  );
  onTestFinished(close);
  return { current: loaded.knowledge, close, next: () => new Promise<Event>((resolve) => waiting.push(resolve)) };
}

const faq = 'de/faq/nutzen-vertrag.md';

test('A good edit makes a new snapshot with another version', async () => {
  const copy = copyContent();
  const { current, next } = watching(copy);
  const event = next();
  copy.replace(faq, 'bald wieder', 'rasch wieder');
  const { good } = (await event) as { good: Knowledge };
  expect(good.version).not.toBe(current.version);
  expect(good.faq.find(({ id }) => id === 'nutzen-vertrag')?.answer).toContain('rasch wieder');
});

test('A broken edit is reported and makes no snapshot; mending it goes live', async () => {
  const copy = copyContent();
  const { next } = watching(copy);
  const broken = next();
  copy.replace(faq, 'bald wieder', 'bald wieder!');
  expect(await broken).toMatchObject({ problems: [{ file: faq, message: 'Im Text steht ein Ausrufezeichen.' }] });
  const mended = next();
  copy.replace(faq, 'bald wieder!', 'rasch wieder');
  expect(await mended).toMatchObject({ good: { service: { botName: 'Support-Lotse' } } });
});

test('A new file is noticed', async () => {
  const copy = copyContent();
  const { next } = watching(copy);
  const event = next();
  copy.write('de/faq/nutzen-neu.md', '---\nid: nutzen-neu\nlabel: faq/nutzen\nquestion: Was ist neu?\nclauses: [F1.1]\n---\n\nEin Text.\n');
  copy.write('en/faq/nutzen-neu.md', '---\nid: nutzen-neu\nquestion: What is new?\nclauses: [F1.1]\n---\n\nSome words.\n');
  const { good } = (await event) as { good: Knowledge };
  expect(good.faq.map(({ id }) => id)).toContain('nutzen-neu');
});

test('A new rate waits for the restart, even when a text changes with it', async () => {
  const copy = copyContent();
  const { next } = watching(copy);
  const event = next();
  const entry =
    'entries:\n  - { category: "*", product: "*", validFrom: 2027-01-01, netCentsPerHour: 9900, vatPercent: 19, incrementMinutes: 15, minimumMinutes: 15, offerValidDays: 14, confirmedBy: Leitung, confirmedOn: 2026-12-01 }';
  copy.replace('rates.yaml', 'entries: []', entry);
  copy.replace(faq, 'bald wieder', 'rasch wieder');
  const { good } = (await event) as { good: Knowledge };
  expect(good.rates.entries).toEqual([]);
  expect(good.faq.find(({ id }) => id === 'stundensatz-hoehe')?.answer).toContain('nicht hinterlegt');
  const restarted = copy.load();
  expect(restarted.ok && restarted.knowledge.rates.entries).toHaveLength(1);
});

test('An editor that saves by renaming a new file over the old one is noticed every time', async () => {
  const copy = copyContent();
  const { next } = watching(copy);
  const before = readFileSync(path.join(copy.folder, faq), 'utf8');
  for (const word of ['rasch', 'zügig', 'flott']) {
    const event = next();
    copy.write('de/faq/.saving', before.replace('bald wieder', `${word} wieder`));
    renameSync(path.join(copy.folder, 'de/faq/.saving'), path.join(copy.folder, faq));
    const { good } = (await event) as { good: Knowledge };
    expect(good.faq.find(({ id }) => id === 'nutzen-vertrag')?.answer).toContain(`${word} wieder`);
  }
});

test('A folder that is made later is watched too', async () => {
  const copy = copyContent();
  rmSync(path.join(copy.folder, 'de/notices'), { recursive: true });
  const { next } = watching(copy);
  const first = next();
  mkdirSync(path.join(copy.folder, 'de/notices'));
  copy.replace(faq, 'bald wieder', 'rasch wieder');
  await first;
  const second = next();
  const head = '---\nid: neu\nlabels: [case/akutes-problem]\ntitle: Neu\nfrom: 2027-01-10\nuntil: 2027-01-12\n---\n\n';
  copy.write('de/notices/neu.md', `${head}Wird behoben.\n`);
  copy.write('en/notices/neu.md', '---\nid: neu\ntitle: New\n---\n\nIt is being mended.\n');
  expect(await second).toMatchObject({ good: { notices: [{ id: 'neu' }] } });
});

test('A folder that disappears is reported and the last good snapshot stays', async () => {
  const copy = copyContent();
  const { next } = watching(copy);
  const event = next();
  rmSync(copy.folder, { recursive: true });
  expect(await event).toMatchObject({ problems: [{ message: expect.stringContaining('werden nicht mehr bemerkt') }] });
});

test('After closing nothing is reported any more, not even a change already noticed', async () => {
  const copy = copyContent();
  const { next, close } = watching(copy);
  const first = next();
  copy.replace(faq, 'bald wieder', 'rasch wieder');
  await first;
  const later = next();
  copy.replace(faq, 'rasch wieder', 'flott wieder');
  close();
  expect(await Promise.race([later.then(() => 'told'), setTimeout(200, 'silent')])).toBe('silent');
});
