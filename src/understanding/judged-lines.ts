/** Reads a JSONL file of labelled lines `{ text, expect: [label, …] }` (or `{ text, label }`) for measuring. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Judged } from './metrics.ts';

const schema = z.union([
  z.object({ text: z.string(), expect: z.array(z.string()).min(1) }),
  z.object({ text: z.string(), label: z.string() }).transform(({ text, label }) => ({ text, expect: [label] })),
]);

/** Throws with the file and line number of the first line that is not of this form. */
export function readJudged(file: string): Judged[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const parsed = schema.safeParse(jsonOf(line));
    if (!parsed.success) throw new Error(`${file}:${i + 1}: expected {"text": "…", "expect": ["label", …]}`);
    return [{ text: parsed.data.text, expect: parsed.data.expect }];
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // reported with its line number by the caller
  }
}
