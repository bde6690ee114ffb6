/** What was live, since when and by whom; making a draft live and taking it back. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { run, type Where } from '../../src/cli/content-publish.ts';
import { listVersions } from '../../src/cli/content-versions.ts';
import { keepLive } from '../../src/editors/keep-live.ts';
import { versionStore } from '../../src/editors/versions.ts';
import { copyContent } from '../content/content-copy.ts';

const at = Date.UTC(2026, 10, 22, 9);
const answer = 'de/faq/kontakt-zeiten.md';

function scene() {
  const live = copyContent({ withUtterances: true });
  const draft = copyContent({ withUtterances: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'versions-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const versions = versionStore(dataDir);
  const printed: string[] = [];
  let now = at;
  const where = (): Where => {
    now += 60_000;
    return { contentDir: live.folder, versions, now, print: (line) => void printed.push(line) };
  };
  return {
    live,
    draft,
    versions,
    printed,
    command: (...args: string[]) => run(args, where()),
    liveText: (file: string) => readFileSync(join(live.folder, file), 'utf8'),
  };
}

describe('A draft', () => {
  test('goes live with who and when, and can be taken back by its id', () => {
    const { live, draft, versions, printed, command, liveText } = scene();
    const before = liveText(answer);
    draft.replace(answer, 'Servicezeiten: ', 'Die Servicezeiten: ');
    draft.write(
      'de/notices/telefon.md',
      '---\nid: telefon\nlabels: [faq/kontakt]\ntitle: Telefonstörung\nfrom: 2026-11-01\nuntil: 2026-12-31\n---\n\nDie Störung ist bekannt.\n',
    );
    draft.write('en/notices/telefon.md', '---\nid: telefon\ntitle: Telephone fault\n---\n\nThe fault is known.\n');
    expect(command(draft.folder, '--by', 'Redaktion', '--note', 'Zeiten klarer')).toBe(0);
    expect(liveText(answer)).toContain('Die Servicezeiten: ');
    expect(versions.list().map(({ by, note }) => [by, note])).toEqual([
      ['Redaktion', 'Zeiten klarer'],
      [undefined, undefined],
    ]);

    const [, first] = versions.list();
    expect(command('--restore', first?.id ?? '', '--by', 'Leitung')).toBe(0);
    expect(liveText(answer)).toBe(before);
    expect(() => liveText('de/notices/telefon.md')).toThrow('ENOENT');
    expect(versions.list()[0]).toMatchObject({ id: first?.id, by: 'Leitung', note: `back to ${first?.id}` });

    printed.length = 0;
    listVersions(versions, live.folder, (line) => void printed.push(line));
    expect(printed).toHaveLength(3);
    expect(printed[0]).toMatch(/^\* [0-9a-f]{12} .+Leitung {2}back to /);
    expect(printed[1]).toMatch(/^ {2}[0-9a-f]{12} .+Redaktion {2}Zeiten klarer$/);
  });

  test('with a mistake stays a draft', () => {
    const { draft, versions, printed, command, liveText } = scene();
    const before = liveText(answer);
    draft.replace(answer, 'Servicezeiten: ', 'Gratis: ');
    expect(command(draft.folder, '--by', 'Redaktion')).toBe(1);
    expect(printed.join('\n')).toContain('„Gratis“ verspricht etwas');
    expect(liveText(answer)).toBe(before);
    expect(versions.list()).toEqual([]);
  });

  test('needs a name', () => {
    const { draft, printed, command } = scene();
    expect(command(draft.folder)).toBe(1);
    expect(printed[0]).toContain('--by NAME');
  });

  test('never changes prices', () => {
    const { draft, printed, command, liveText } = scene();
    const before = liveText('rates.yaml');
    draft.write('rates.yaml', `${before}\n# anders\n`);
    expect(command(draft.folder, '--by', 'Redaktion')).toBe(0);
    expect(liveText('rates.yaml')).toBe(before);
    expect(printed.join('\n')).toContain('Price lists are not published');
  });
});

test('A version that nobody kept is said to be missing', () => {
  const { printed, command } = scene();
  expect(command('--restore', 'abcdef012345', '--by', 'Leitung')).toBe(1);
  expect(printed[0]).toContain('There is no version abcdef012345');
});

test('A running server keeps what was edited in place, each state once', async () => {
  const { live, versions } = scene();
  const errors: unknown[] = [];
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: (fields: object) => void errors.push(fields) };
  const keep = keepLive({ contentDir: live.folder, versions, now: () => at, log });
  await keep();
  await keep();
  live.replace(answer, 'Servicezeiten: ', 'Die Servicezeiten: ');
  await keep();
  expect(versions.list()).toHaveLength(2);
  expect(versions.list().every(({ by }) => by === undefined)).toBe(true);
  expect(errors).toEqual([]);
});
