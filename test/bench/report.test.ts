import { describe, expect, it } from 'vitest';
import { compare, type Sample, table } from './report.ts';

const sample = (side: Sample['side'], values: Record<string, number>): Sample => ({ side, what: 'x 1', values });

describe('the comparison', () => {
  it('sets the best of each side against each other: least time, most turns', () => {
    const samples = [
      sample('floor', { cpuMsPerTurn: 2, turnsPerSecond: 100 }),
      sample('floor', { cpuMsPerTurn: 1, turnsPerSecond: 200 }),
      sample('bot', { cpuMsPerTurn: 3, turnsPerSecond: 50 }),
      sample('bot', { cpuMsPerTurn: 9, turnsPerSecond: 100 }),
    ];
    const lines = compare(samples, [{ bot: 'x 1', floor: 'x 1' }]);
    expect(lines.map(({ measure, ratio }) => [measure, ratio])).toEqual([
      ['cpuMsPerTurn', 3],
      ['turnsPerSecond', 0.5],
    ]);
    expect(table(lines)).toContain('cpuMsPerTurn');
  });

  it('leaves out what the bot was not measured in', () => {
    expect(compare([sample('floor', { cpuMsPerTurn: 2 })], [{ bot: 'x 1', floor: 'x 1' }])).toEqual([]);
  });
});
