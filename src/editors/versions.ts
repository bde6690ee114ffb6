/** Versions of the content that were live: who, when, why, and all files, so that each can be taken back. Kept as files below the data folder. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { type ContentFile, readContentFiles } from '../content/content-files.ts';

const stored = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string().optional(),
  note: z.string().optional(),
  files: z.array(z.object({ file: z.string(), text: z.string() })),
});

/** A version that was live from `at` on. `by` is missing where files were edited in place and nobody said who. */
export type ContentVersion = z.output<typeof stored>;

/** Everything of a version but its files. */
export type VersionHead = Omit<ContentVersion, 'files'>;

export interface VersionStore {
  /** Newest first. */
  list(): VersionHead[];
  /** The newest version whose id begins so. */
  find(idPrefix: string): ContentVersion | undefined;
  /** True when the newest version has just these files. */
  isNewest(files: readonly ContentFile[]): boolean;
  /** Keeps what is live now, unless the newest version has the same files. Out: its head, or undefined when nothing was new. */
  keep(
    files: readonly ContentFile[],
    said: { readonly at: number; readonly by?: string | undefined; readonly note?: string | undefined },
  ): VersionHead | undefined;
}

/** The price list is no part of a version: rates only ever go forward, each with who confirmed it. */
export function isVersioned({ file }: ContentFile): boolean {
  return !/^rates(\.example)?\.yaml$/.test(file);
}

/** The files of a content folder that a version consists of. */
export function versionedFiles(contentDir: string): ContentFile[] {
  return readContentFiles(contentDir, () => undefined).filter(isVersioned);
}

/** Twelve hex digits over the files. */
export function versionId(files: readonly ContentFile[]): string {
  const hash = createHash('sha256');
  for (const { file, text } of files) hash.update(`${file}\0${text}\0`);
  return hash.digest('hex').slice(0, 12);
}

/** In: the data folder. Out: the versions below it; the folder is made with the first one. */
export function versionStore(dataDir: string): VersionStore {
  const folder = join(dataDir, 'content-versions');
  const names = (): string[] => {
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith('.json.gz'))
        .sort()
        .reverse();
    } catch {
      return []; // no version has been kept yet
    }
  };
  const isNewest = (id: string): boolean => {
    const [newest] = names();
    return newest !== undefined && idOf(newest) === id;
  };
  const read = (name: string): ContentVersion => stored.parse(JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString('utf8')));
  return {
    list: () => names().map((name) => headOf(read(name))),
    find: (idPrefix) => {
      const name = idPrefix.length < 4 ? undefined : names().find((candidate) => idOf(candidate).startsWith(idPrefix));
      return name === undefined ? undefined : read(name);
    },
    isNewest: (files) => isNewest(versionId(files)),
    keep: (files, { at, by, note }) => {
      const id = versionId(files);
      if (isNewest(id)) return undefined;
      const [newest] = names();
      mkdirSync(folder, { recursive: true });
      const name = `${String(Math.max(at, newest === undefined ? 0 : timeOf(newest) + 1)).padStart(15, '0')}-${id}.json.gz`;
      const draft = join(folder, `${name}.${process.pid}.tmp`);
      writeFileSync(draft, gzipSync(JSON.stringify({ id, at, by, note, files })), { mode: 0o600 });
      renameSync(draft, join(folder, name));
      return { id, at, by, note };
    },
  };
}

const timeOf = (name: string): number => Number(name.slice(0, 15));
const idOf = (name: string): string => name.slice(16, 28);

function headOf({ id, at, by, note }: ContentVersion): VersionHead {
  return { id, at, by, note };
}
