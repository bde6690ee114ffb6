/** Markdown of ours as HTML, from the same tree that the app draws. */
import type { RichBlock, RichInline } from '../../content/rich-text.ts';
import { Html, html } from '../../html/html.ts';

/** In: blocks. Out: their HTML, everything escaped. */
export function richHtml(blocks: readonly RichBlock[]): Html {
  return html`${blocks.map(blockHtml)}`;
}

function blockHtml(block: RichBlock): Html {
  if (block.kind === 'list') {
    const items = block.items.map(
      (item) => html`<li>${item.map((part) => (part.kind === 'list' ? blockHtml(part) : inline(part.children)))}</li>`,
    );
    return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
  }
  const inside = inline(block.children);
  return block.kind === 'heading' ? html`<h3>${inside}</h3>` : html`<p>${inside}</p>`;
}

const inline = (parts: readonly RichInline[]): Html => new Html(parts.map((part) => inlineHtml(part).text).join(''));

function inlineHtml(part: RichInline): Html {
  if (typeof part === 'string') return html`${part}`;
  switch (part.kind) {
    case 'break':
      return new Html('<br>');
    case 'link':
      return html`<a href="${part.href}">${inline(part.children)}</a>`;
    case 'strong':
      return html`<strong>${inline(part.children)}</strong>`;
    default:
      return html`<em>${inline(part.children)}</em>`;
  }
}
