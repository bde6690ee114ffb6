/** The built browser files: found by their manifest, sent compressed where they were compressed at build time. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Handler } from '../../domain/exchange.ts';
import { errorAnswer } from '../error-answer.ts';

const manifestSchema = z.object({
  /** Logical name -> file name with hash, all below `assets/`. */
  assets: z.record(z.string(), z.string()),
  /** Source of the launcher, without its texts. */
  widget: z.string(),
  /** By app: logical names of the parts that its first page needs beside its script. */
  needed: z.record(z.string(), z.array(z.string())).default({}),
});
export type WebManifest = z.infer<typeof manifestSchema>;

export interface WebFiles {
  /** In: logical name. Out: its address. */
  url(name: string): string;
  /** Source of the launcher script. */
  widget(): Promise<string>;
  readonly asset: Handler;
  /** One of the apps: its script, and what is loaded with it. */
  app(name?: 'portal' | 'agent'): { readonly script: string; readonly preload: readonly string[] };
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** In: the folder of the build (`dist/web`). Out: its files. Rejects with a plain sentence when it was never built. */
export async function openWebFiles(folder: string): Promise<WebFiles> {
  const manifest = await readManifest(folder);
  const known = new Set(Object.values(manifest.assets));
  const url = (name: string): string => {
    const file = manifest.assets[name];
    if (file === undefined) throw new Error(`The web build has no file "${name}"; run "npm run build:web".`);
    return `/assets/${file}`;
  };
  return {
    url,
    app: (name = 'portal') => ({ script: url(`${name}.js`), preload: (manifest.needed[name] ?? []).map(url) }),
    widget: () => readFile(path.join(folder, manifest.widget), 'utf8'),
    async asset(request) {
      const name = request.params.name ?? '';
      if (!known.has(name)) return errorAnswer(404, 'notFound', request.header('accept-language'));
      const { bytes, encoding } = await readBest(path.join(folder, 'assets', name), request.header('accept-encoding') ?? '');
      const headers = {
        'content-type': types[path.extname(name)] ?? 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(encoding && { 'content-encoding': encoding }),
      };
      return { status: 200, headers, body: bytes };
    },
  };
}

async function readManifest(folder: string): Promise<WebManifest> {
  const file = path.join(folder, 'manifest.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`The web chat was not built (${file} is missing); run "npm run build:web".`, { cause });
  });
  return manifestSchema.parse(JSON.parse(text));
}

/** Brotli before gzip before nothing; small files exist only plain. */
async function readBest(file: string, accepted: string): Promise<{ bytes: Uint8Array; encoding?: string }> {
  for (const [encoding, suffix] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    const bytes = accepted.includes(encoding) ? await readFile(file + suffix).catch(() => undefined) : undefined;
    if (bytes) return { bytes, encoding };
  }
  return { bytes: await readFile(file) };
}
