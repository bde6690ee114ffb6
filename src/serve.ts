/** Starts the server, says where it is, and stops cleanly. Every failure to start is one plain sentence. */
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import pino from 'pino';
import { startApp } from './app.ts';
import { readConfig } from './config.ts';
import { keepYaml, recallYaml } from './content/parsed-yaml.ts';
import { tidyHeapSoon } from './tidy-heap.ts';

const read = readConfig(process.env);
if (!read.ok) fail(`The settings cannot be used:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}`);
const { config } = read;

const parsedContent = join(import.meta.dirname, '../dist/parsed-content.json');
const log = pino({ level: config.LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
process.on('unhandledRejection', (error) => log.error({ err: error }, 'process.unhandled-rejection'));

recallYaml(parsedContent);
const starting = startApp(config, log);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

const app = await starting.catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
console.log(`Support-Lotse is ready: ${app.url}  (stop with Ctrl-C)`);
// Now, not at the end: a server that is killed would leave nothing for its next start.
flushCompileCache();
keepYaml(parsedContent);
tidyHeapSoon();

/** Waits for a start that is still going on, finishes what is running, and leaves. */
async function stop(): Promise<void> {
  const running = await starting;
  await running.close();
  process.exit(0);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
