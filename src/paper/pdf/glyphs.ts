/** Makes text printable without losing a character: what a font cannot draw is named by its code point. */

/** In: text, and whether the font can draw a code point. Out: text with line breaks and drawable characters only. */
export function printable(text: string, canDraw: (codePoint: number) => boolean): string {
  let out = '';
  for (const char of text.replaceAll(/\r\n?/g, '\n').replaceAll('\t', '    ')) {
    const codePoint = char.codePointAt(0) ?? 0;
    out += char === '\n' || (canDraw(codePoint) && !isUnseen(char)) ? char : named(codePoint);
  }
  return out;
}

const named = (codePoint: number): string => `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;

/** Controls and marks of direction, joining and width: fonts may hold an empty glyph for them. */
const isUnseen = (char: string): boolean => /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(char);
