/** Splits a message into its requests where it clearly holds several. */
import type { Label } from '../domain/vocabulary.ts';
import { clean, fold, tokens } from './normalise.ts';
import type { Guess, RequestSpan } from './types.ts';

const MIN_CONFIDENCE = 0.5;
const MAX_PARTS = 6;

const CONNECTOR =
  /(?:[,;.!?]\s*|\s)(?=(?:und )?(?:außerdem|ausserdem|zusätzlich|zudem|ferner|des weiteren|desweiteren|zweitens|drittens|weiterhin möchte|noch (?:was|etwas|eine (?:andere )?(?:frage|sache))|nebenbei|ganz nebenbei|übrigens|and also|also,|besides)\b)/giu;
const AND =
  /(?:[,;]\s*|\s)(?:und|and|sowie)\s+(?=(?:dann |noch |auch |bitte |zweitens |can |could |how |what |please )*(?:(?:könnt|koennt|können|koennen|kann|könnten|würdet|würden)\s+(?:ihr|sie|man|jemand|mir|uns)|brauch\w*|benötig\w*|was |wie |wo |wer |wann |warum |wieso |woher |wieviel|der |die |das |unser\w* |mein\w* |wir |ich |bei |legt |legen |schickt |schicken |can |could |how |what |please ))/giu;
const SENTENCE = /(?<=[.!?;])\s+(?=\S)|\n+/gu;
const ANAPHORA =
  /^(?:\W|bitte|koennt|konnt|konnen|kann|konnten|wurdet|wurden|ihr|sie|mir|uns|man|jemand|und|dann|mal|wieder|einer|von|euch)*(?:das|dies|es|die|den|dabei|dafur|dazu|damit|daran|hier|so|it|that|this)\b(?! \w*(?:e|en|er)? ?[a-z]{6})/;

function pieces(text: string): { text: string; strong: boolean }[] {
  const marked = text.replace(CONNECTOR, '\uE001').replace(AND, '\uE002').replace(SENTENCE, '\uE003');
  const found: { text: string; strong: boolean }[] = [];
  let strong = false;
  for (const part of marked.split(/([\uE001\uE002\uE003])/u)) {
    if (part === '\uE001') strong = true;
    else if (part !== '\uE002' && part !== '\uE003' && part.trim() !== '') {
      found.push({ text: part.trim(), strong });
      strong = false;
    }
  }
  return found;
}

function isRequest(label: Label): boolean {
  return label.startsWith('case/') || label.startsWith('faq/') || label === 'action/ticket-status';
}

/** Needs enough words of its own to be a request and not a remark on the one before. */
function standsAlone(part: string): boolean {
  const folded = fold(part);
  return tokens(folded).length >= 3 && !ANAPHORA.test(folded);
}

/** At least two requests with different labels (or set apart by a word like "außerdem"), else an empty list. */
export function splitRequests(text: string, guess: (part: string) => Guess): RequestSpan[] {
  const parts = pieces(clean(text) === '' ? '' : text.slice(0, 4000));
  if (parts.length < 2 || parts.length > MAX_PARTS) return [];
  const spans: RequestSpan[] = [];
  for (const part of parts) {
    const best = guess(part.text);
    const last = spans.at(-1);
    const counts = isRequest(best.label) && best.confidence >= MIN_CONFIDENCE && standsAlone(part.text);
    if (!counts) continue;
    if (last !== undefined && last.label === best.label && !part.strong) continue;
    spans.push({ text: part.text, label: best.label, confidence: best.confidence });
  }
  return spans.length >= 2 ? spans : [];
}
