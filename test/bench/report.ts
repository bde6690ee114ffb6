/** Turns the measurements of all rounds into ratios: best of each side, as noise only slows; the median beside it. */

export interface Sample {
  readonly side: 'floor' | 'bot';
  /** What was measured, for example `expectReplies 10`. */
  readonly what: string;
  readonly values: Readonly<Record<string, number>>;
}

export interface Line {
  readonly what: string;
  readonly measure: string;
  readonly floor: { readonly best: number; readonly median: number };
  readonly bot: { readonly best: number; readonly median: number };
  /** Bot divided by floor, best of each. */
  readonly ratio: number;
}

const moreIsBetter = new Set(['turnsPerSecond']);

/** In: samples and which measurement of the bot stands against which of the floor. Out: one line per measure. */
export function compare(samples: readonly Sample[], pairs: readonly { readonly bot: string; readonly floor: string }[]): Line[] {
  return pairs.flatMap((pair) => {
    const bot = samples.filter(({ side, what }) => side === 'bot' && what === pair.bot);
    const floor = samples.filter(({ side, what }) => side === 'floor' && what === pair.floor);
    return Object.keys(bot[0]?.values ?? {}).map((measure) => lineOf(pair.bot, measure, valuesOf(floor, measure), valuesOf(bot, measure)));
  });
}

function valuesOf(samples: readonly Sample[], measure: string): number[] {
  return samples.flatMap(({ values }) => values[measure] ?? []);
}

function lineOf(what: string, measure: string, floorValues: readonly number[], botValues: readonly number[]): Line {
  const floor = summary(floorValues, measure);
  const bot = summary(botValues, measure);
  return { what, measure, floor, bot, ratio: round(bot.best / floor.best) };
}

function summary(values: readonly number[], measure: string): { best: number; median: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const best = moreIsBetter.has(measure) ? sorted.at(-1) : sorted[0];
  return { best: round(best ?? Number.NaN), median: round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) };
}

/** In: the lines. Out: a table for people. */
export function table(lines: readonly Line[]): string {
  const rows = [
    ['what', 'measure', 'echo bot: best (median)', 'this bot: best (median)', 'ratio'],
    ...lines.map(({ what, measure, floor, bot, ratio }) => [
      what,
      measure,
      `${floor.best} (${floor.median})`,
      `${bot.best} (${bot.median})`,
      ratio.toFixed(2),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
