/** `npm run test:long [-- NAME]`: the tests that grow with a number, at full size or at the size the environment says; each result goes into docs/trust.md. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figures } from './figures.ts';

interface LongTest {
  readonly file: string;
  /** Full size; the same name in the environment goes before it. */
  readonly env: Readonly<Record<string, string>>;
  readonly claim: string;
}

const tests: Readonly<Record<string, LongTest>> = {
  kill: {
    file: 'test/e2e/kill.test.ts',
    env: { KILL_ROUNDS: '300' },
    claim: 'kill -9 again and again while customers order: nothing acknowledged is lost, nothing doubled',
  },
  invariants: {
    file: 'test/dialogs/invariants.test.ts',
    env: { INVARIANT_RUNS: '20000' },
    claim: 'random conversations: no order without right and press, no second ticket',
  },
  ledger: {
    file: 'test/domain/ledger-attack.test.ts',
    env: { LEDGER_ATTACKS: '200000' },
    claim: 'rows of the ledger changed, removed (the last too), inserted, moved, sealed anew: all found, with the row',
  },
  lives: {
    file: 'test/dialogs/life.test.ts',
    env: { INVARIANT_RUNS: '20000' },
    claim:
      'random lives of requests (customers, colleague, two agents, clocks, rates, repeats): no order without text and right, no minute before order and confirmation, one press one result',
  },
  'stored-lives': {
    file: 'test/storage/life.test.ts',
    env: { STORED_LIVES: '200' },
    claim: 'such lives on both engines, and with two turn engines at once: the same promises, and a whole ledger',
  },
  handoffs: {
    file: 'test/dialogs/handoff-life.test.ts',
    env: { INVARIANT_RUNS: '10000' },
    claim: 'random hand-offs with repeats and racing claims: every word kept once, one owner, always a person or a ticket',
  },
  forged: {
    file: 'test/bot/token.test.ts',
    env: { FORGED_ROUNDS: '500' },
    claim: 'every kind of forged token 500 times: no turn, only 401 and 403, no word of a library',
  },
  fuzzed: {
    file: 'test/bot/guard.test.ts',
    env: { FUZZ_RUNS: '10000' },
    claim: '10,000 odd activities with a token and 10,000 without: no exit, no answer of 500 or above',
  },
};

const record = 'docs/trust.md';
const head = [
  '# What was shown at full size',
  '',
  'Written by `npm run test:long`. One line a test, the newest run. "Lost" and "doubled" are counted by the test itself; a dash where it counts neither.',
  '',
  '| test | claim | done | done against it | lost | doubled | result | date | commit | seconds, cores |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];
const longest = 3 * 3_600_000;
const [, , only] = process.argv;
const chosen = Object.entries(tests).filter(([name]) => only === undefined || name === only);
if (chosen.length === 0) {
  console.error(`There is no long test "${only}"; there are: ${Object.keys(tests).join(', ')}.`);
  process.exit(1);
}

let failed = false;
for (const [name, test] of chosen) {
  const startedAt = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'lotse-long-'));
  const told = join(folder, 'figures');
  const { status } = spawnSync('vitest', ['run', test.file, `--testTimeout=${longest}`], {
    stdio: 'inherit',
    env: { ...test.env, ...process.env, LONG: '1', LONG_FIGURES: told },
  });
  keep(name, test, { figures: figuresIn(told), passed: status === 0, seconds: Math.round((Date.now() - startedAt) / 1000) });
  rmSync(folder, { recursive: true });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);

function figuresIn(file: string): Figures | undefined {
  const [line] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return line ? (JSON.parse(line) as Figures) : undefined;
}

interface Run {
  readonly figures: Figures | undefined;
  readonly passed: boolean;
  readonly seconds: number;
}

/** Replaces the test's line in the record's first table; what stands below it stays. */
function keep(name: string, { claim }: LongTest, { figures, passed, seconds }: Run): void {
  const lines = existsSync(record) ? readFileSync(record, 'utf8').trimEnd().split('\n').slice(head.length) : [];
  const end = lines.indexOf('');
  const [rows, below] = end === -1 ? [lines, []] : [lines.slice(0, end), lines.slice(end)];
  const others = rows.filter((row) => !row.startsWith(`| ${name} |`));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const { size = '–', faults = '–', lost = '–', doubled = '–' } = figures ?? {};
  const cells = [name, claim, size, faults, lost, doubled, passed ? 'passed' : 'FAILED', new Date().toISOString().slice(0, 10), commit];
  const line = `| ${cells.join(' | ')} | ${seconds}, ${cpus().length} |`;
  writeFileSync(record, `${[...head, ...others, line, ...below].join('\n')}\n`);
}
