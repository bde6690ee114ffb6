/** Reads what staff write about a customer: whom they name, and what it is about without the name. Pure text work. */

export interface NamedCustomer {
  /** What may be the customer's number or name, the longest first. */
  readonly names: readonly string[];
  /** The name as written, when the text surely names one ("Kunde Muster GmbH"): then a miss is told. */
  readonly surely?: string | undefined;
}

const introduced =
  /(?<![\p{L}\d])(?:kund(?:e|en|in)(?:nummer|nr\.?|-nr\.?)?|firma|kd\.?-?nr\.?|customer(?!\s+portal))(?![\p{L}\d])\s*(?:nr\.?|nummer|no\.?|number)?\s*:?\s*/giu;
const quoted = /^[„"»“']([^„"«»“”']{2,80})[“"«»”']/u;
const followsBei = /(?<![\p{L}\d])bei\s+(?:der\s+|dem\s+|den\s+)?((?:[\p{Lu}\d][^\s?!,;:]*(?:\s+|$|(?=[?!,;:]))){1,6})/u;
/** A customer number on its own, for example D-10001. */
const plainNumber = /(?<![\p{L}\d-])[A-Z]{1,3}-\d{3,10}(?![\p{L}\d-])/u;
/** Words that surely are no part of a name. */
const endsName =
  /^(ab)?gedeckt$|^(kostenpflichtig|enthalten|inklusive|inbegriffen|im|in|hat|haben|ist|sind|möchte|will|wünscht|braucht|benötigt|fragt|sagt|meldet|bei|und|oder|wegen|mit|für|zum|zur|die|das|der|den|dem|ein|eine|einen|kann|darf|bekommt|wer|was|wie|wo|zu|von|vom|nicht|noch|auch|schon|is|are|has|have|had|wants|needs|asks|says|reports|with|for|and|or|because|covered|billable|included|the|a|an|to|of|on|who|what|how|where|can|may|gets|would|not|also)$/iu;
const mostWords = 6;

/** In: a text. Out: whom it may name. */
export function namedCustomer(text: string): NamedCustomer {
  const written = [...text.matchAll(introduced)].map((match) => nameAt(text.slice(match.index + match[0].length)));
  const sure = written.find((words) => /^[\p{Lu}\d]/u.test(words[0] ?? ''));
  const number = plainNumber.exec(text)?.[0];
  const bei = followsBei.exec(text)?.[1];
  const names = [
    ...(number === undefined ? [] : [number]),
    ...written.flatMap(shorterAndShorter),
    ...(bei === undefined ? [] : shorterAndShorter(nameAt(bei))),
  ];
  return { names: [...new Set(names)].slice(0, 12), surely: number ?? sure?.join(' ') };
}

function nameAt(text: string): readonly string[] {
  const inQuotes = quoted.exec(text)?.[1];
  if (inQuotes !== undefined) return [inQuotes.trim()];
  const words: string[] = [];
  for (const raw of text.split(/\s+/).slice(0, mostWords)) {
    const word = raw.replaceAll(/^[„"»“']+|[“"«”'?!,;:.]+$/gu, '');
    if (word === '' || endsName.test(word)) break;
    words.push(word);
    if (/[?!,;:]$/u.test(raw)) break;
  }
  return words;
}

function shorterAndShorter(words: readonly string[]): string[] {
  return words.map((_word, index) => words.slice(0, words.length - index).join(' ')).filter((name) => name.length >= 3);
}

const around: readonly RegExp[] = [
  /(?<![\p{L}\d])(?:bei|für|von|beim|vom|zum)?\s*(?:dem|der|den|die|das|unserem|unseren|unser)?\s*(?:kund(?:e|en|in)(?:nummer|nr\.?|-nr\.?)?|firma|kd\.?-?nr\.?)(?![\p{L}\d])\s*(?:nr\.?|nummer)?\s*:?/giu,
  /(?<![\p{L}\d])(?:for|of|at|from)?\s*(?:the|our|a)?\s*customer(?![\p{L}\d])\s*(?:no\.?|number)?\s*:?/giu,
  /(?<![\p{L}\d])(?:is|are)\s+(?:this|that|it|something like that)(?![\p{L}\d])|(?<![\p{L}\d])(?:covered|billable|included)(?![\p{L}\d])/giu,
  /(?<![\p{L}\d])(?:ist|sind|wäre|wird|gilt)\s+(?:das|es|dies|so etwas|sowas)(?![\p{L}\d])/giu,
  /(?<![\p{L}\d])(?:ist|sind)?\s*(?:das|es)?\s*(?:(?:ab)?gedeckt|kostenpflichtig|im vertrag enthalten|im vertrag|enthalten)(?![\p{L}\d])/giu,
  /(?<![\p{L}\d])bei\s*$/giu,
];

/** In: a text and the name that found the customer. Out: what it is about; empty when it only asks about "das". */
export function withoutCustomer(text: string, name: string): string {
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  const nameless = at < 0 ? text : `${text.slice(0, at)} ${text.slice(at + name.length)}`;
  const rest = around
    .reduce((words, pattern) => words.replaceAll(pattern, ' '), nameless)
    .replaceAll(/[„“"»«”]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s:,;.?!–-]+|[\s:,;?!–-]+$/g, '');
  return (rest.match(/\p{L}{4,}/gu) ?? []).length >= 1 ? rest : '';
}
