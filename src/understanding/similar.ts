/** Groups texts that say nearly the same, so that a person reads each matter once. */
import { standardOf } from './dialect.ts';
import { fold, tokens } from './normalise.ts';
import { stem } from './stem.ts';

/** Texts that share this much of their telling words belong together. */
const NEAR = 0.45;

const small = new Set(
  tokens(
    fold(
      'der die das den dem des ein eine einen einem einer und oder bitte mal denn da ja doch noch schon hallo ich wir uns mich mir es ist sind in im zu zum zur auf mit von bei fuer für sie ihr euch man wie was',
    ),
  ),
);

/** Stems with how telling each is, at length one. */
type Weighted = ReadonlyMap<string, number>;

function stemsOf(text: string): string[] {
  const words = tokens(fold(text)).filter((word) => !small.has(word));
  return [...new Set(words.map((word) => stem(standardOf(word).split(' ')[0] ?? word)))];
}

function weighted(stems: readonly string[], spread: ReadonlyMap<string, number>, n: number): Weighted {
  const worth = stems.map((word) => [word, Math.log(1 + n / (spread.get(word) ?? 1))] as const);
  const length = Math.hypot(...worth.map(([, value]) => value)) || 1;
  return new Map(worth.map(([word, value]) => [word, value / length]));
}

/** The first texts of groups by their stems: only those that share a word are compared. */
type Leads = Map<string, { readonly group: number; readonly value: number }[]>;

/** Out: the likest group that is near enough, the earliest of equal ones. */
function likest(vector: Weighted, leads: Leads): number | undefined {
  const near = new Map<number, number>();
  for (const [word, value] of vector)
    for (const lead of leads.get(word) ?? []) near.set(lead.group, (near.get(lead.group) ?? 0) + value * lead.value);
  let best: readonly [group: number, near: number] | undefined;
  for (const found of near) if (!best || found[1] > best[1] || (found[1] === best[1] && found[0] < best[0])) best = found;
  return best && best[1] >= NEAR ? best[0] : undefined;
}

/** In: texts. Out: groups of their positions, the largest first; each text is in exactly one, and compared with the first of each group. */
export function groupSimilar(texts: readonly string[]): number[][] {
  const stems = texts.map(stemsOf);
  const spread = new Map<string, number>();
  for (const word of stems.flat()) spread.set(word, (spread.get(word) ?? 0) + 1);
  const vectors = stems.map((list) => weighted(list, spread, texts.length));
  const groups: number[][] = [];
  const leads: Leads = new Map();
  vectors.forEach((vector, i) => {
    const found = likest(vector, leads);
    if (found !== undefined) {
      groups[found]?.push(i);
      return;
    }
    for (const [word, value] of vector) {
      const lead = { group: groups.length, value };
      const known = leads.get(word);
      if (known) known.push(lead);
      else leads.set(word, [lead]);
    }
    groups.push([i]);
  });
  return groups.sort((a, b) => b.length - a.length);
}
