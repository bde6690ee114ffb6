/** The binary file a trained classifier is kept in: magic word, JSON head, then the arrays, little-endian as in memory. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Classifier } from './classifier.ts';
import { BUCKETS } from './hash.ts';
import type { Cases } from './neighbours.ts';

const MAGIC = 'SLUM0002';
const HEAD_AT = 16;

interface Head {
  readonly version: string;
  readonly labels: readonly string[];
  readonly step: number;
  readonly sharpness: number;
  /** How many cases there are, and how many buckets they have together. */
  readonly cases: number;
  readonly caseBuckets: number;
}

const noCases: Cases = { isCovered: new Uint8Array(), starts: new Uint32Array(1), buckets: new Uint32Array() };

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Buffer => Buffer.from(buffer, byteOffset, byteLength);

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** Writes beside the target first and renames, so that a crash leaves no half file. */
export async function writeModel(path: string, version: string, model: Classifier): Promise<void> {
  const { labels, step, sharpness, cases = noCases } = model;
  const head: Head = { version, labels, step, sharpness, cases: cases.isCovered.length, caseBuckets: cases.buckets.length };
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const start = aligned(HEAD_AT + json.length);
  const prefix = Buffer.alloc(start);
  prefix.write(MAGIC, 0, 'latin1');
  prefix.writeUInt32LE(json.length, 8);
  json.copy(prefix, HEAD_AT);
  const weights = bytesOf(model.weights as ArrayBufferView<ArrayBuffer>);
  const padding = Buffer.alloc(aligned(weights.length) - weights.length);
  const rest = [model.rarity, cases.starts, cases.buckets, cases.isCovered].map((array) => bytesOf(array as ArrayBufferView<ArrayBuffer>));
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.${Math.floor(performance.now() * 1000)}.tmp`;
  await writeFile(draft, Buffer.concat([prefix, weights, padding, ...rest]));
  await rename(draft, path);
}

/** Deletes all but the newest `keep` models of a folder; every edit of the examples leaves one behind. */
export async function pruneModels(folder: string, keep: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^understanding-[0-9a-f]+\.bin$/.test(name));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  const old = aged.sort((a, b) => b.at - a.at).slice(keep);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}

/** The classifier in the file, or undefined when there is none, it is damaged, or it is of another version. */
export async function readModel(path: string, version: string): Promise<Classifier | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    return undefined; // no cache yet is the normal first start
  }
  if (bytes.length < HEAD_AT || bytes.toString('latin1', 0, 8) !== MAGIC) return undefined;
  const headLength = bytes.readUInt32LE(8);
  if (HEAD_AT + headLength > bytes.length) return undefined;
  const head = parseHead(bytes.toString('utf8', HEAD_AT, HEAD_AT + headLength));
  if (head === undefined || head.version !== version) return undefined;
  const from = aligned(HEAD_AT + headLength);
  const count = (BUCKETS + 1) * head.labels.length;
  const rarityAt = from + aligned(count * 2);
  const startsAt = rarityAt + BUCKETS * 4;
  const bucketsAt = startsAt + (head.cases + 1) * 4;
  const coveredAt = bucketsAt + head.caseBuckets * 4;
  if (bytes.length !== coveredAt + head.cases) return undefined;
  // Read in place, unless the file's bytes came to lie where typed arrays may not begin.
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const weights = new Int16Array(buffer, byteOffset + from, count);
  const rarity = new Float32Array(buffer, byteOffset + rarityAt, BUCKETS);
  const cases: Cases = {
    isCovered: new Uint8Array(buffer, byteOffset + coveredAt, head.cases),
    starts: new Uint32Array(buffer, byteOffset + startsAt, head.cases + 1),
    buckets: new Uint32Array(buffer, byteOffset + bucketsAt, head.caseBuckets),
  };
  return { labels: head.labels, weights, step: head.step, rarity, sharpness: head.sharpness, cases };
}

function parseHead(json: string): Head | undefined {
  try {
    return JSON.parse(json) as Head;
  } catch {
    return undefined; // a damaged file is trained anew
  }
}
