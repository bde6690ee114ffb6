/** `npm run --silent orders:export -- [FROM] [TO] [--minutes]`: orders, or single entries of minutes, of a time as CSV for invoicing. */
import { loadKnowledge } from '../content/load-knowledge.ts';
import { periodOf } from '../handoff/api/exports.ts';
import { minutesCsv, ordersCsv } from '../handoff/order-csv.ts';
import { type Print, withStorage } from './configured-storage.ts';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** In: days like 2026-11-01, both included; without them everything so far. Out: the exit code; the CSV goes to `write`, problems to `print`. */
export async function ordersExport(args: readonly string[], env: NodeJS.ProcessEnv, write: Print, print: Print): Promise<number> {
  const [from = '2000-01-01', to = '2999-12-31', ...more] = args.filter((arg) => !arg.startsWith('--'));
  if (!isDay(from) || !isDay(to) || more.length > 0) {
    print('Give days like 2026-11-01: npm run --silent orders:export -- 2026-11-01 2026-11-30 [--minutes]');
    return 1;
  }
  return withStorage(env, print, async ({ storage, config }) => {
    const loaded = loadKnowledge(config.CONTENT_DIR, { exampleRates: config.exampleRates });
    if (!loaded.ok) {
      print('The content cannot be used; npm run content:check says why.');
      return 1;
    }
    const period = periodOf(from, to);
    const lines = await storage.orderLines(period.from, period.until);
    write((args.includes('--minutes') ? minutesCsv : ordersCsv)(loaded.knowledge, lines, period));
    return 0;
  });
}

const isDay = (text: string): boolean => dayPattern.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

if (import.meta.main) {
  process.exitCode = await ordersExport(
    process.argv.slice(2),
    process.env,
    (text) => process.stdout.write(text),
    (line) => process.stderr.write(`${line}\n`),
  );
}
