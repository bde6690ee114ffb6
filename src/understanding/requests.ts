/** Splits a message into its requests where it clearly holds several; stories, remarks and follow-up questions stay whole. */
import type { Label } from '../domain/vocabulary.ts';
import { meaningsIn } from './meanings.ts';
import { fold, tokens } from './normalise.ts';
import type { Guess, RequestSpan } from './types.ts';

/** How two parts are joined: by a word like "außerdem", by "und" before a new request, or just by a full stop. */
type Joint = 'connector' | 'and' | 'stop';

/** The looser the joint, the surer each part must be. */
const MIN_CONFIDENCE: Readonly<Record<Joint, number>> = { connector: 0.6, and: 0.7, stop: 0.85 };
const MAX_PARTS = 5;
const MAX_WORDS = 60;

const CONNECTOR =
  /(?:[,;.!?]\s*|\s(?:und|and)\s+|\s(?=und ))(?=(?:und )?(?:außerdem|ausserdem|zusätzlich|zudem|ferner|des weiteren|desweiteren|zweitens|drittens|weiterhin möchte|noch (?:was|etwas|eine (?:andere )?(?:frage|sache))|nebenbei|ganz nebenbei|übrigens|and also|also,|besides)\b)/giu;
const AND =
  /(?:[,;]\s*|\s)(?:und|and|sowie)\s+(?=(?:dann |noch |auch |bitte |zweitens |can |could |how |what |please )*(?:(?:könnt|koennt|können|koennen|kann|könnten|würdet|würden)\s+(?:ihr|sie|man|jemand|mir|uns)|brauch\w*|benötig\w*|was |wie |wo |wer |wann |warum |wieso |woher |wieviel|jemand |der |die |das |unser\w* |mein\w* |wir |ich |bei |legt |schickt |\p{L}+en sie |can |could |how |what |please ))/giu;
const SENTENCE = /(?<=\p{L}{2}(?<!\b(?:dr|ca|nr|str|abs|bzw|inkl|evtl|ggf|tel|max|min))[.;]|[!?])\s+(?=["„]?\p{Lu})|\n+/giu;
const ANAPHORA =
  /^(?:bitte|konnt|konnen|kann|konnten|wurdet|wurden|ihr|sie|mir|uns|man|jemand|und|dann|mal|wieder|einer|von|euch|was|wie|wer|\s)*\b(?:das|dies|es|dabei|dafur|dazu|damit|daran|davon|darunter|so|so was|sowas|it|that|this)\b/;
const ASKING =
  /^(?:wie|wo|was|wer|wann|welche\w*|warum|wieso|how|what|where|when|why)\b|\?\s*$|\w+en sie\b|jemand musste|\b(?:konnt ihr|konnen sie|konntet ihr|konnten sie|kann (?:mir |uns )?(?:jemand|einer|man)|bitte|brauche|brauchen|brauchte|brauchten|benotig\w*|mochte\w*|hatte\w* gern\w*|wollen wir|wir wollen|gesucht|suchen|can you|could you|we need|i need|please|wie (?:kann|lege|richte|stelle|mache)|wer (?:kann|macht|hilft))\b/;
const SET_ASIDE = /\b(?:keine?n?|liegt es nicht|nicht wissen|weiss ich|nicht notig|reicht mir)\b/;
const FAULTS = new Set(['absturz', 'fehler', 'gehtnicht', 'falschesergebnis']);
const FAULT_LABELS: readonly Label[] = ['case/akutes-problem', 'case/hardware-netzwerk'];

interface Piece {
  readonly text: string;
  readonly joint: Joint;
}

const MARKS: Readonly<Record<string, Joint>> = { '\uE001': 'connector', '\uE002': 'and', '\uE003': 'stop' };

const ADDING = /\b(?:ausserdem|zusatzlich|zudem|zweitens|drittens|des weiteren|ferner|also,|besides)\b/;

function pieces(text: string): Piece[] {
  const marked = text.replace(CONNECTOR, '\uE001').replace(AND, '\uE002').replace(SENTENCE, '\uE003');
  const found: Piece[] = [];
  let joint: Joint = 'connector';
  for (const part of marked.split(/([\uE001-\uE003])/u)) {
    const mark = MARKS[part];
    if (mark !== undefined) joint = found.length === 0 ? joint : mark;
    else if (part.trim() !== '')
      found.push({ text: part.trim(), joint: joint === 'stop' && ADDING.test(fold(part)) ? 'connector' : joint });
  }
  return found;
}

function isRequest(label: Label): boolean {
  return label.startsWith('case/') || label.startsWith('faq/') || label === 'action/ticket-status';
}

/** A part asks for something of its own: a question, a wish, or the report of a fault; not a remark on another part. */
function asks({ text, joint }: Piece, label: Label): boolean {
  const folded = fold(text);
  if (tokens(folded).length < 3 || ANAPHORA.test(folded)) return false;
  const reportsFault = FAULT_LABELS.includes(label) && meaningsIn(folded).some((name) => FAULTS.has(name));
  if (joint === 'connector' && !SET_ASIDE.test(folded)) return true;
  return reportsFault || (ASKING.test(folded) && !SET_ASIDE.test(folded));
}

/** At least two requests with different labels (or set apart by a word like "außerdem"), else an empty list. */
export function splitRequests(text: string, guess: (part: string) => Guess): RequestSpan[] {
  const parts = pieces(text);
  if (parts.length < 2 || parts.length > MAX_PARTS || tokens(fold(text)).length > MAX_WORDS) return [];
  const spans: RequestSpan[] = [];
  for (const [i, part] of parts.entries()) {
    const first = i === 0 ? { ...part, joint: parts[1]?.joint ?? part.joint } : part;
    const best = guess(part.text);
    if (!isRequest(best.label) || best.confidence < MIN_CONFIDENCE[first.joint] || !asks(first, best.label)) continue;
    const last = spans.at(-1);
    const isSame = spans.some((span) => span.label === best.label) && first.joint !== 'connector';
    const isFollowUp = last?.label.startsWith('faq/') === true && best.label.startsWith('faq/') && first.joint === 'stop';
    if (isSame || isFollowUp) continue;
    spans.push({ text: part.text, label: best.label, confidence: best.confidence });
  }
  return spans.length >= 2 ? spans : [];
}
