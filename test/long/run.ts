/** `npm run test:long [-- NAME]`: the tests that grow with a number, at full size; each result goes into docs/trust.md. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

interface LongTest {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly claim: string;
}

const tests: Readonly<Record<string, LongTest>> = {
  kill: {
    file: 'test/e2e/kill.test.ts',
    env: { KILL_ROUNDS: '300' },
    claim: '300 times kill -9 while customers order: nothing acknowledged lost, nothing doubled',
  },
  invariants: {
    file: 'test/dialogs/invariants.test.ts',
    env: { INVARIANT_RUNS: '20000' },
    claim: '80,000 random conversations of four kinds of people: no order without right and press, no second ticket',
  },
  ledger: {
    file: 'test/domain/ledger-attack.test.ts',
    env: { LEDGER_ATTACKS: '200000' },
    claim: '200,000 rows of the ledger changed, removed (the last too), inserted, moved, sealed anew: all found, with the row',
  },
  lives: {
    file: 'test/dialogs/life.test.ts',
    env: { INVARIANT_RUNS: '20000' },
    claim:
      '20,000 random lives of requests (customers, colleague, two agents, clocks, rates, repeats, crashes): no order without text and right, no minute before order and confirmation, one press one result',
  },
  'stored-lives': {
    file: 'test/storage/life.test.ts',
    env: { STORED_LIVES: '200' },
    claim: '200 such lives on each engine, and 200 with two processes at once: the same promises, and a whole ledger',
  },
  handoffs: {
    file: 'test/dialogs/handoff-life.test.ts',
    env: { INVARIANT_RUNS: '10000' },
    claim: '10,000 random hand-offs with crashes, repeats and racing claims: every word kept once, one owner, always a person or a ticket',
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
  const { status } = spawnSync('vitest', ['run', test.file, `--testTimeout=${longest}`], {
    stdio: 'inherit',
    env: { ...process.env, ...test.env, LONG: '1' },
  });
  keep(name, test, status === 0, Math.round((Date.now() - startedAt) / 1000));
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);

/** Replaces the test's line in the record. */
function keep(name: string, { claim }: LongTest, passed: boolean, seconds: number): void {
  const head =
    '# What was shown at full size\n\nWritten by `npm run test:long`. One line a test, the newest run.\n\n| test | claim | result | date | commit | seconds, cores |\n| --- | --- | --- | --- | --- | --- |\n';
  const text = existsSync(record) ? readFileSync(record, 'utf8') : head;
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const line = `| ${name} | ${claim} | ${passed ? 'passed' : 'FAILED'} | ${new Date().toISOString().slice(0, 10)} | ${commit} | ${seconds}, ${cpus().length} |`;
  const others = text.split('\n').filter((row) => row !== '' && !row.startsWith(`| ${name} |`));
  const table = others.join('\n').replace(/^(# .*)\n(Written.*)\n(\| test)/, '$1\n\n$2\n\n$3');
  writeFileSync(record, `${table}\n${line}\n`);
}
