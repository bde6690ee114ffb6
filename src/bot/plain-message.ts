/** The plain words of a message that Teams gives as HTML: enough to describe a request, no markup. */

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** In: HTML or plain text. Out: its words; paragraphs and breaks stay as line breaks. */
export function plainMessage(content: string, contentType: string): string {
  if (contentType !== 'html') return content.trim();
  return content
    .replaceAll(/<(?:br|\/p|\/div|\/li)[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(amp|lt|gt|quot|nbsp|#39);/g, (_match, name: string) => entities[name] ?? ' ')
    .replaceAll(/[ \t]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
