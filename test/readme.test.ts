/** The README's paths, commands and numbers exist; a false line is a bug. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const documents = ['README.md', 'content/README.md', ...readdirSync('docs/decisions').map((name) => path.join('docs/decisions', name))];

describe('the README', () => {
  it('names only npm scripts that exist, and every script a person would run', () => {
    const named = new Set([...readme.matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? ''));
    for (const name of named) expect(Object.keys(scripts), name).toContain(name);
  });

  it('and the whole check run only npm scripts that exist', () => {
    const named = [...readFileSync('.ci/run', 'utf8').matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(Object.keys(scripts), name).toContain(name);
  });

  it('shows the folders there are', () => {
    const folders = [...readme.matchAll(/`((?:src|content|dialogs|test|docs)[\w/]*\/)`/g)].map((match) => match[1] ?? '');
    expect(folders.length).toBeGreaterThan(10);
    for (const folder of folders) expect(existsSync(folder), folder).toBe(true);
  });
});

describe('links between documents', () => {
  it.each(documents)('%s links only to files that exist', (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/\]\(((?!https?:|#|mailto:)[^)\s]+)\)/g)].map((match) => match[1] ?? '');
    for (const link of links) expect(existsSync(path.join(path.dirname(file), link)), link).toBe(true);
  });
});

describe('decision records', () => {
  it('are numbered without gaps or doubles', () => {
    const numbers = readdirSync('docs/decisions').map((name) => Number(name.slice(0, 3)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
  });
});
