/** Starts the server, says where it is, and stops cleanly. Every failure to start is one plain sentence. */
import pino from 'pino';
import { startApp } from './app.ts';
import { readConfig } from './config.ts';

const read = readConfig(process.env);
if (!read.ok) fail(`The settings cannot be used:\n${read.problems.map((problem) => `  ${problem}`).join('\n')}`);
const { config } = read;

const log = pino({ level: config.LOG_LEVEL, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
const app = await startApp(config, log).catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)));
console.log(`Support-Lotse is ready: ${app.url}  (stop with Ctrl-C)`);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
process.on('unhandledRejection', (error) => log.error({ err: error }, 'process.unhandled-rejection'));

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.close();
  process.exit(0);
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}
