/** Brings a content into the live folder: the version before and the new one are kept with who and when, then the files change. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ContentFile } from '../content/content-files.ts';
import { type VersionHead, type VersionStore, versionedFiles, versionId } from './versions.ts';

export interface GoLive {
  readonly contentDir: string;
  readonly versions: VersionStore;
  readonly by: string;
  readonly note?: string | undefined;
  readonly at: number;
}

/** In: checked files and who wants them live. Out: the new version, or undefined when it is live already. Files the bot does not read stay. */
export function goLive(files: readonly ContentFile[], { contentDir, versions, by, note, at }: GoLive): VersionHead | undefined {
  const before = versionedFiles(contentDir);
  if (versionId(before) === versionId(files)) return undefined;
  versions.keep(before, { at });
  const head = versions.keep(files, { at, by, note });
  const old = new Map(before.map(({ file, text }) => [file, text]));
  for (const { file, text } of files) if (old.get(file) !== text) write(join(contentDir, file), text);
  const kept = new Set(files.map(({ file }) => file));
  for (const { file } of before) if (!kept.has(file)) rmSync(join(contentDir, file), { force: true });
  return head;
}

/** A reader sees the old file or the new one, never half of it. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}
