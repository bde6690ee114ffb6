/** Checks that no text states a number, an address or an amount that is not on file. */
import type { CompleteParts } from '../parts.ts';
import type { Passage, PassageKind } from '../passages.ts';
import type { Report } from '../problem.ts';

interface FactRule {
  readonly what: string;
  readonly pattern: RegExp;
  readonly fix: string;
  readonly in: readonly PassageKind[];
  /** Turns what was found into the form in which `onFile` holds it. */
  readonly form: (found: string) => string;
}

const everywhere: readonly PassageKind[] = ['faq', 'text', 'page', 'notice'];

const rules: readonly FactRule[] = [
  {
    what: 'Die Telefonnummer',
    pattern: /(?<![\w-])(?:\+\d|0)[\d\s/()–-]{5,}\d/g,
    fix: 'Die Nummer in contacts.yaml eintragen und als {phone:…} einsetzen, oder streichen.',
    in: everywhere,
    form: digits,
  },
  {
    what: 'Die E-Mail-Adresse',
    pattern: /[\w.+-]+@[\w-]+(\.[\w-]+)+/g,
    fix: 'In contacts.yaml eintragen und als {email:…} einsetzen; als Beispiel name@firma.example schreiben.',
    in: everywhere,
    form: (found) => found.toLowerCase(),
  },
  {
    what: 'Der Betrag',
    pattern: /\d[\d.,]*\s?(?:€|EUR\b|Euro\b)|(?:€|\bEUR)\s?\d[\d.,]*/g,
    fix: 'Beträge stehen nur in rates.yaml; im Text den Platzhalter {rates|nicht hinterlegt} verwenden.',
    in: everywhere,
    form: (found) => found,
  },
  {
    what: 'Die Adresse',
    pattern: /(?:https?:\/\/|\bwww\.)[^\s)>\]}]+/g,
    fix: 'Die Adresse in service.yaml eintragen und den Platzhalter verwenden, zum Beispiel {portalUrl|nicht hinterlegt}.',
    in: everywhere,
    form: (found) => found,
  },
  {
    what: 'Die Zeitangabe',
    pattern:
      /\d{1,2}([:.]\d\d)? ?(?:Uhr|[ap]\.?m\.?|o'clock)(?!\w)|\d+ ?(Stunden?|Tagen?|Werktagen?|Arbeitstagen?|Minuten?|hours?|(?:working |business )?days?|minutes?)\b/g,
    fix: 'Zeiten stehen in hours.yaml und service.yaml; im Text {serviceHours|nicht hinterlegt} oder {responseTime|nicht hinterlegt} verwenden.',
    in: ['faq'],
    form: (found) => found,
  },
];

function digits(text: string): string {
  return text.replaceAll(/\D/g, '');
}

/** What may be named literally: contact lines, and addresses reserved for examples. */
function onFile({ contacts }: CompleteParts): ReadonlySet<string> {
  return new Set(contacts.value.flatMap(({ phone, email }) => [digits(phone ?? ''), (email ?? '').toLowerCase()]));
}

const reserved = /@([\w-]+\.)*(example(\.(com|org|net))?)$/;

/** In: all lines a customer may read. Reports every number, address, amount or time that is not on file. */
export function checkInventedFacts(passages: readonly Passage[], parts: CompleteParts, report: Report): void {
  const known = onFile(parts);
  for (const { file, line, text, kind } of passages) {
    for (const rule of rules.filter((candidate) => candidate.in.includes(kind))) {
      for (const [found] of text.matchAll(rule.pattern)) {
        if (known.has(rule.form(found)) || reserved.test(found)) continue;
        report({ file, line, message: `${rule.what} „${found.trim()}“ ist nicht hinterlegt.`, fix: rule.fix });
      }
    }
  }
}
