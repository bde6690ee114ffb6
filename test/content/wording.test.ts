/** The heuristics of wording: what they find and what they leave alone. */
import { describe, expect, test } from 'vitest';
import { checkWording, looksEnglish } from '../../src/content/checks/wording.ts';
import type { Problem } from '../../src/content/problem.ts';

function messages(text: string, clauses: readonly string[] = []): string[] {
  const problems: Problem[] = [];
  checkWording([{ file: 'x.md', line: 1, text, kind: 'faq', language: 'de', clauses }], (problem) => void problems.push(problem));
  return problems.map(({ message }) => message);
}

describe('Wording', () => {
  test.each(['Das ist kostenlos.', 'Gratis dazu.', 'Die Prüfung ist unverbindlich.', 'Eine kostenlose Prüfung.', 'Das gibt es umsonst.'])(
    'refuses "%s" where no fact says so',
    (text) => {
      expect(messages(text, ['F4.1'])).toHaveLength(1);
      expect(messages(text, ['F1.6'])).toEqual([]);
      expect(messages(text, ['F4.1', 'F2.4'])).toEqual([]);
    },
  );

  test.each(['Beispielsatz, nicht verbindlich', 'Das ist kostenpflichtig.', 'Die Kosten trägt der Auftraggeber.'])(
    'leaves "%s" alone',
    (text) => {
      expect(messages(text)).toEqual([]);
    },
  );

  test.each(['Hast du eine Frage?', 'Das ist dein Anliegen.', 'Wir melden uns bei euch.', 'Könnt ihr das sehen?'])(
    'refuses "%s" as informal',
    (text) => {
      expect(messages(text)).toHaveLength(1);
    },
  );

  test.each(['Ist Ihre Kollegin da und hat sie ihr Konto?', 'Ihr Anliegen dient der Klärung.', 'Das Individuum und die Dur-Tonart'])(
    'takes "%s" as formal',
    (text) => {
      expect(messages(text)).toEqual([]);
    },
  );

  test.each(['Please try again.', 'The ticket was created.', 'How can we help you?', 'Das ist gut. Your ticket is open.'])(
    'finds English in "%s"',
    (text) => {
      expect(looksEnglish(text)).toBe(true);
    },
  );

  test.each([
    'Wo ist das Helpdesk-Center?',
    'Support in der Cloud',
    'Ticket {number} ist offen.',
    'Das Update hat Fehler im Server.',
    'Link: https://the.example/your/page',
  ])('takes "%s" as German', (text) => {
    expect(looksEnglish(text)).toBe(false);
  });
});
