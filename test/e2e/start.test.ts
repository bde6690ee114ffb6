/** Starting and stopping as an operator does: a failure is one plain sentence, Ctrl-C ends cleanly. */

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failedStart, spawnServer } from '../support/spawned-server.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lotse-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const env = (more: Record<string, string> = {}) => ({ NODE_ENV: 'test', PORT: '0', DATA_DIR: path.join(folder, 'data'), ...more });

/** One sentence on stderr, nothing of our insides. */
function expectSentence(stderr: string, words: RegExp): void {
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/\n\s+at |node_modules|Error:/);
}

describe('a start that cannot work ends with one plain sentence', () => {
  it('when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ended = await failedStart(env({ PORT: String(port) }));
    other.close();
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /Port \d+ is already in use; .*PORT/);
  });

  it('when another process uses the data folder', async () => {
    const first = await spawnServer(env());
    const ended = await failedStart(env());
    await first.interrupt();
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /in use/);
  });

  it.runIf(process.platform === 'linux')('when the data folder lies where no folder can be', async () => {
    const ended = await failedStart(env({ DATA_DIR: '/proc/support-lotse/data' }));
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /The data folder \S+ cannot be made; .*DATA_DIR/);
  });

  it('when the data folder cannot be written', async () => {
    // Root may write into a folder without rights, but not even root below /sys.
    await chmod(folder, 0o500);
    const ended = await failedStart(env(process.getuid?.() === 0 ? { DATA_DIR: '/sys/support-lotse' } : {}));
    await chmod(folder, 0o700);
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /cannot be (made|written|read or written)/);
  });

  it('when the data folder is a file', async () => {
    await writeFile(path.join(folder, 'data'), '');
    const ended = await failedStart(env());
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /data/);
  });

  it('when a content file is broken, with file and line', async () => {
    const content = path.join(folder, 'content');
    await cp('content', content, { recursive: true });
    await writeFile(path.join(content, 'products.yaml'), 'products: [oops');
    const ended = await failedStart(env({ CONTENT_DIR: content }));
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /products\.yaml:\d+/);
  });

  it('when the content folder is not there', async () => {
    const ended = await failedStart(env({ CONTENT_DIR: path.join(folder, 'nowhere') }));
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /^\S*\s+Der Ordner \S+nowhere ist nicht lesbar\..*CONTENT_DIR[^\n]*\n?$/);
  });

  it('when a setting is wrong', async () => {
    const ended = await failedStart(env({ DATABASE_URL: 'mysql://nowhere' }));
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /DATABASE_URL: must start with postgres/);
  });

  it('when the database cannot be reached', async () => {
    const ended = await failedStart(env({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }));
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /DATABASE_URL/);
  });

  it('in production without its privacy notice', async () => {
    const secret = 'a secret of at least thirty-two characters';
    const ended = await failedStart(
      env({ NODE_ENV: 'production', PUBLIC_URL: 'https://support.example', TOKEN_SECRET: secret, LEDGER_KEY: secret }),
    );
    expect(ended.code).toBe(1);
    expectSentence(ended.stderr, /privacy notice/);
  });
});

describe('the check of the Node version', () => {
  it('lets this one pass and is written for old ones too', () => {
    expect(() => execFileSync(process.execPath, ['src/cli/check-node.js'])).not.toThrow();
  });

  it('names the way on for an old one', () => {
    const pretend = "Object.defineProperty(process, 'versions', { value: { node: '18.0.0' } }); require('./src/cli/check-node.js')";
    const run = () => execFileSync(process.execPath, ['--input-type=commonjs', '-e', pretend], { stdio: 'pipe' });
    expect(run).toThrow(/needs Node 24.*npm ci/s);
  });
});

describe('Ctrl-C', () => {
  it('ends the server with code 0, and the next start finds everything in order', async () => {
    const first = await spawnServer(env());
    expect(await first.interrupt()).toBe(0);
    const second = await spawnServer(env());
    expect((await fetch(`${second.url}/health/ready`)).status).toBe(200);
    expect(await second.interrupt()).toBe(0);
  });
});
