/** What is remembered of a YAML text is exactly what parsing it says, across processes too. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';

const text = ['# Kopf', 'gruss: Guten Tag', 'liste:', '  - eins', '  - name: zwei', '    wert: 2', 'leer:', ''].join('\n');
const places: readonly (readonly [readonly PropertyKey[], number])[] = [
  [[], 1],
  [['gruss'], 2],
  [['gruss', 'darunter'], 2],
  [['liste'], 3],
  [['liste', 0], 4],
  [['liste', 1], 5],
  [['liste', 1, 'wert'], 6],
  [['liste', 7], 3],
  [['leer'], 7],
  [['unbekannt'], 1],
];

/** The module as a process of its own has it. */
const fresh = async () => {
  vi.resetModules();
  return import('../../src/content/parsed-yaml.ts');
};

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'parsed-yaml-')), 'left.json');
});

describe('YAML that was read before', () => {
  it('has its value and its lines, from the parser and from the file alike', async () => {
    const first = await fresh();
    const parsed = first.readYaml(text);
    first.keepYaml(file);
    const second = await fresh();
    second.recallYaml(file);
    for (const [module, read] of [
      [first, parsed],
      [second, second.readYaml(text)],
    ] as const) {
      if (!read.ok) throw new Error('The text is valid');
      expect(read.value).toEqual(parse(text));
      for (const [path, line] of places) expect([path, module.lineAt(read, path)]).toEqual([path, line]);
    }
  });

  it('is not parsed again', async () => {
    const first = await fresh();
    first.readYaml(text);
    first.keepYaml(file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('Guten Tag', 'Aus der Datei'));
    const second = await fresh();
    second.recallYaml(file);
    expect(second.readYaml(text)).toMatchObject({ ok: true, value: { gruss: 'Aus der Datei' } });
  });

  it('goes from the file when it is no longer read', async () => {
    const first = await fresh();
    first.readYaml(text);
    first.keepYaml(file);
    const second = await fresh();
    second.recallYaml(file);
    second.readYaml('anderer: Text');
    second.keepYaml(file);
    expect(readFileSync(file, 'utf8')).not.toContain('Guten Tag');
  });

  it.each(['', '{', '[]', '{"x":1}', '{"x":{"value":1,"lines":{"a":"b"}}}'])('is parsed anew when the file holds %j', async (broken) => {
    writeFileSync(file, broken);
    const module = await fresh();
    module.recallYaml(file);
    expect(module.readYaml(text)).toMatchObject({ ok: true, value: { gruss: 'Guten Tag' } });
  });

  it('is never what could not be parsed, nor what a file cannot hold', async () => {
    const module = await fresh();
    expect(module.readYaml('a: "offen')).toMatchObject({ ok: false, errors: [{ line: 1 }] });
    expect(module.readYaml('a: .inf')).toMatchObject({ ok: true, value: { a: Number.POSITIVE_INFINITY } });
    module.keepYaml(file);
    expect(readFileSync(file, 'utf8')).toBe('{}');
  });
});
