/** Several requests in one message are found, and one request told at length stays one. */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readJudged } from '../../src/understanding/judged-lines.ts';
import type { Understanding } from '../../src/understanding/types.ts';
import { billableDescriptions } from './billable-descriptions.ts';
import { trained } from './trained.ts';

let understanding: Understanding;
beforeAll(async () => {
  understanding = await trained();
}, 180_000);

describe('messages with several requests', () => {
  it.each([
    [
      'Unser Drucker geht nicht mehr und außerdem brauchen wir eine Schulung für die neue Kollegin.',
      'case/hardware-netzwerk',
      'case/schulung',
    ],
    ['Der Mahnlauf bricht ab. Könnt ihr uns außerdem das Update einspielen?', 'case/akutes-problem', 'case/installation'],
    ['Wie registriere ich mich im Portal und was kostet eine Stunde Support?', 'faq/serviceportal', 'faq/stundensatz'],
    [
      'Wir brauchen eine Einweisung für die neue Kollegin, und der Scanner am Empfang geht nicht.',
      'case/schulung',
      'case/hardware-netzwerk',
    ],
    ['Darf ich die Grundsteuer umlegen? Und wie lege ich dafür einen Schlüssel an?', 'case/rechtsberatung', 'case/konfiguration'],
    ['Hausperfekt startet nicht mehr. Was kostet die Stunde, wenn das nicht abgedeckt ist?', 'case/akutes-problem', 'faq/stundensatz'],
    ['The printer is broken, and can you also install the update?', 'case/hardware-netzwerk', 'case/installation'],
  ])('"%s" holds %s and %s', (text, first, second) => {
    expect(understanding.understand(text).requests.map(({ label }) => label)).toEqual([first, second]);
  });
});

describe('messages with one request', () => {
  it.each([
    'Ich habe alles doppelt gebucht. Könnt ihr das wieder löschen?',
    'Karthago stürzt beim Drucken ab, könnt ihr das beheben?',
    'Die Maske stürzt ab und ich kann nicht arbeiten.',
    'Guten Tag, ich bin neu hier. Wer zeigt mir das Programm? Ich habe noch nie damit gearbeitet.',
    'Am Programm liegt es nicht. Wir selbst haben die Lastschriften zweimal gebucht.',
  ])('"%s" stays whole', (text) => {
    expect(understanding.understand(text).requests).toEqual([]);
  });

  it('stays whole for nearly all single descriptions', () => {
    const split = billableDescriptions.filter((text) => understanding.understand(text).requests.length > 0);
    expect(split.length).toBeLessThanOrEqual(3);
  });
});

describe('a part of a message that reads like a fault', () => {
  const lookAlikes = readJudged(join(import.meta.dirname, 'look-alikes.jsonl')).map(({ text }) => text.replace(/[.!?\s]+$/, ''));
  const second = 'Außerdem brauchen wir das Update auf dem neuen Server.';

  it('is called a fault for sure only where the whole message would be covered', () => {
    const parts = lookAlikes
      .flatMap((text) => understanding.understand(`${text}. ${second}`).requests)
      .filter(({ label }) => label === 'case/akutes-problem');
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter(({ isDoubtful }) => !isDoubtful)).toEqual([]);
  });

  it('is no doubtful one where the fault is plain', () => {
    const [fault] = understanding.understand(
      'Der Mahnlauf bricht mit Fehler 4711 ab. Könnt ihr uns außerdem das Update einspielen?',
    ).requests;
    expect(fault).toMatchObject({ label: 'case/akutes-problem' });
    expect(fault?.isDoubtful).toBeUndefined();
  });
});
