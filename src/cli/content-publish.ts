/** `npm run content:publish -- FOLDER --by NAME [--note TEXT]` makes a draft live; `npm run content:restore -- VERSION --by NAME` takes one back. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ContentFile, readContentFiles } from '../content/content-files.ts';
import { goLive } from '../editors/go-live.ts';
import { isVersioned, type VersionStore, versionedFiles, versionStore } from '../editors/versions.ts';
import { contentCheck } from './content-check.ts';

type Print = (line: string) => void;

export interface Where {
  readonly contentDir: string;
  readonly versions: VersionStore;
  readonly now: number;
  readonly print: Print;
}

interface Who {
  readonly by: string;
  readonly note?: string | undefined;
}

/** In: an edited copy of the content folder. Out: the exit code; nothing changes unless the check finds no problem. */
export function publish(draftDir: string, who: Who, where: Where): 0 | 1 {
  const { contentDir, print } = where;
  if (contentCheck(draftDir, print) !== 0) return 1;
  const prices = (folder: string): string => JSON.stringify(readContentFiles(folder, () => undefined).filter((file) => !isVersioned(file)));
  if (prices(draftDir) !== prices(contentDir)) print('Price lists are not published: change rates.yaml in the content folder itself.');
  return live(versionedFiles(draftDir), who, where);
}

/** In: the id of a kept version, or its beginning. Out: the exit code; the version is checked as today's rules want it. */
export function restore(idPrefix: string, who: Who, where: Where): 0 | 1 {
  const version = where.versions.find(idPrefix);
  if (version === undefined) {
    where.print(`There is no version ${idPrefix}; npm run content:versions lists them.`);
    return 1;
  }
  if (!passesCheck(version.files, where)) return 1;
  return live(version.files, { ...who, note: who.note ?? `back to ${version.id}` }, where);
}

/** Checks files together with the price list in force, in a folder of their own. */
function passesCheck(files: readonly ContentFile[], { contentDir, print }: Where): boolean {
  const prices = readContentFiles(contentDir, () => undefined).filter((file) => !isVersioned(file));
  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  try {
    for (const { file, text } of [...files, ...prices]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return contentCheck(folder, print) === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function live(files: readonly ContentFile[], { by, note }: Who, { contentDir, versions, now, print }: Where): 0 {
  const head = goLive(files, { contentDir, versions, by, note, at: now });
  print(head ? `Version ${head.id} is live. A running server takes it over within moments.` : 'This is what is live already.');
  return 0;
}

/** In: arguments and where. Out: the exit code. */
export function run(args: readonly string[], where: Where): 0 | 1 {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { restore: { type: 'boolean' }, by: { type: 'string' }, note: { type: 'string' } },
  });
  const [what] = positionals;
  const by = values.by?.trim();
  if (what === undefined || !by) {
    where.print(
      'Usage: npm run content:publish -- FOLDER --by NAME [--note TEXT]   or   npm run content:restore -- VERSION --by NAME [--note TEXT]',
    );
    return 1;
  }
  return values.restore ? restore(what, { by, note: values.note }, where) : publish(what, { by, note: values.note }, where);
}

if (import.meta.main) {
  const { CONTENT_DIR: contentDir = 'content', DATA_DIR = 'data' } = process.env;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    process.exitCode = run(process.argv.slice(2), { contentDir, versions: versionStore(DATA_DIR), now: Date.now(), print });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
