/** "Covered" is never answered to a text that itself tells of no fault, however sure the classifier is. */
import { describe, expect, it } from 'vitest';
import { bandFor, COVERED } from '../../src/understanding/decision.ts';
import { hasFaultSign } from '../../src/understanding/fault-signs.ts';
import { saidIn } from '../../src/understanding/said.ts';

const tellsOfFault = (text: string): boolean => hasFaultSign(text, saidIn(text));

describe('a text that tells of a fault', () => {
  it.each([
    'Der Mahnlauf bricht mit einer Meldung ab.',
    'Die Sollstellung rechnet seit gestern falsch.',
    'Im Bericht stehen lauter Nullen.',
    'Karthago bleibt beim Öffnen der Maske stehen.',
    'Die Heizkosten werden nicht in die Abrechnung übernommen.',
    'S Programm macht eifach zue, wenn i uf Drucke drücke, und nüt lauft.',
    'The direct debit file is rejected by the bank.',
    'The save button does nothing since yesterday.',
    'Wir waren auf der Schulung und kommen beim Jahresabschluss trotzdem nicht weiter.',
  ])('"%s"', (text) => {
    expect(tellsOfFault(text)).toBe(true);
  });
});

describe('a text that tells of none', () => {
  it.each([
    'Die neue Fassung liegt seit Wochen bereit.',
    'Im Herbst übernimmt Frau Maier die Mietbuchhaltung.',
    'Unser Logo ist seit gestern ein anderes.',
    'Es ist nichts kaputt.',
    'Das ist keine Störung, wir möchten das Modul kennenlernen.',
    'Nothing is broken, we simply bought the add-on.',
    'Weder ein Fehler noch ein Absturz, wir ziehen um.',
  ])('"%s"', (text) => {
    expect(tellsOfFault(text)).toBe(false);
  });

  it('is asked about, even when the classifier is sure', () => {
    const doubt = !tellsOfFault('Unser Logo ist seit gestern ein anderes.');
    expect(bandFor([{ label: COVERED, confidence: 0.99 }], doubt)).toBe('askBack');
  });
});
