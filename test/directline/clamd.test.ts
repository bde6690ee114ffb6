/** The virus scanner over real TCP: what it finds is refused, and what it cannot check is not kept. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clamdScan } from '../../src/directline/clamd.ts';
import type { Log } from '../../src/domain/log.ts';
import { eicar, type FakeClamd, fakeClamd } from '../support/fake-clamd.ts';
import { freePort } from '../support/free-port.ts';

let clamd: FakeClamd;
let lines: { level: string; code: unknown }[];
beforeAll(async () => {
  clamd = await fakeClamd();
});
beforeEach(() => {
  clamd.behaviour = 'scan';
  clamd.seen.length = 0;
  lines = [];
});
afterAll(() => clamd.close());

const write =
  (level: string): Log['info'] =>
  ({ code }) =>
    void lines.push({ level, code });
const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
const scan = (content: Uint8Array, url = clamd.url) => clamdScan({ url, timeoutMs: 300, log })(content);

describe('a file for the virus scanner', () => {
  it('is clean when clamd says so, and arrives there byte for byte in chunks', async () => {
    const content = Buffer.from(Array.from({ length: 200_001 }, (_, index) => index % 251));
    expect(await scan(content)).toBe('clean');
    expect(clamd.seen.map((file) => file.equals(content))).toEqual([true]);
    expect(lines).toEqual([]);
  });

  it('is infected when clamd names a find, wherever in the file it is', async () => {
    expect(await scan(eicar)).toBe('infected');
    expect(await scan(Buffer.concat([Buffer.alloc(130_000, 'x'), eicar]))).toBe('infected');
    expect(lines.map(({ code }) => code)).toEqual(['virus-scan.infected', 'virus-scan.infected']);
  });

  it.each(['silent', 'hangUp', 'tooLarge'] as const)('is not checked when clamd is %s', async (behaviour) => {
    clamd.behaviour = behaviour;
    expect(await scan(Buffer.from('text'))).toBe('unknown');
    expect(lines.map(({ level }) => level)).toEqual(['error']);
  });

  it('is not checked when nothing listens there', async () => {
    expect(await scan(Buffer.from('text'), `tcp://127.0.0.1:${await freePort()}`)).toBe('unknown');
    expect(lines).toEqual([{ level: 'error', code: 'virus-scan.unreachable' }]);
  });

  it('is scanned beside others at the same time', async () => {
    const files = Array.from({ length: 20 }, (_, n) => (n % 5 === 0 ? eicar : Buffer.from(`file ${n}`)));
    const verdicts = await Promise.all(files.map((file) => scan(file)));
    expect(verdicts.filter((verdict) => verdict === 'infected')).toHaveLength(4);
    expect(verdicts.filter((verdict) => verdict === 'clean')).toHaveLength(16);
  });
});
