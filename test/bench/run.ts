/** Measures this bot against the framework's empty echo bot, side by side in one run, and prints the ratios. `npm run bench`; ROUNDS, TURNS and CONNECTIONS make it longer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFakeConnector } from '../support/fake-connector.ts';
import { load } from './load.ts';
import { directLine, expectReplies, type Mode, throughConnector } from './modes.ts';
import { compare, type Sample, table } from './report.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

const rounds = Number(process.env.ROUNDS ?? 3);
const turns = Number(process.env.TURNS ?? 1_000);
const connections = (process.env.CONNECTIONS ?? '1,10').split(',').map(Number);
const warmUp = 800;
const settleMs = 3_000;

type Side = Sample['side'];

const root = join(import.meta.dirname, '../..');
const connector = await startFakeConnector();
const dataDir = mkdtempSync(join(tmpdir(), 'support-lotse-bench-'));
const sides: Record<Side, { script: string; env: Record<string, string>; modes: Readonly<Record<string, Mode>> }> = {
  floor: { script: join(root, 'test/bench/echo-bot.ts'), env: {}, modes: { expectReplies, connector: throughConnector(connector) } },
  bot: {
    script: join(root, 'src/main.ts'),
    env: { HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent', NODE_ENV: 'development' },
    modes: { expectReplies, connector: throughConnector(connector), directLine },
  },
};
const samples: Sample[] = [];

async function measure(side: Side): Promise<void> {
  const { script, env, modes } = sides[side];
  const server = await startServerProcess(script, env);
  try {
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const idleMb = server.rssMb();
    for (const [name, mode] of Object.entries(modes)) await measureMode(side, server, name, mode);
    samples.push({ side, what: 'process', values: { startMs: server.startMs, idleMb, loadedMb: server.rssMb() } });
  } finally {
    await server.stop();
  }
}

async function measureMode(side: Side, server: ServerProcess, name: string, mode: Mode): Promise<void> {
  await load(server.port, await mode.calls(server.port, warmUp), 10, mode.isRight);
  await mode.settled?.(warmUp);
  for (const many of connections) {
    const calls = await mode.calls(server.port, turns);
    const before = server.cpuMs();
    const startedAt = performance.now();
    const { p50, p99 } = await load(server.port, calls, many, mode.isRight);
    await mode.settled?.(turns);
    const seconds = (performance.now() - startedAt) / 1000;
    const cpuMsPerTurn = (server.cpuMs() - before) / turns;
    samples.push({ side, what: `${name} ${many}`, values: { cpuMsPerTurn, turnsPerSecond: turns / seconds, p50Ms: p50, p99Ms: p99 } });
  }
}

try {
  // The first start makes the database and the model; it is not what an operator restarts.
  await (await startServerProcess(sides.bot.script, sides.bot.env)).stop();
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? (['floor', 'bot'] as const) : (['bot', 'floor'] as const)) await measure(side);
    console.error(`round ${round + 1} of ${rounds} done, load average ${loadavg()[0]?.toFixed(1)}`);
  }
} finally {
  await connector.close();
  rmSync(dataDir, { recursive: true, force: true });
}

const against: Readonly<Record<string, string>> = { expectReplies: 'expectReplies', directLine: 'expectReplies', connector: 'connector' };
const pairs = [
  ...connections.flatMap((many) => Object.entries(against).map(([bot, floor]) => ({ bot: `${bot} ${many}`, floor: `${floor} ${many}` }))),
  { bot: 'process', floor: 'process' },
];
const lines = compare(samples, pairs);
const conditions = { node: process.version, rounds, turns, storage: 'SQLite, WAL, synchronous=FULL', loadAverage: loadavg() };
console.log(table(lines));
console.log(JSON.stringify({ ...conditions, lines }));
