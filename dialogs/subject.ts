/** The subject line of a request, from the customer's own words. */

/** One line of at most 80 characters, cut at a word. */
export function subjectOf(words: string): string {
  const plain = words.replaceAll(/\s+/g, ' ').trim();
  const line = plain.charAt(0).toUpperCase() + plain.slice(1);
  if (line.length <= 80) return line;
  const cut = line.slice(0, 79);
  const space = cut.lastIndexOf(' ');
  return `${(space > 40 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`;
}
