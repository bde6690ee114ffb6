/** Finds messages that mix languages: words of the English content in a German message, or the other way round. */
import type { Knowledge } from '../../src/content/knowledge.ts';
import { knowledgeIn } from '../../src/content/knowledge-in.ts';
import { type LoadOptions, loadKnowledge } from '../../src/content/load-knowledge.ts';
import { spokenTextKeys } from '../../src/content/spoken-text-keys.ts';
import { type Language, languages } from '../../src/domain/vocabulary.ts';
import type { SeenMessage } from './play.ts';

/** What a language says literally: parts of sentences, and whole captions of buttons. */
interface Said {
  readonly parts: readonly string[];
  readonly captions: ReadonlySet<string>;
}

const options: LoadOptions = { exampleRates: true };

let known: Readonly<Record<Language, Said>> | undefined;

function saidIn(): Readonly<Record<Language, Said>> {
  if (known) return known;
  const loaded = loadKnowledge('content', options);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  const of = (language: Language): Said => said(knowledgeIn(loaded.knowledge, language));
  const [german, english] = [of('de'), of('en')];
  known = { de: without(german, english), en: without(english, german) };
  return known;
}

function said({ texts, faq }: Knowledge): Said {
  const templates = [
    ...spokenTextKeys.map((key) => texts[key]),
    ...faq.map(({ answer }) => answer),
    ...faq.map(({ question }) => question),
  ];
  const parts = templates.flatMap((template) => template.split(/\{\w+\}|\n|(?<=[.:?;]) /)).map(plain);
  const captions = spokenTextKeys.filter((key) => /^(button|label|kind|cause|urgency)\./.test(key)).map((key) => texts[key]);
  return {
    parts: parts.filter((part) => part.split(' ').length >= 3),
    captions: new Set([...captions, ...faq.map(({ question }) => question)]),
  };
}

/** Words that both languages write alike tell nothing. */
function without(mine: Said, other: Said): Said {
  const taken = new Set(other.parts);
  return {
    parts: [...new Set(mine.parts)].filter((part) => !taken.has(part)),
    captions: new Set([...mine.captions].filter((caption) => !other.captions.has(caption))),
  };
}

/** German names in quotation marks are named as they are. */
const plain = (text: string): string =>
  text
    .replaceAll(/„[^“]*“/g, ' ')
    .replaceAll(/[*\\_]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The offer and its buttons are German whatever is spoken. */
const isOffer = ({ text }: SeenMessage): boolean => text.startsWith('Angebot über eine kostenpflichtige Leistung');

/** In: what the bot said, and the languages it may speak. Out: each message with words of another language, or of two. */
export function mixed(messages: readonly SeenMessage[], allowed: readonly Language[]): string[] {
  const content = saidIn();
  return messages
    .filter((message) => !isOffer(message))
    .flatMap((message) => {
      const text = plain(message.text);
      const found = languages.map((language) => ({
        language,
        words: [
          ...content[language].parts.filter((part) => text.includes(part)),
          ...message.buttons.map(({ title }) => title).filter((title) => content[language].captions.has(title)),
        ],
      }));
      const spoken = found.filter(({ words }) => words.length > 0);
      const isFine = spoken.length <= 1 && spoken.every(({ language }) => allowed.includes(language));
      return isFine ? [] : [`${message.text} <- ${JSON.stringify(spoken)}`];
    });
}
