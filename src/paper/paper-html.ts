/** Draws a paper as HTML, to be framed and styled by the page it stands on. */
import { Html, html } from '../html/html.ts';
import type { Paper, PaperBlock, PaperColumn, PaperLine, PaperSection } from './paper.ts';

/** In: the paper. Out: its article, everything escaped. */
export function paperHtml({ over, title, sections }: Paper): Html {
  return html`<article class="paper">
<header><p class="over">${over}</p><h1>${title}</h1></header>
${sections.map(sectionHtml)}
</article>`;
}

function sectionHtml({ title, under, annex, language, blocks }: PaperSection): Html {
  const lang = language === 'en' ? new Html(' lang="en"') : undefined;
  const heading = title && (under ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`);
  return html`<section${annex ? new Html(' class="annex"') : undefined}${lang}>${heading || undefined}${blocks.map(blockHtml)}</section>`;
}

function blockHtml(block: PaperBlock): Html {
  switch (block.kind) {
    case 'text':
      return html`<p${block.quiet ? new Html(' class="subtle"') : undefined}>${block.text}</p>`;
    case 'lines':
      return linesHtml(block.lines, block.strong ?? [], block.code);
    case 'quote':
      return html`<p class="verbatim">${block.text}</p>`;
    case 'record':
      return recordHtml(block.text, block.title);
    case 'table':
      return tableHtml(block.columns, block.rows);
    default:
      return block satisfies never;
  }
}

function linesHtml(lines: readonly PaperLine[], strong: readonly string[], code?: true): Html {
  const rows = lines.map(
    ([label, value]) =>
      html`<div${strong.includes(label) ? new Html(' class="strong"') : undefined}><dt>${label}</dt><dd>${value}</dd></div>`,
  );
  return html`<dl class="lines${code ? ' code' : ''}">${rows}</dl>`;
}

function recordHtml(text: string, title?: string): Html {
  const record = html`<p class="verbatim"><code>${text}</code></p>`;
  return title === undefined ? record : html`<details><summary>${title}</summary>${record}</details>`;
}

function tableHtml(columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): Html {
  const cell = (value: string, index: number): Html =>
    columns[index]?.code ? html`<td><code>${value}</code></td>` : html`<td>${value}</td>`;
  const heads = columns.map(({ title }) => html`<th scope="col">${title}</th>`);
  return html`<table><thead><tr>${heads}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>`)}</tbody></table>`;
}
