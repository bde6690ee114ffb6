import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { moment, money } from '../../src/cards/format.ts';
import { escapeMarkdown } from '../../src/cards/words.ts';

const markdown = new MarkdownIt({ linkify: true, html: false });

describe("people's words in our messages", () => {
  it.each([
    '[hier](https://boese.example)',
    '**fett**',
    '![bild](https://boese.example/x.png)',
    '<https://boese.example>',
    'www.boese.example',
    'http://boese.example',
    '`code`',
    '<b>x</b>',
    'javascript:alert(1)',
  ])('%s stays plain text', (said) => {
    const html = markdown.render(`Betreff: ${escapeMarkdown(said)}`);
    expect(html).not.toMatch(/<(a|img|strong|em|code|b)\b/);
  });

  it('never become a link, an image or formatting', () => {
    const pieces = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '*',
      '_',
      '`',
      '<',
      '>',
      '!',
      'https://x.example',
      'www.x.example',
      'a@b.example',
      '#',
      '|',
      '~',
      '\\',
      ' ',
      'Wort',
      '&',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const html = markdown.render(`Betreff: ${escapeMarkdown(parts.join(''))}`);
        expect(html).not.toMatch(/<(img|strong|em|code|s|h\d|b)\b/);
        expect(html).not.toMatch(/href="(?!mailto:)/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('money and moments', () => {
  it.each([
    [12_000, '120,00 €'],
    [5, '0,05 €'],
    [123_456_789, '1.234.567,89 €'],
  ])('%i cents are %s', (cents, text) => expect(money(cents).replaceAll('\u00a0', ' ')).toBe(text));

  it('are told in German time, summer and winter', () => {
    expect(moment(Date.UTC(2026, 10, 22, 8, 15))).toBe('22.11.2026, 09:15');
    expect(moment(Date.UTC(2026, 5, 22, 8, 15))).toBe('22.06.2026, 10:15');
  });
});
