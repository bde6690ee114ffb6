/** Text templates must match the list of texts the code may say. */
import { describe, expect, test } from 'vitest';
import { checkTexts } from '../../src/content/checks/texts.ts';
import type { CompleteParts } from '../../src/content/parts.ts';
import type { Problem } from '../../src/content/problem.ts';
import { textsSchema } from '../../src/content/schemas/data.ts';
import { textKeys } from '../../src/content/text-keys.ts';
import { parseYaml } from '../../src/content/yaml-text.ts';

const everyOther = Object.entries(textKeys)
  .filter(([key]) => key !== 'welcome.hello')
  .map(([key, names]) => `${key}: "Text ${names.map((name) => `{${name}}`).join(' ')}"`)
  .join('\n');

/** Problems of a file with the given lines, and of one file with all other texts. */
function problemsWith(lines: string): string[] {
  const problems: Problem[] = [];
  const report = (problem: Problem) => void problems.push(problem);
  const files = [
    { file: 'de/texts/welcome.yaml', text: lines },
    { file: 'de/texts/rest.yaml', text: everyOther || '{}' },
  ];
  const texts = files.flatMap((file) => parseYaml(file, textsSchema, report) ?? []);
  checkTexts(
    { texts } as unknown as CompleteParts,
    new Map([
      ['vendorName', 'Aareon'],
      ['portalUrl', ''],
    ]),
    report,
  );
  return problems.map(({ file, line, message, fix }) => `${file}:${line} ${message} -> ${fix}`);
}

describe('Text templates', () => {
  test.each([
    ['flat keys', 'welcome.hello: Guten Tag, hier ist {botName}.'],
    ['nested keys', 'welcome:\n  hello: Guten Tag, hier ist {botName}.'],
    ['settings that are always there', 'welcome.hello: "{botName} von {vendorName}"'],
  ])('may use %s', (_name, lines) => {
    expect(problemsWith(lines)).toEqual([]);
  });

  test.each([
    ['a missing text', '{}', '.yaml:1 Der Text „welcome.hello“ fehlt. -> „welcome.hello: …“ ergänzen, mit {botName}.'],
    [
      'an unknown text',
      'welcome.hello: "{botName}"\nwelcome.hallo: Hallo',
      'de/texts/welcome.yaml:2 Den Text „welcome.hallo“ verwendet niemand.',
    ],
    [
      'a missing placeholder',
      '# Kommentar\nwelcome.hello: Guten Tag.',
      'de/texts/welcome.yaml:2 Im Text „welcome.hello“ fehlt der Platzhalter {botName}.',
    ],
    ['an unknown placeholder', 'welcome.hello: "{botName} {name}"', '.yaml:1 Der Platzhalter {name} ist unbekannt.'],
    ['an unknown setting', 'welcome.hello: "{botName} {wunder|nichts}"', '.yaml:1 Der Platzhalter {wunder} ist unbekannt.'],
    ['a setting that may be empty', 'welcome.hello: "{botName} {portalUrl}"', '.yaml:1 Der Platzhalter {portalUrl} kann leer sein.'],
    ['a lonely brace', 'welcome.hello: "{botName} {"', '.yaml:1 Eine geschweifte Klammer'],
    [
      'a doubled text',
      'welcome.hello: "{botName}"\nwelcome:\n  hello: "{botName}"',
      'de/texts/welcome.yaml:3 Der Text „welcome.hello“ steht zweimal da.',
    ],
  ])('name %s', (_name, lines, problem) => {
    expect(problemsWith(lines)).toEqual(expect.arrayContaining([expect.stringContaining(problem)]));
  });
});
