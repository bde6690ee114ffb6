/** Imports point one way. This table is the map of the house; a failure names the file, the import and the right place for it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

interface Area {
  /** Our own areas it may import. */
  readonly ours: readonly string[];
  /** Packages it may import; `node:` modules are named one by one where they do I/O. */
  readonly packages: readonly string[];
}

const all = 'anything';

/** Longest path first decides which area a file belongs to. */
const areas: Record<string, Area> = {
  'src/domain': { ours: [], packages: ['node:crypto'] },
  'src/content': { ours: ['src/domain', 'src/understanding/utterances.ts'], packages: ['zod', 'yaml', 'markdown-it', 'node:*'] },
  'src/understanding': { ours: ['src/content', 'src/domain'], packages: ['natural', 'zod', 'yaml', 'node:*'] },
  dialogs: { ours: ['src/understanding/types.ts', 'src/content', 'src/domain'], packages: [] },
  'src/cards': { ours: ['dialogs', 'src/content', 'src/domain'], packages: [] },
  'src/turn': { ours: ['src/cards', 'dialogs', 'src/understanding', 'src/content', 'src/domain'], packages: ['zod'] },
  'src/html': { ours: ['src/domain'], packages: ['node:crypto'] },
  'src/paper': { ours: ['src/html', 'src/content', 'src/domain'], packages: ['pdfkit', 'node:*'] },
  'src/storage': { ours: ['src/domain'], packages: ['kysely', 'better-sqlite3', 'pg', 'zod', 'node:*'] },
  'src/bot': {
    ours: ['src/turn', 'src/cards', 'src/content', 'src/domain', 'src/config.ts'],
    packages: ['botbuilder', 'botframework-connector', 'botframework-schema', 'jose', 'zod', 'node:*'],
  },
  'src/directline': { ours: ['src/turn', 'src/content', 'src/domain'], packages: ['jose', 'ws', 'zod', 'node:*'] },
  'src/portal': {
    ours: ['src/html', 'src/paper', 'src/cards', 'src/turn', 'src/understanding/types.ts', 'src/content', 'src/domain'],
    packages: ['jose', 'markdown-it', 'zod', 'node:*'],
  },
  'src/handoff': {
    ours: [
      'src/outbox',
      'src/portal/own-origin.ts',
      'src/portal/event-streams.ts',
      'src/portal/read-form.ts',
      'src/portal/api/search.ts',
      'src/html',
      'src/paper',
      'src/cards',
      'src/turn',
      'src/understanding/types.ts',
      'src/content',
      'src/domain',
    ],
    packages: ['jose', 'zod', 'node:*'],
  },
  'src/http': {
    ours: ['src/bot', 'src/directline', 'src/portal', 'src/handoff', 'src/html', 'src/turn', 'src/content', 'src/domain'],
    packages: ['restify', 'prom-client', 'pino', 'zod', 'markdown-it', 'node:*'],
  },
  'src/ticketing': { ours: ['src/domain'], packages: ['zod', 'yaml', 'node:*'] },
  'src/outbox': { ours: ['src/domain'], packages: [] },
  'src/mail': {
    ours: ['src/outbox', 'src/html', 'src/cards', 'src/content', 'src/domain'],
    packages: ['nodemailer', 'imapflow', 'mailparser', 'zod', 'node:fs', 'node:path'],
  },
  'src/web': { ours: ['src/domain', 'src/portal/api/shapes.ts'], packages: [] },
  'src/web/app': { ours: ['src/portal/api/shapes.ts'], packages: ['react', '@fluentui/react-components'] },
  'src/web/portal': { ours: ['src/web/app', 'src/portal/api/shapes.ts'], packages: ['react', 'react-dom', '@fluentui/react-components'] },
  'src/web/agent': {
    ours: ['src/web/app', 'src/handoff/api/shapes.ts', 'src/handoff/api/handoff-shapes.ts', 'src/domain'],
    packages: ['react', 'react-dom', '@fluentui/react-components', '@microsoft/teams-js'],
  },
  'src/editors': {
    ours: ['src/html', 'src/cards', 'dialogs', 'src/understanding', 'src/content', 'src/domain'],
    packages: ['zod', 'node:*'],
  },
  'src/cli': {
    ours: [
      'src/storage',
      'src/handoff',
      'src/paper',
      'src/directline/upload-store.ts',
      'src/editors',
      'src/understanding',
      'src/content',
      'src/domain',
      'src/config.ts',
      'src/secrets.ts',
    ],
    packages: [all],
  },
  'src/config.ts': { ours: [], packages: ['zod'] },
  'src/data-folder.ts': { ours: [], packages: ['node:fs', 'node:path'] },
  'src/secrets.ts': { ours: ['src/config.ts', 'src/domain'], packages: ['zod', 'node:*'] },
  'src/app.ts': { ours: [all], packages: ['node:*'] },
  'src/main.ts': { ours: ['src/serve.ts'], packages: ['node:module', 'node:path'] },
  'src/serve.ts': {
    ours: ['src/app.ts', 'src/config.ts', 'src/content/parsed-yaml.ts', 'src/tidy-heap.ts'],
    packages: ['pino', 'node:module', 'node:path'],
  },
  'src/tidy-heap.ts': { ours: [], packages: ['node:v8', 'node:vm'] },
};

/** Packages that live in one place only. */
const homes: Record<string, readonly string[]> = {
  botbuilder: ['src/bot'],
  natural: ['src/understanding'],
  restify: ['src/http'],
  kysely: ['src/storage'],
  nodemailer: ['src/mail'],
  '@microsoft/teams-js': ['src/web/agent'],
  imapflow: ['src/mail'],
  pdfkit: ['src/paper'],
  mailparser: ['src/mail'],
};

const root = path.resolve(import.meta.dirname, '..');
const files = ['src', 'dialogs'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => path.join(folder, name)),
);

function areaOf(file: string): string | undefined {
  return Object.keys(areas)
    .filter((area) => file === area || file.startsWith(`${area}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(path.join(root, file), 'utf8'));
  const statics = module.staticImports.map((item) => item.moduleRequest.value);
  const exported = module.staticExports.flatMap((item) =>
    item.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : [])),
  );
  const source = readFileSync(path.join(root, file), 'utf8');
  const dynamic = module.dynamicImports
    .map(({ moduleRequest }) => source.slice(moduleRequest.start, moduleRequest.end))
    .filter((text) => /^['"]/.test(text));
  return [...statics, ...exported, ...dynamic.map((text) => text.slice(1, -1))];
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What is wrong with one import, or undefined. */
function complaint(file: string, specifier: string): string | undefined {
  const area = areaOf(file);
  if (!area) return `${file} stands in no known folder; its home belongs into the table of this test`;
  const rules = areas[area];
  if (!rules) return undefined;
  if (specifier.startsWith('.')) {
    const target = path.normalize(path.join(path.dirname(file), specifier));
    const home = areaOf(target);
    const allowed =
      home === area || rules.ours.includes(all) || rules.ours.some((ours) => target === ours || target.startsWith(`${ours}/`));
    return allowed ? undefined : `${file} imports ${target}; ${area} may only reach down to ${rules.ours.join(', ') || 'nothing'}`;
  }
  const name = packageOf(specifier);
  const home = homes[name];
  if (home && !home.includes(area)) return `${file} imports ${name}; that package lives in ${home.join(', ')} only`;
  const allowed = rules.packages.some((item) => item === all || item === name || (item === 'node:*' && specifier.startsWith('node:')));
  return allowed ? undefined : `${file} imports ${specifier}; ${area} may use ${rules.packages.join(', ') || 'no package'}`;
}

describe('imports', () => {
  it('point one way', () => {
    const wrong = files.flatMap((file) => importsOf(file).flatMap((specifier) => complaint(file, specifier) ?? []));
    expect(wrong).toEqual([]);
  });

  it('never form a circle', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter((item) => item.startsWith('.'))
          .map((item) => path.normalize(path.join(path.dirname(file), item))),
      ]),
    );
    expect(circles(graph)).toEqual([]);
  });

  it('would be caught when planted', () => {
    expect(complaint('src/domain/ticket.ts', '../storage/open.ts')).toContain('may only reach down to nothing');
    expect(complaint('dialogs/faq.ts', 'botbuilder')).toContain('lives in src/bot only');
    expect(
      circles(
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).not.toEqual([]);
  });
});

function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) found.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    if (done.has(file) || trail.includes(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}
