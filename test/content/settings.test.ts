/** What the operator sets appears wherever an answer names it; what is unset is said to be unset. */
import { describe, expect, test } from 'vitest';
import { copyContent, problemsOf } from './content-copy.ts';

function answerWith(change: (copy: ReturnType<typeof copyContent>) => void, id: string): string {
  const copy = copyContent();
  change(copy);
  const loaded = copy.load();
  return loaded.ok ? (loaded.knowledge.faq.find((entry) => entry.id === id)?.answer ?? '') : problemsOf(loaded).join('\n');
}

describe('An operator setting', () => {
  test('that is an address becomes a link', () => {
    const text = answerWith(
      (copy) => copy.replace('service.yaml', 'portalUrl:', 'portalUrl: https://portal.example/start'),
      'serviceportal-adresse',
    );
    expect(text).toContain('Adresse des Serviceportals: [https://portal.example/start](https://portal.example/start)');
  });

  test('that is unset is said to be unset', () => {
    expect(answerWith(() => {}, 'serviceportal-adresse')).toContain('Adresse des Serviceportals: nicht hinterlegt');
  });

  test('for the consultants replaces the way around', () => {
    const text = answerWith((copy) => {
      copy.replace('service.yaml', 'consultants:', 'consultants: Terminbuchung im Portal');
      copy.replace('en/names.yaml', 'consultants:', 'consultants: appointments in the portal');
    }, 'nicht-leistbar-vor-ort');
    expect(text).toContain('Kontakt zu den Beratern: Terminbuchung im Portal');
    expect(text).not.toContain('nicht hinterlegt');
  });

  test('for service hours is worded day by day', () => {
    const week =
      'week:\n  monday:\n    - { from: "08:00", until: "12:00" }\n    - { from: "13:00", until: "16:30" }\n  friday:\n    - { from: "08:00", until: "12:00" }';
    const text = answerWith((copy) => copy.replace('hours.yaml', '\nweek:', `\n${week}`), 'kontakt-zeiten');
    expect(text).toContain('Servicezeiten: Montag 08:00 bis 12:00 Uhr, Montag 13:00 bis 16:30 Uhr, Freitag 08:00 bis 12:00 Uhr');
  });

  test('for the spelling of the product line changes every text that names it', () => {
    const text = answerWith(
      (copy) => copy.replace('service.yaml', 'productLine: IMMOmanagement', 'productLine: IMMManagement'),
      'kontakt-hausperfekt',
    );
    expect(text).toContain('Aareon IMMManagement Serviceportal');
  });

  test('for the privacy notice may name the own page once it is no example any more', () => {
    const copy = copyContent();
    copy.replace('service.yaml', 'privacyNotice:', 'privacyNotice: privacy');
    copy.replace('de/pages/privacy.md', 'demo: true\n', '');
    const loaded = copy.load();
    expect(loaded.ok && loaded.knowledge.service.privacyNotice).toBe('privacy');
  });
});

describe('A notice of a known fault', () => {
  test('is read when its name does not start with an underscore, and holds from the first to the end of the last day in Germany', () => {
    const copy = copyContent();
    copy.write(
      'de/notices/absturz.md',
      '---\nid: absturz\nlabels: [case/akutes-problem]\ntitle: Absturz\nfrom: 2027-01-10\nuntil: 2027-01-12\n---\n\nWird behoben. Portal: {portalUrl|nicht hinterlegt}\n',
    );
    copy.write('en/notices/absturz.md', '---\nid: absturz\ntitle: Crash\n---\n\nIt is being mended. Portal: {portalUrl|not on file}\n');
    const loaded = copy.load();
    expect(loaded.ok && loaded.knowledge.notices).toEqual([
      {
        id: 'absturz',
        labels: ['case/akutes-problem'],
        keywords: [],
        title: 'Absturz',
        text: 'Wird behoben. Portal: nicht hinterlegt',
        from: Date.parse('2027-01-09T23:00:00Z'),
        until: Date.parse('2027-01-12T22:59:59.999Z'),
      },
    ]);
  });
});

describe('The version of a snapshot', () => {
  test('changes with any text and stays the same for the same content', () => {
    const [first, second] = [copyContent(), copyContent()];
    second.replace('de/faq/nutzen-vertrag.md', 'bald wieder', 'rasch wieder');
    const versions = [first.load(), first.load(), second.load()].map((loaded) => loaded.ok && loaded.knowledge.version);
    expect(versions[0]).toMatch(/^[0-9a-f]{16}$/);
    expect(versions[1]).toBe(versions[0]);
    expect(versions[2]).not.toBe(versions[0]);
  });
});
