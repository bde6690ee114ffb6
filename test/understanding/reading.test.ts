/** What is read from a text besides its label: spelling, cause, training, urgency, numbers, products, language, several requests. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitiesIn } from '../../src/understanding/entities.ts';
import { languageOf } from '../../src/understanding/language.ts';
import { meaningsIn } from '../../src/understanding/meanings.ts';
import { fold, tokens } from '../../src/understanding/normalise.ts';
import { splitRequests } from '../../src/understanding/requests.ts';
import { saidIn } from '../../src/understanding/said.ts';
import { products } from './trained.ts';

describe('spelling', () => {
  it.each([
    ['Störung', 'Stoerung'],
    ['GRÖSSE', 'Größe'],
    ['Verteilerschlüssel', 'verteilerschluessel'],
    ['sooooo', 'soo'],
    ['ﬁnden', 'finden'],
  ])('takes %s and %s for the same word', (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });

  it('reads plain text the short way with the same result as the long way', () => {
    const plain = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 60 });
    // A zero-width space is dropped, but only on the long way.
    fc.assert(fc.property(plain, (text) => fold(text) === fold(`${text}\u200b`)));
  });

  it('leaves words with ue that is no umlaut alone', () => {
    expect(tokens(fold('neue Steuer, Quelle'))).toEqual(['neue', 'steuer', 'quelle']);
  });
});

describe('the cause of wrong data', () => {
  it.each([
    ['Ich habe alle Rechnungen doppelt gebucht', 'operation'],
    ['Unsere Azubine hat die Mieten auf das falsche Konto gebucht', 'operation'],
    ['Das Programm hat keinen Fehler, den hab ich selber gemacht', 'operation'],
    ['Leider habe ich mich beim Saldo vertippt', 'operation'],
    ['I posted the statement twice by mistake', 'operation'],
    ['Seit dem letzten Update sind die Salden falsch', 'program'],
    ['Das Programm bucht jede Miete doppelt', 'program'],
    ['Nach dem Einspielen der neuen Version fehlen Buchungen, wir haben nichts falsch gebucht', 'program'],
    ['Doppelbuchung löschen', undefined],
    ['Die Salden stimmen nicht', undefined],
    ['Wie buche ich eine Miete?', undefined],
  ])('in "%s" is %s', (text, cause) => {
    expect(saidIn(text).dataCause).toBe(cause);
  });
});

describe('what else is said', () => {
  it('hears whether it worked before', () => {
    expect(saidIn('Seit gestern geht der Mahnlauf nicht').workedBefore).toBe('yes');
    expect(saidIn('Das hat noch nie funktioniert').workedBefore).toBe('no');
    expect(saidIn('Der Mahnlauf bricht ab').workedBefore).toBeUndefined();
  });

  it('hears whether people are trained', () => {
    expect(saidIn('Wir waren beide auf der Abrechnungsschulung und finden den Grund nicht').trained).toBe('yes');
    expect(saidIn('Trotz Schulung komme ich nicht weiter').trained).toBe('yes');
    expect(saidIn('Wir hatten nie eine Schulung').trained).toBe('no');
    expect(saidIn('Wir möchten eine Schulung').trained).toBeUndefined();
  });

  it('hears hurry and anger', () => {
    expect(saidIn('Dringend, wir können nicht arbeiten')).toMatchObject({ urgent: true, upset: false });
    expect(saidIn('So ein Scheißprogramm')).toMatchObject({ upset: true });
    expect(saidIn('Guten Tag, eine Frage zum Portal')).toMatchObject({ urgent: false, upset: false });
  });

  it('does not count what is denied as a meaning', () => {
    expect(meaningsIn(fold('Kein Drucker, kein Server, die Abrechnung stürzt ab'))).toEqual(expect.arrayContaining(['absturz']));
    expect(meaningsIn(fold('Kein Drucker, kein Server, die Abrechnung stürzt ab'))).not.toContain('drucker');
  });
});

describe('names and numbers', () => {
  it('finds products, also misspelled', () => {
    expect(entitiesIn('kartago stürzt ab', products).products).toEqual(['karthago']);
    expect(entitiesIn('Hausperfegt und Karthago', products).products).toEqual(['hausperfekt', 'karthago']);
    expect(entitiesIn('Das Haus ist perfekt', products).products).toEqual([]);
  });

  it('finds codes, tickets, customers and mail addresses', () => {
    const text = 'Fehler 0x80070005 und Fehlercode 1603, Ticket IMM-2026-000123-7, Kundennummer 445566, mail an test@beispiel.de';
    expect(entitiesIn(text, products)).toMatchObject({
      errorCodes: ['0X80070005', '1603'],
      ticketNumbers: ['IMM-2026-000123-7'],
      customerNumbers: ['445566'],
      emails: ['test@beispiel.de'],
    });
  });

  it('takes no year or amount for a ticket', () => {
    expect(entitiesIn('Abrechnung 2024 über 1.234,56 Euro', products).ticketNumbers).toEqual([]);
  });
});

describe('language', () => {
  it.each([
    ['The printer does not work', 'en'],
    ['Der Drucker geht nicht', 'de'],
    ['Update', undefined],
    ['I mecht mit am Menschn redn', 'de'],
    ['Can you install the update on our server?', 'en'],
  ])('of "%s" is %s', (text, language) => {
    expect(languageOf(text)).toBe(language);
  });
});

describe('several requests', () => {
  const guess = (part: string) => ({
    label: /drucker|vpn/i.test(part) ? ('case/hardware-netzwerk' as const) : ('case/schulung' as const),
    confidence: 0.9,
  });

  it('are found where a message joins different ones', () => {
    const found = splitRequests('Der Drucker geht nicht, und wir brauchen eine Schulung.', guess);
    expect(found.map(({ label }) => label)).toEqual(['case/hardware-netzwerk', 'case/schulung']);
  });

  it('are found at the same label only when the text sets them apart', () => {
    expect(splitRequests('Der Drucker geht nicht. Außerdem ist das VPN weg.', guess)).toHaveLength(2);
    expect(splitRequests('Der Drucker geht nicht. Das VPN geht nicht.', guess)).toEqual([]);
  });

  it('are not made of a remark on the request before', () => {
    expect(splitRequests('Wir brauchen eine Schulung, könnt ihr das machen?', guess)).toEqual([]);
  });
});
