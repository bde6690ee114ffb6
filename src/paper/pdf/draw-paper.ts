/** Draws a whole paper: title, sections, and at the foot of each page what it is and which page. */
import { fill } from '../../content/knowledge.ts';
import type { Paper, PaperSection } from '../paper.ts';
import { drawBlock } from './draw-blocks.ts';
import { edge, inks, keepTogether, newSheet, rule, type Sheet, say, type Tag, tagged } from './sheet.ts';

/** In: the paper. Out: the file. */
export async function drawPaper(paper: Paper): Promise<Uint8Array> {
  const sheet = newSheet(paper);
  const { pdf } = sheet;
  const whole = collect(pdf);
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  drawTitle(sheet, root, paper);
  for (const section of paper.sections) drawSection(sheet, root, section);
  root.end();
  drawFeet(sheet, paper);
  pdf.end();
  return whole;
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (part: Uint8Array) => parts.push(part));
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
}

function drawTitle(sheet: Sheet, root: Tag, { over, title }: Paper): void {
  say(sheet, tagged(sheet, root, 'P'), over, { face: 'plain', size: 9, ink: 'subtle' }, sheet.full);
  sheet.pdf.y += 2;
  say(sheet, tagged(sheet, root, 'H1'), title, { face: 'bold', size: 19, ink: 'text' }, sheet.full);
  sheet.pdf.y += 6;
  rule(sheet, 'accent', 1.5);
  sheet.pdf.y += 14;
}

function drawSection(sheet: Sheet, root: Tag, { title, under, annex, blocks }: PaperSection): void {
  const { pdf } = sheet;
  const part = tagged(sheet, root, 'Sect');
  if (annex) pdf.addPage();
  if (title !== undefined) {
    if (!annex && pdf.y > edge.top) pdf.y += under ? 4 : 10;
    // A heading never stands alone at the foot of a page.
    keepTogether(sheet, 80);
    say(
      sheet,
      tagged(sheet, part, under ? 'H3' : 'H2'),
      title,
      { face: 'bold', size: under ? 10 : 12, ink: under ? 'text' : 'accent' },
      sheet.full,
    );
    pdf.y += under ? 4 : 6;
  }
  for (const block of blocks) drawBlock(sheet, part, block);
}

function drawFeet({ pdf, full, floor }: Sheet, { title, about, pageWords }: Paper): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page);
    pdf.markContent('Artifact', { type: 'Pagination' });
    pdf.font('plain').fontSize(8).fillColor(inks.subtle);
    const words = fill(pageWords, { page: page + 1, pages: count });
    const y = floor + 24;
    pdf.text(`${title} ${about}`, full.x, y, { lineBreak: false });
    pdf.text(words, full.x + full.width - pdf.widthOfString(words), y, { lineBreak: false });
    pdf.endMarkedContent();
  }
}
