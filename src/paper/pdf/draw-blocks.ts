/** Draws the blocks of a paper: text, labels with values, quotes, records, tables. */
import type { PaperBlock, PaperColumn, PaperLine } from '../paper.ts';
import { edge, heightOf, inks, keepTogether, ornament, type Place, rule, type Sheet, type Style, say, type Tag, tagged } from './sheet.ts';

const body: Style = { face: 'plain', size: 9.5, ink: 'text' };
const bold: Style = { ...body, face: 'bold' };
const quiet: Style = { ...body, ink: 'subtle' };
const code: Style = { face: 'code', size: 7.5, ink: 'text' };
const labelWidth = 150;
const gutter = 14;

/** Draws one block and leaves a gap below it. */
export function drawBlock(sheet: Sheet, parent: Tag, block: PaperBlock): void {
  switch (block.kind) {
    case 'text':
      drawText(sheet, parent, block.text, block.quiet ? quiet : body);
      break;
    case 'lines':
      drawLines(sheet, parent, block);
      break;
    case 'quote':
      drawFramed(sheet, tagged(sheet, parent, 'BlockQuote'), block.text, body);
      break;
    case 'record':
      drawRecord(sheet, parent, block.text, block.title);
      break;
    case 'table':
      drawTable(sheet, tagged(sheet, parent, 'Table'), block.columns, block.rows);
      break;
    default:
      block satisfies never;
  }
  sheet.pdf.y += 7;
}

/** A paragraph may introduce what follows: it does not stand alone at the foot of a page. */
function drawText(sheet: Sheet, parent: Tag, text: string, style: Style): void {
  keepTogether(sheet, Math.min(heightOf(sheet, text, style, sheet.full), 100) + 45);
  say(sheet, tagged(sheet, parent, 'P'), text, style, sheet.full);
}

function drawLines(sheet: Sheet, parent: Tag, { lines, strong = [], code: isCode }: Extract<PaperBlock, { kind: 'lines' }>): void {
  const list = tagged(sheet, parent, 'L');
  for (const line of lines) drawLine(sheet, tagged(sheet, list, 'LI'), line, isCode ? code : strong.includes(line[0]) ? bold : body);
}

function drawLine(sheet: Sheet, item: Tag, [label, value]: PaperLine, style: Style): void {
  const left = { x: sheet.full.x, width: labelWidth };
  const right = { x: left.x + labelWidth + gutter, width: sheet.full.width - labelWidth - gutter };
  const labelTag = tagged(sheet, item, 'Lbl');
  const valueTag = tagged(sheet, item, 'LBody');
  drawBeside(sheet, [
    { tag: labelTag, text: label, style: quiet, place: left },
    { tag: valueTag, text: value, style, place: right },
  ]);
  sheet.pdf.y += 3.5;
}

interface Piece {
  readonly tag: Tag;
  readonly text: string;
  readonly style: Style;
  readonly place: Place;
}

/** Draws pieces side by side. They stay on one sheet if one can hold them; else the highest comes last and flows on. */
function drawBeside(sheet: Sheet, pieces: readonly Piece[]): void {
  const { pdf, floor } = sheet;
  const measured = pieces.map((piece) => ({ piece, height: heightOf(sheet, piece.text, piece.style, piece.place) }));
  const highest = Math.max(...measured.map(({ height }) => height));
  const fits = highest <= floor - edge.top;
  keepTogether(sheet, fits ? highest : 60);
  const top = pdf.y;
  const inOrder = fits ? measured : measured.toSorted((a, b) => a.height - b.height);
  for (const { piece } of inOrder) {
    pdf.y = top;
    say(sheet, piece.tag, piece.text, piece.style, piece.place);
  }
  if (fits) pdf.y = top + highest;
}

/** Text with a bar at its left, on every sheet that it reaches. */
function drawFramed(sheet: Sheet, tag: Tag, text: string, style: Style): void {
  const { pdf, full, floor } = sheet;
  keepTogether(sheet, Math.min(60, heightOf(sheet, text, style, full)));
  const from = { page: pdf.bufferedPageRange().count - 1, y: pdf.y };
  say(sheet, tag, text, style, { x: full.x + 12, width: full.width - 12 });
  const to = { page: pdf.bufferedPageRange().count - 1, y: pdf.y };
  for (let page = from.page; page <= to.page; page += 1) {
    const top = page === from.page ? from.y : edge.top;
    const bottom = page === to.page ? to.y : floor;
    pdf.switchToPage(page);
    ornament(sheet, () => pdf.rect(full.x, top, 2.5, bottom - top).fill(inks.line));
  }
  pdf.y = to.y;
}

function drawRecord(sheet: Sheet, parent: Tag, text: string, title?: string): void {
  if (title !== undefined) {
    keepTogether(sheet, 60);
    say(sheet, tagged(sheet, parent, 'P'), title, quiet, sheet.full);
    sheet.pdf.y += 4;
  }
  drawFramed(sheet, tagged(sheet, parent, 'Code'), text, code);
}

function drawTable(sheet: Sheet, table: Tag, columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): void {
  const places = placesOf(sheet, columns);
  const draw = (cells: readonly string[], type: 'TH' | 'TD'): void => {
    const row = tagged(sheet, table, 'TR');
    const pieces = columns.map(({ code: isCode }, index): Piece => {
      const tag = tagged(sheet, row, type, type === 'TH' ? 'Column' : undefined);
      const style = type === 'TH' ? quiet : isCode ? code : body;
      return { tag, text: cells[index] ?? '', style, place: places[index] ?? sheet.full };
    });
    drawBeside(sheet, pieces);
    sheet.pdf.y += 3;
    rule(sheet, 'line');
    sheet.pdf.y += 3.5;
  };
  keepTogether(sheet, 50);
  draw(
    columns.map(({ title }) => title),
    'TH',
  );
  for (const row of rows) draw(row, 'TD');
}

function placesOf({ full }: Sheet, columns: readonly PaperColumn[]): Place[] {
  const free = full.width - gutter * (columns.length - 1);
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let { x } = full;
  return columns.map(({ share }) => {
    const place = { x, width: (free * share) / shares };
    x += place.width + gutter;
    return place;
  });
}
