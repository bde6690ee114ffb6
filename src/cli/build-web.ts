/** Builds the browser files into `dist/web`: launcher, chat page, the apps of customers and agents in parts, styles, and Microsoft's Web Chat bundle, compressed and with hashed names. */
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '../..');
const out = path.join(root, 'dist/web');
const assetsFolder = path.join(out, 'assets');
const compressFrom = 4096;

const scripts = { 'chat.js': 'src/web/chat/chat.ts', 'teams-config.js': 'src/web/agent/teams-config.ts' };
const styles = {
  'chat.css': 'src/web/styles/chat.css',
  'page.css': 'src/web/styles/page.css',
  'demo.css': 'src/web/styles/demo.css',
  'portal.css': 'src/web/portal/portal.css',
  'agent.css': 'src/web/agent/agent.css',
};
const apps = { portal: 'src/web/portal/main.tsx', agent: 'src/web/agent/main.tsx' };
const shipped = { 'webchat.js': 'node_modules/botframework-webchat/dist/webchat.js' };

await main();

async function main(): Promise<void> {
  if (await isProductionInstall()) {
    console.log('The web chat is built already; its build tools are not installed here.');
    return;
  }
  await mkdir(assetsFolder, { recursive: true });
  const assets: Record<string, string> = {};
  for (const [name, entry] of Object.entries(scripts)) assets[name] = await writeAsset(name, Buffer.from(await bundle(entry)));
  for (const [name, file] of Object.entries(styles)) assets[name] = await writeAsset(name, await readFile(path.join(root, file)));
  for (const [name, file] of Object.entries(shipped)) {
    assets[name] = await writeAsset(name, await readFile(path.join(root, file)));
    await writeFile(path.join(assetsFolder, `${assets[name]}.LICENSE.txt`), await readFile(path.join(root, `${file}.LICENSE.txt`)));
  }
  const { parts, started } = await bundleApps(apps);
  for (const { fileName, code } of parts) assets[fileName] = await keepAsset(fileName, Buffer.from(code));
  for (const [name, { entry }] of Object.entries(started)) assets[`${name}.js`] = entry;
  await writeFile(path.join(out, 'widget.js'), await bundle('src/web/widget/widget.ts'));
  const needed = Object.fromEntries(Object.entries(started).map(([name, app]) => [name, app.needed]));
  await writeFile(path.join(out, 'manifest.json'), JSON.stringify({ assets, widget: 'widget.js', needed }, null, 2));
}

/** A server's image may install without the build tools, with `dist/web` copied in. */
async function isProductionInstall(): Promise<boolean> {
  const exists = (file: string) =>
    access(path.join(root, file)).then(
      () => true,
      () => false,
    );
  return !(await exists('node_modules/vite')) && (await exists('dist/web/manifest.json'));
}

/** In: an entry. Out: one self-contained script for browsers of the last years. */
async function bundle(entry: string): Promise<string> {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: path.join(root, entry), formats: ['iife'], name: 'SupportLotse', fileName: 'script' },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunk = outputs.flatMap((item) => ('output' in item ? item.output : [])).find((item) => item.type === 'chunk');
  if (!chunk) throw new Error(`Vite made no script from ${entry}`);
  return chunk.code;
}

/** In: the apps' entries by name. Out: their parts, shared where they are the same, each named by its content; which one starts an app, and which that one needs at once. */
async function bundleApps(entries: Readonly<Record<string, string>>) {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    root,
    base: '/assets/',
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, path.join(root, entry)])),
        output: { entryFileNames: '[name]-[hash].js', chunkFileNames: 'part-[name]-[hash].js' },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const parts = outputs.flatMap((item) => ('output' in item ? item.output : [])).filter((item) => item.type === 'chunk');
  const started = Object.fromEntries(
    Object.keys(entries).map((name) => {
      const first = parts.find((part) => part.isEntry && part.name === name);
      if (!first) throw new Error(`Vite made no app "${name}"`);
      return [name, { entry: first.fileName, needed: first.imports }];
    }),
  );
  return { parts, started };
}

/** In: name and content. Out: the name with its hash. */
async function writeAsset(name: string, content: Buffer): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  return keepAsset(`${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}${ext}`, content);
}

/** In: a name that tells its content, and the content. Out: the name. Large files get compressed twins, made once per content. */
async function keepAsset(hashed: string, content: Buffer): Promise<string> {
  const file = path.join(assetsFolder, hashed);
  if (
    await access(file).then(
      () => true,
      () => false,
    )
  )
    return hashed;
  await removeTemporary(file);
  if (content.length >= compressFrom) await writeCompressed(file, content);
  await writeFile(file, content);
  return hashed;
}

async function writeCompressed(file: string, content: Buffer): Promise<void> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content, { level: 9 })]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
}

/** What an interrupted build may have left. */
async function removeTemporary(file: string): Promise<void> {
  await Promise.all(['.br', '.gz'].map((suffix) => rm(file + suffix, { force: true })));
}
