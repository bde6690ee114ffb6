/** Uploaded files below the data folder: one file with the content, one beside it with what is known of it. */
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const infoSchema = z.object({
  id: z.string(),
  name: z.string(),
  contentType: z.string(),
  bytes: z.number(),
  conversationId: z.string(),
  at: z.number(),
});
export type UploadInfo = z.infer<typeof infoSchema>;

export interface UploadStore {
  /** Resolves when the file is on disk and survives a crash. */
  save(info: UploadInfo, content: Uint8Array): Promise<void>;
  info(id: string): Promise<UploadInfo | undefined>;
  content(id: string): Promise<Uint8Array>;
  remove(id: string): Promise<void>;
  /** Says where the file belongs from now on; one that is gone is fine. */
  move(id: string, conversationId: string): Promise<void>;
  /** Every file that is older, and every file of one holder whatever its age. */
  olderThan(before: number): Promise<readonly UploadInfo[]>;
  of(conversationId: string): Promise<readonly UploadInfo[]>;
}

/** In: the folder; made when first needed. Out: the store. Ids other than our own kind are not found. */
export function uploadStore(folder: string): UploadStore {
  const file = (id: string) => {
    if (!/^[A-Za-z0-9_-]{16,100}$/.test(id)) throw new Error('Not an upload id');
    return path.join(folder, id);
  };
  const info = async (id: string): Promise<UploadInfo | undefined> => {
    if (!/^[A-Za-z0-9_-]{16,100}$/.test(id)) return undefined;
    const text = await unlessGone(readFile(`${file(id)}.json`, 'utf8'));
    return text === undefined ? undefined : infoSchema.parse(JSON.parse(text));
  };
  const all = async (fits: (info: UploadInfo) => boolean): Promise<UploadInfo[]> => {
    const names = (await unlessGone(readdir(folder))) ?? [];
    const found: UploadInfo[] = [];
    for (const name of names.filter((candidate) => candidate.endsWith('.json'))) {
      const known = await info(name.slice(0, -'.json'.length));
      if (known && fits(known)) found.push(known);
    }
    return found;
  };
  return {
    async save(info, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeThrough(file(info.id), content);
      await writeThrough(`${file(info.id)}.json`, JSON.stringify(info));
    },
    info,
    content: (id) => readFile(file(id)),
    async remove(id) {
      await Promise.all([rm(file(id), { force: true }), rm(`${file(id)}.json`, { force: true })]);
    },
    async move(id, conversationId) {
      const known = await info(id);
      if (!known || known.conversationId === conversationId) return;
      // Beside it and then in its place: a crash leaves the one or the other.
      const moved = `${file(id)}.moved`;
      await rm(moved, { force: true });
      await writeThrough(moved, JSON.stringify({ ...known, conversationId }));
      await rename(moved, `${file(id)}.json`);
    },
    olderThan: (before) => all(({ at }) => at < before),
    of: (conversationId) => all((known) => known.conversationId === conversationId),
  };
}

/** A file or folder that is not there is `undefined`. */
const unlessGone = <T>(read: Promise<T>): Promise<T | undefined> =>
  read.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });

async function writeThrough(file: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
