/** Reads the public sets from their folders, each in its own format, into labelled lines. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Example } from '../../../src/understanding/dataset.ts';

/** Two parts of a set: what may be learned from, and what is only judged. */
export interface Parts {
  readonly train: readonly Example[];
  readonly test: readonly Example[];
}

/** What CLINC150 and HINT3 call a line that belongs to no label. */
export const OUTSIDE = 'out of scope';

function csv(file: string, schema: z.ZodType<Example>): Example[] {
  const rows: unknown = parse(readFileSync(file, 'utf8'), { columns: true, skipEmptyLines: true, bom: true });
  return z.array(schema).parse(rows);
}

const bankingRow = z.object({ text: z.string(), category: z.string() }).transform(({ text, category }) => ({ text, label: category }));

/** In: the folder that holds `banking77/`. Out: its two parts; throws when a file is missing or of another form. */
export function readBanking(folder: string): Parts {
  const part = (name: string) => csv(path.join(folder, 'banking77', `${name}.csv`), bankingRow);
  return { train: part('train'), test: part('test') };
}

const hintRow = z
  .object({ sentence: z.string(), label: z.string() })
  .transform(({ sentence, label }) => ({ text: sentence, label: label === 'NO_NODES_DETECTED' ? OUTSIDE : label }));

export const hintBots = ['curekart', 'powerplay11', 'sofmattress'] as const;

/** In: the folder that holds `hint3/`, and one of its three bots. Out: its two parts. */
export function readHint(folder: string, bot: (typeof hintBots)[number]): Parts {
  const part = (name: string) => csv(path.join(folder, 'hint3', `${bot}_${name}.csv`), hintRow);
  return { train: part('train'), test: part('test') };
}

const pairs = z.array(z.tuple([z.string(), z.string()]).transform(([text, label]) => ({ text, label: label === 'oos' ? OUTSIDE : label })));
const clincSchema = z.object({ train: pairs, val: pairs, test: pairs, oos_train: pairs, oos_val: pairs, oos_test: pairs });
export type Clinc = z.output<typeof clincSchema>;

/** In: the folder that holds `clinc150/`. Out: its six parts. */
export function readClinc(folder: string): Clinc {
  return clincSchema.parse(JSON.parse(readFileSync(path.join(folder, 'clinc150/data_full.json'), 'utf8')));
}

/** In: a CoNLL text with `# text = ` and `# intent = ` lines. Out: one line for each block that has both. */
export function readConll(text: string): Example[] {
  return text.split(/\r?\n\s*\r?\n/).flatMap((block) => {
    const said = /^# text = (.*)$/m.exec(block)?.[1];
    const label = /^# intent = (.*)$/m.exec(block)?.[1];
    return said === undefined || label === undefined ? [] : [{ text: said, label: label.trim() }];
  });
}

/** In: the folder that holds `xsid-de/`. Out: the German validation part to learn from, and the test part. */
export function readXsid(folder: string): Parts {
  const part = (name: string) => readConll(readFileSync(path.join(folder, 'xsid-de', `de.${name}.conll`), 'utf8'));
  return { train: part('valid'), test: part('test') };
}
