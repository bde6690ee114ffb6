/** Reads the content folder into one immutable snapshot, or says precisely what is wrong with it. */
import { createHash } from 'node:crypto';
import { buildKnowledge, findEnglishSettings, findSettings } from './build-knowledge.ts';
import { checkCoverage } from './checks/coverage.ts';
import { checkEnglish } from './checks/english.ts';
import { checkInventedFacts } from './checks/invented-facts.ts';
import { checkMails } from './checks/mails.ts';
import { checkDemoPages, checkPlaceholders } from './checks/placeholders.ts';
import { checkRates } from './checks/rates.ts';
import { checkReferences } from './checks/references.ts';
import { checkTexts } from './checks/texts.ts';
import { checkWording } from './checks/wording.ts';
import { type ContentFile, readContentFiles } from './content-files.ts';
import type { Knowledge, RateEntry } from './knowledge.ts';
import { isComplete, parseParts } from './parts.ts';
import { passagesOf } from './passages.ts';
import type { Problem } from './problem.ts';
import { buildRates } from './rates.ts';

export interface LoadOptions {
  /** Use the example rate while no real rate is on file; never in production. */
  readonly exampleRates: boolean;
  /** The moment the price list is read at, ms UTC; the clock when left out. */
  readonly now?: number | undefined;
  /** Rates of a running snapshot to keep: a reload never changes prices. */
  readonly keepRateEntries?: readonly RateEntry[] | undefined;
}

export type Loaded = { readonly ok: true; readonly knowledge: Knowledge } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * In: the content folder. Out: the snapshot, or every problem found, sorted by file and line.
 * Files that cannot be parsed hide the comparisons between files; those follow once they parse. Never throws on content.
 */
export function loadKnowledge(folder: string, options: LoadOptions): Loaded {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const now = options.now ?? Date.now();
  const files = readContentFiles(folder, report);
  // Without a folder there is one thing wrong, not one for each file that it should hold.
  if (files.length === 0 && problems.length > 0) return { ok: false, problems };
  const parts = parseParts(files, report);
  const isParsed = problems.length === 0;
  const passages = passagesOf(parts);
  checkWording(passages, report);
  if (!isParsed || !isComplete(parts)) return { ok: false, problems: sorted(problems) };
  const rates = buildRates(parts, { exampleRates: options.exampleRates, keepEntries: options.keepRateEntries });
  const settings = findSettings(parts, rates, now);
  const englishSettings = findEnglishSettings(parts, rates, now);
  checkInventedFacts(passages, parts, report);
  checkReferences(parts, report);
  checkCoverage(parts, report);
  checkRates(parts, now, report);
  checkTexts(parts, settings, report);
  checkMails(parts, settings, report);
  checkPlaceholders(parts, settings, report);
  checkDemoPages(parts, report);
  checkEnglish(parts, englishSettings, report);
  if (problems.length > 0) return { ok: false, problems: sorted(problems) };
  return { ok: true, knowledge: buildKnowledge(parts, { rates, settings, englishSettings, version: versionOf(files, rates.entries) }) };
}

function sorted(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** Hash over all files but the price list, and over the rates in force: a price edit alone is no new version before the restart. */
function versionOf(files: readonly ContentFile[], entries: readonly RateEntry[]): string {
  const hash = createHash('sha256');
  for (const { file, text } of files.filter((candidate) => !/^rates(\.example)?\.yaml$/.test(candidate.file))) {
    hash.update(`${file}\0${text}\0`);
  }
  return hash.update(JSON.stringify(entries)).digest('hex').slice(0, 16);
}
