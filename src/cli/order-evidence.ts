/** `npm run --silent order:evidence -- ORDER [--html | --pdf]`: everything that proves one order, by its id or its ticket's number. */
import { loadKnowledge } from '../content/load-knowledge.ts';
import type { Storage } from '../domain/ports.ts';
import { findTicketNumber } from '../domain/ticket.ts';
import { evidenceFile } from '../handoff/evidence.ts';
import { evidencePage } from '../handoff/evidence-page.ts';
import { evidencePaper } from '../handoff/evidence-paper.ts';
import { paperPdf } from '../paper/paper-pdf.ts';
import { type Print, withStorage } from './configured-storage.ts';

/** Out: the exit code; the document goes to `write`, problems to `print`. */
export async function orderEvidence(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  write: (document: string | Uint8Array) => void,
  print: Print,
  now = Date.now(),
): Promise<number> {
  const [named] = args.filter((arg) => !arg.startsWith('--'));
  if (named === undefined) {
    print('Give the order: npm run --silent order:evidence -- ORDER-ID or IMM-2026-000123-7 [--html | --pdf]');
    return 1;
  }
  return withStorage(env, print, async ({ storage, config }) => {
    const loaded = loadKnowledge(config.CONTENT_DIR, { exampleRates: config.exampleRates });
    if (!loaded.ok) {
      print('The content cannot be used; npm run content:check says why.');
      return 1;
    }
    const found = await storage.orderEvidence((await orderOf(storage, named)) ?? named);
    if (!found) {
      print(`There is no order ${named}.`);
      return 1;
    }
    const { knowledge } = loaded;
    if (args.includes('--pdf')) write(await paperPdf(evidencePaper(knowledge, found)));
    else if (args.includes('--html')) write(evidencePage(evidencePaper(knowledge, found)).page.text);
    else write(JSON.stringify(evidenceFile(knowledge, found, now), null, 2));
    return 0;
  });
}

async function orderOf(storage: Storage, named: string): Promise<string | undefined> {
  const number = findTicketNumber(named);
  const requestId = number && (await storage.requestIdOfTicket(number));
  const found = requestId && (await storage.requestDetail(requestId));
  return found ? (found.ticket.orderId ?? found.orders[0]?.id) : undefined;
}

if (import.meta.main) {
  process.exitCode = await orderEvidence(
    process.argv.slice(2),
    process.env,
    (document) => process.stdout.write(typeof document === 'string' ? `${document}\n` : document),
    (line) => process.stderr.write(`${line}\n`),
  );
}
