/** A private copy of the shipped content that a test may break. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type Loaded, type LoadOptions, loadKnowledge } from '../../src/content/load-knowledge.ts';

export const shippedContent = path.resolve(import.meta.dirname, '../../content');

export interface ContentCopy {
  readonly folder: string;
  /** Replaces text in a file; throws when the text is not there, so that a test never breaks nothing. */
  readonly replace: (file: string, from: string, to: string) => void;
  readonly write: (file: string, text: string) => void;
  readonly remove: (file: string) => void;
  readonly load: (options?: Partial<LoadOptions>) => Loaded;
}

export const testNow = Date.UTC(2027, 2, 1, 12);

/** Copies the content, without the example sentences unless wanted; removed when the test ends. */
export function copyContent({ withUtterances = false } = {}): ContentCopy {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'content-'));
  cpSync(shippedContent, folder, { recursive: true, filter: (source) => withUtterances || !source.includes('utterances') });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
  return {
    folder,
    write,
    replace: (file, from, to) => {
      const before = readFileSync(path.join(folder, file), 'utf8');
      if (!before.includes(from)) throw new Error(`${file} does not contain ${from}`);
      write(
        file,
        before.replace(from, () => to),
      );
    },
    remove: (file) => rmSync(path.join(folder, file)),
    load: (options) => loadKnowledge(folder, { exampleRates: false, now: testNow, ...options }),
  };
}

/** The problems as `file:line message`, for comparing. */
export function problemsOf(loaded: Loaded): string[] {
  return loaded.ok ? [] : loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
}
