/** `npm run content:report [-- DAYS] [--out FILE]`: what was asked and not answered well, as a page with lines to paste into `content/`. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledge } from '../content/load-knowledge.ts';
import { editorReport } from '../editors/report.ts';
import { reportPage } from '../editors/report-page.ts';
import { type Print, withStorage } from './configured-storage.ts';

const DAY = 24 * 60 * 60 * 1000;
const MOST_NOTES = 20_000;

/** In: arguments, environment, the moment. Out: the exit code; the page is readable only for whoever ran the command. */
export async function contentReport(args: readonly string[], env: NodeJS.ProcessEnv, print: Print, now: number): Promise<number> {
  const at = args.indexOf('--out');
  const out = at < 0 ? undefined : args[at + 1];
  const days = Number(args.find((arg, i) => i !== at + 1 && !arg.startsWith('--')) ?? 30);
  if (!Number.isInteger(days) || days < 1 || (at >= 0 && out === undefined)) {
    print('Usage: npm run content:report [-- DAYS] [--out FILE]');
    return 1;
  }
  return withStorage(env, print, async ({ storage, config }) => {
    const loaded = loadKnowledge(config.CONTENT_DIR, { exampleRates: config.exampleRates });
    if (!loaded.ok) {
      print('The content cannot be used; npm run content:check says why.');
      return 1;
    }
    const from = now - days * DAY;
    const notes = await storage.editorNotes(from, MOST_NOTES);
    const file = out ?? join(config.DATA_DIR, 'editor-report.html');
    writeFileSync(file, reportPage(editorReport(notes, loaded.knowledge, from, now), loaded.knowledge).text, { mode: 0o600 });
    chmodSync(file, 0o600);
    print(`${notes.length} notes of the last ${days} days are in ${file}`);
    return 0;
  });
}

if (import.meta.main) {
  process.exitCode = await contentReport(process.argv.slice(2), process.env, (line) => process.stdout.write(`${line}\n`), Date.now());
}
