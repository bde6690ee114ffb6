/** `npm run content:try -- FOLDER`: a page on this machine only that shows what a draft of the content would answer, beside what is live. */
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { contentSide } from '../editors/sides.ts';
import { tryPage } from '../editors/try-page.ts';
import { MODEL_DIR } from '../understanding/load-content.ts';

export interface TryOptions {
  readonly draftDir: string;
  readonly liveDir: string;
  readonly modelDir: string;
  readonly port: number;
  readonly now: () => number;
}

const LONGEST = 2000;

/** Serves the page on 127.0.0.1. Out: the server, listening. Rejects when the port is taken. */
export function serveTryOut({ draftDir, liveDir, modelDir, port, now }: TryOptions): Promise<Server> {
  const cacheDirs = [MODEL_DIR, modelDir] as const;
  const [live, draft] = [liveDir, draftDir].map((contentDir) => contentSide({ contentDir, cacheDirs, exampleRates: true }));
  const page = async (text: string): Promise<string> => {
    if (!live || !draft) return '';
    const [liveSide, draftSide] = [await live(), await draft()];
    return tryPage({ text, live: liveSide, draft: draftSide, draftDir, at: now() }).text;
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    // Other pages open in the same browser must not read this one under a name of theirs.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '') || url.pathname !== '/') {
      response.writeHead(404).end();
      return;
    }
    page((url.searchParams.get('text') ?? '').slice(0, LONGEST)).then(
      (body) => {
        const csp = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        response.writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'cache-control': 'no-store',
          'content-security-policy': csp,
        });
        response.end(body);
      },
      (error: unknown) => response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error)),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

if (import.meta.main) {
  const [draftDir] = process.argv.slice(2);
  if (draftDir === undefined) {
    console.error('Usage: npm run content:try -- FOLDER   (FOLDER: an edited copy of the content folder)');
    process.exitCode = 1;
  } else {
    const { CONTENT_DIR: liveDir = 'content', DATA_DIR = 'data', TRY_PORT = '3979' } = process.env;
    try {
      await serveTryOut({ draftDir, liveDir, modelDir: join(DATA_DIR, 'model'), port: Number(TRY_PORT), now: Date.now });
      console.log(`Try the draft at http://localhost:${TRY_PORT} (Ctrl+C ends it)`);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
  }
}
