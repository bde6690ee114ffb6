/** The sentences the product is judged by: each is understood as it is meant. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Understanding } from '../../src/understanding/types.ts';
import { trained } from './trained.ts';

let understanding: Understanding;
beforeAll(async () => {
  understanding = await trained();
}, 180_000);

describe('what customers say', () => {
  it('takes double bookings by a colleague for a data clean-up caused by operation', () => {
    const found = understanding.understand('Meine Kollegin hat im Dezember alle Mieten doppelt gebucht, könnt ihr das bereinigen?');
    expect(found).toMatchObject({ label: 'case/datenbereinigung', band: 'answer', said: { dataCause: 'operation' }, requests: [] });
  });

  it('does not blame people for wrong data since an update', () => {
    const found = understanding.understand('Seit dem Update sind alle Mieten doppelt gebucht');
    expect(found.label === 'case/akutes-problem' || found.said.dataCause === 'program').toBe(true);
    expect(found.said.dataCause).not.toBe('operation');
  });

  it('knows no cause when none is said', () => {
    const found = understanding.understand('Doppelbuchung löschen');
    expect(found).toMatchObject({ label: 'case/datenbereinigung', band: 'answer' });
    expect(found.said.dataCause).toBeUndefined();
  });

  it('reads an error with its code', () => {
    const found = understanding.understand('Seit heute stürzt die Nebenkostenabrechnung mit Fehler 4711 ab');
    expect(found).toMatchObject({ label: 'case/akutes-problem', band: 'answer', said: { workedBefore: 'yes' }, requests: [] });
    expect(found.entities.errorCodes).toEqual(['4711']);
    expect(found.entities.ticketNumbers).toEqual([]);
  });

  it('finds two requests in one message', () => {
    const found = understanding.understand('Die Abrechnung stürzt ab, und könnt ihr die Doppelbuchungen von mir bereinigen?');
    expect(found.requests.map((request) => request.label)).toEqual(['case/akutes-problem', 'case/datenbereinigung']);
  });

  it('sees the product in a follow-up question', () => {
    expect(understanding.understand('Und für Hausperfekt?').entities.products).toEqual(['hausperfekt']);
  });

  it.each(['Und für Hausperfekt?', 'Karthago', 'Und bei Karthago?'])('acts on nothing when "%s" names only a product', (text) => {
    expect(understanding.understand(text).band).not.toBe('answer');
  });

  it('sees the case behind the anger', () => {
    const found = understanding.understand('Euer Mistprogramm geht schon wieder nicht!');
    expect(found).toMatchObject({ label: 'case/akutes-problem', said: { upset: true } });
    expect(found.band).not.toBe('none');
  });

  it('takes help with distribution keys for configuration, whatever is said about cost', () => {
    const found = understanding.understand('Keine Ahnung, ob das was kostet, ich brauche Hilfe mit Verteilerschlüsseln');
    expect(found.label).toBe('case/konfiguration');
    expect(found.band).not.toBe('none');
  });

  it.each([
    ['Kommt jemand zu uns raus?', 'case/vor-ort'],
    ['Darf ich die Verwaltergebühr mit Umsatzsteuer berechnen?', 'case/rechtsberatung'],
    ['Was kostet die Stunde?', 'faq/stundensatz'],
    ['Ich möchte mit einem Mitarbeiter sprechen', 'action/mensch'],
    ['Wie ist der Stand meines Tickets?', 'action/ticket-status'],
    ['Was ist im Wartungsvertrag enthalten?', 'faq/abgedeckt'],
    ['Welche Leistungen sind kostenpflichtig?', 'faq/kostenpflichtig'],
    ['Wie wird das Wetter morgen?', 'none'],
  ])('understands "%s" as %s', (text, label) => {
    expect(understanding.understand(text)).toMatchObject({ label, band: label === 'none' ? 'none' : 'answer' });
  });

  it('hears which product lines are asked for', () => {
    const found = understanding.understand('Wie erreiche ich Karthago bei einem technischen Problem?');
    expect(found).toMatchObject({ label: 'faq/kontakt', band: 'answer', entities: { products: ['karthago'] } });
  });

  it('gives reasons for what it understood', () => {
    const { evidence } = understanding.understand('Bitte richten Sie uns einen neuen Verteilerschlüssel ein');
    expect(evidence.join(' ')).toContain('verteilerschlussel');
  });
});
