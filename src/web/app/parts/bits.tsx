/** Small parts that many pages share: badges, moments, lines of label and value, rich text. */
import type { Badge as BadgeFacts, Line, RichBlock, RichInline, When } from '../../../portal/api/shapes.ts';
import { isOurs, Link, ourPath } from '../router.tsx';

export function Badge({ tone, text }: BadgeFacts) {
  return <span className={`badge ${tone}`}>{text}</span>;
}

export function Moment({ at }: { readonly at: When }) {
  return <time dateTime={at.iso}>{at.text}</time>;
}

/** `strong` names labels whose value stands out. */
export function Lines({ lines, strong = [] }: { readonly lines: readonly Line[]; readonly strong?: readonly string[] }) {
  return (
    <dl className="lines">
      {lines.map(([label, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: labels may repeat, and the order never changes
        <div key={index} className={strong.includes(label) ? 'strong' : undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Rich({ blocks }: { readonly blocks: readonly RichBlock[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes its order
  return blocks.map((block, index) => <Block key={index} block={block} />);
}

function Block({ block }: { readonly block: RichBlock }) {
  if (block.kind === 'list') return <RichList items={block.items} ordered={block.ordered} />;
  const inside = <Inline parts={block.children} />;
  return block.kind === 'heading' ? <h3>{inside}</h3> : <p>{inside}</p>;
}

function RichList({ items, ordered }: { readonly items: readonly (readonly RichBlock[])[]; readonly ordered: boolean }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes its order
  const rows = items.map((item, index) => <RichItem key={index} blocks={item} />);
  return ordered ? <ol className="points">{rows}</ol> : <ul className="points">{rows}</ul>;
}

function RichItem({ blocks }: { readonly blocks: readonly RichBlock[] }) {
  const [only] = blocks;
  return <li>{blocks.length === 1 && only?.kind === 'paragraph' ? <Inline parts={only.children} /> : <Rich blocks={blocks} />}</li>;
}

function Inline({ parts }: { readonly parts: readonly RichInline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes its order
  return parts.map((part, index) => <Part key={index} part={part} />);
}

function Part({ part }: { readonly part: RichInline }) {
  if (typeof part === 'string') return part;
  if (part.kind === 'break') return <br />;
  const inside = <Inline parts={part.children} />;
  if (part.kind !== 'link') return part.kind === 'strong' ? <strong>{inside}</strong> : <em>{inside}</em>;
  const href = ourPath(part.href);
  return isOurs(href) ? (
    <Link href={href}>{inside}</Link>
  ) : (
    <a href={href} target={href.startsWith('http') ? '_blank' : undefined} rel="noreferrer">
      {inside}
    </a>
  );
}

/** 1.234 → „1,2 KB“. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1_048_576 ? [bytes / 1024, 'KB'] : [bytes / 1_048_576, 'MB'];
  return `${value.toLocaleString('de-DE', { maximumFractionDigits: 1 })} ${unit}`;
}
