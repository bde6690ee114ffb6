/** Starts Chromium for tests: CHROMIUM_PATH, the machine's own, Debian's package when root, else playwright's download. */
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Out: a running headless Chromium. Installs one where none is; rejects with what was tried. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = fromSetting() ?? onPath() ?? downloaded() ?? (await installed());
  return chromium.launch({ executablePath, args: quiet });
}

function fromSetting(): string | undefined {
  const set = process.env.CHROMIUM_PATH;
  if (set && !existsSync(set)) throw new Error(`CHROMIUM_PATH names ${set}, which does not exist.`);
  return set;
}

function onPath(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/snap/bin'];
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isProgram);
}

function downloaded(): string | undefined {
  const file = chromium.executablePath();
  return file && isProgram(file) ? file : undefined;
}

async function installed(): Promise<string> {
  const tried: string[] = [];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    try {
      await run('apt-get', ['update', '-qq'], { env });
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, maxBuffer: 64 * 1024 * 1024 });
      const found = onPath();
      if (found) return found;
    } catch (error) {
      tried.push(`apt-get: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  try {
    await run(process.execPath, [path.join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium-headless-shell', 'chromium']);
    const found = downloaded();
    if (found) return found;
  } catch (error) {
    tried.push(`playwright: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new Error(`No Chromium was found or could be installed; set CHROMIUM_PATH. ${tried.join(' | ')}`);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there or not executable: the next one is tried.
    return false;
  }
}
