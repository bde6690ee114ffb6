import { describe, expect, it } from 'vitest';
import { wantsAgentChannel } from '../../dialogs/agent-channel.ts';
import { namedCustomer, withoutCustomer } from '../../dialogs/staff-words.ts';

describe('the customer staff name', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['Ist das bei Kunde Muster Hausverwaltung GmbH abgedeckt?', 'Muster Hausverwaltung GmbH', 'Muster Hausverwaltung GmbH'],
    ['Kunde D-10001: Doppelbuchungen bereinigen', 'D-10001', 'D-10001'],
    ['Kundennummer 4711, ist das abgedeckt?', '4711', '4711'],
    ['Was gilt für „Wohnbau Süd & Nord“? Kunde „Wohnbau Süd & Nord“ fragt', 'Wohnbau Süd & Nord', 'Wohnbau Süd & Nord'],
    ['Ist eine Schulung bei Firma Beispiel abgedeckt?', 'Beispiel', 'Beispiel'],
    ['Ist das bei Muster Hausverwaltung abgedeckt?', undefined, 'Muster Hausverwaltung'],
    ['der Kunde hat alles doppelt gebucht', undefined, undefined],
    ['Kunde möchte eine Schulung', undefined, undefined],
    ['Ist das bei kunde muster abgedeckt', undefined, 'muster'],
    ['Was ist abgedeckt?', undefined, undefined],
  ])('in "%s" is surely %s, at best %s', (text, surely, best) => {
    const named = namedCustomer(text);
    expect(named.surely).toBe(surely);
    expect(named.names[0]).toBe(best);
  });

  it('is tried from the longest name to the shortest', () => {
    expect(namedCustomer('Kunde Muster Hausverwaltung fragt').names).toEqual(['Muster Hausverwaltung', 'Muster']);
  });

  it('is never more than a dozen tries, whatever is pasted', () => {
    expect(namedCustomer('Kunde Aaa Bbb Ccc Ddd Eee Fff '.repeat(500)).names.length).toBeLessThanOrEqual(12);
  });
});

describe('what it is about', () => {
  it.each([
    ['Ist das bei Kunde Muster GmbH abgedeckt?', 'Muster GmbH', ''],
    [
      'Kunde Muster GmbH: Doppelbuchungen nach Fehlbedienung bereinigen, ist das abgedeckt?',
      'Muster GmbH',
      'Doppelbuchungen nach Fehlbedienung bereinigen',
    ],
    ['Ist eine Schulung bei Firma Beispiel abgedeckt?', 'Beispiel', 'Ist eine Schulung'],
  ])('in "%s"', (text, name, rest) => expect(withoutCustomer(text, name)).toBe(rest));
});

describe('the words for the agents’ channel', () => {
  it.each(['Übergaben hier', 'übergaben bitte hier.', 'Übergaben in diesen Kanal'])('are %s', (text) =>
    expect(wantsAgentChannel(text)).toBe(true),
  );
  it.each(['Gibt es Übergaben hier?', 'Übergabe', 'hier'])('are not %s', (text) => expect(wantsAgentChannel(text)).toBe(false));
});
