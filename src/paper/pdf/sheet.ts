/** Sheets of A4 that text is laid on from top to bottom, each piece with its tag for screen readers. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import type { Paper } from '../paper.ts';
import { printable } from './glyphs.ts';

/** An element of the document's structure. */
export type Tag = PDFKit.PDFStructureElement;

export const inks = { text: '#1a2329', subtle: '#55636b', line: '#c5d0d5', accent: '#0b5c74' } as const;
export type Ink = keyof typeof inks;

export const faces = {
  plain: 'DejaVuSansCondensed',
  bold: 'DejaVuSansCondensed-Bold',
  code: 'DejaVuSansMono',
} as const;
export type Face = keyof typeof faces;

/** Points. */
export const edge = { left: 57, right: 57, top: 57, bottom: 68 } as const;

export interface Style {
  readonly face: Face;
  readonly size: number;
  readonly ink: Ink;
}

/** Where a piece of text stands. */
export interface Place {
  readonly x: number;
  readonly width: number;
}

export interface Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly full: Place;
  /** Lowest point that text may reach. */
  readonly floor: number;
}

const font = (name: string): Buffer => readFileSync(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)));
const fonts = Object.fromEntries(Object.entries(faces).map(([face, name]) => [face, font(name)]));

/** In: the paper. Out: its first sheet, empty. */
export function newSheet({ author, title, about, at }: Paper): Sheet {
  const date = new Date(at);
  const pdf = new PDFDocument({
    size: 'A4',
    margins: edge,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'de-DE',
    tagged: true,
    displayTitle: true,
    font: '',
    info: { Title: `${title} ${about}`, Author: author, Subject: about, Creator: 'Support-Lotse', CreationDate: date, ModDate: date },
  });
  for (const [face, bytes] of Object.entries(fonts)) pdf.registerFont(face, bytes);
  const full = { x: edge.left, width: pdf.page.width - edge.left - edge.right };
  return { pdf, full, floor: pdf.page.height - edge.bottom };
}

/** Adds an element to the structure. */
export function tagged({ pdf }: Sheet, parent: Tag, type: string, scope?: 'Column'): Tag {
  const options: Parameters<typeof pdf.struct>[1] & { readonly scope?: 'Column' } = scope ? { scope } : {};
  const tag = pdf.struct(type, options);
  parent.add(tag);
  return tag;
}

/** Lays text at the present height and below, over as many sheets as it needs. */
export function say(sheet: Sheet, tag: Tag, text: string, style: Style, { x, width }: Place): void {
  const { pdf } = sheet;
  use(sheet, style);
  tag.add(() => {
    pdf.text(drawable(pdf, text), x, pdf.y, { width, lineGap: gapOf(style) });
  });
}

/** How high the text would stand. */
export function heightOf(sheet: Sheet, text: string, style: Style, { width }: Place): number {
  use(sheet, style);
  return sheet.pdf.heightOfString(drawable(sheet.pdf, text), { width, lineGap: gapOf(style) });
}

/** Goes to a new sheet when less than `height` is left on this one. */
export function keepTogether({ pdf, floor }: Sheet, height: number): void {
  if (pdf.y + height > floor && pdf.y > edge.top) pdf.addPage();
}

/** Something drawn that says nothing. */
export function ornament({ pdf }: Sheet, draw: () => void): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  draw();
  pdf.endMarkedContent();
}

/** A line across at the present height. */
export function rule(sheet: Sheet, ink: Ink, thickness = 0.5, { x, width } = sheet.full): void {
  const { pdf } = sheet;
  ornament(sheet, () => {
    pdf
      .moveTo(x, pdf.y)
      .lineTo(x + width, pdf.y)
      .lineWidth(thickness)
      .stroke(inks[ink]);
  });
}

function use({ pdf }: Sheet, { face, size, ink }: Style): void {
  pdf.font(face).fontSize(size).fillColor(inks[ink]);
}

const gapOf = ({ size }: Style): number => size * 0.22;

/** The present font decides; asked of fontkit, which the library keeps to itself. */
function drawable(pdf: PDFKit.PDFDocument, text: string): string {
  const { _font } = pdf as unknown as { readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } } };
  return printable(text, (codePoint) => _font.font.hasGlyphForCodePoint(codePoint));
}
