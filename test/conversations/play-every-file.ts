/** Every conversation file, played in the ways a test file names, each also with all messages delivered twice. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/domain/vocabulary.ts';
import { freshDatabase } from '../support/shared-postgres.ts';
import { connectorDriver } from './connector-driver.ts';
import { directLineDriver } from './direct-line-driver.ts';
import { messagesDriver } from './messages-driver.ts';
import { mixed } from './one-language.ts';
import { type Driver, play } from './play.ts';
import { pureDriver } from './pure-driver.ts';
import { parseTranscript, type Transcript } from './transcript.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

const ways = {
  'as pure dialogs': pureDriver,
  'over Direct Line': directLineDriver,
  'over /api/messages': messagesDriver,
  'over /api/messages and a connector': connectorDriver,
  'over Direct Line on PostgreSQL': async (transcript: Transcript) => directLineDriver(transcript, { DATABASE_URL: await freshDatabase() }),
} as const satisfies Record<string, (transcript: Transcript) => Promise<Driver>>;
type Way = keyof typeof ways;

/** In: the ways of talking to the bot. Declares a test for each file and way that fit together. */
export function playEveryFile(chosen: readonly Way[]): void {
  for (const file of files) {
    const transcript = parseTranscript(readFileSync(path.join(folder, file), 'utf8'));
    const fitting = chosen.filter((way) => fits(transcript, way));
    if (fitting.length > 0) describe(file, () => playInWays(transcript, fitting, spokenIn(file)));
  }
}

/** English files are named so; in one the customer changes the language. */
function spokenIn(file: string): readonly Language[] {
  if (file === 'english-wechsel.md') return languages;
  return file.startsWith('english-') ? ['en'] : ['de'];
}

function playInWays(transcript: Transcript, fitting: readonly Way[], allowed: readonly Language[]): void {
  for (const way of fitting) {
    for (const redelivered of [false, true]) {
      it(`${transcript.title} ${way}${redelivered ? ', every message delivered twice' : ''}`, async () => {
        const driver = await ways[way](transcript);
        try {
          const said = await play(transcript, driver, redelivered);
          expect(mixed(said, allowed), 'messages in another language, or in two').toEqual([]);
        } finally {
          await driver.close();
        }
      });
    }
  }
}

function fits({ steps, who, where }: Transcript, way: Way): boolean {
  const pauses = steps.some(({ kind }) => kind === 'later' || kind === 'agent' || kind === 'desk');
  const talksToAgents = steps.some(({ kind }) => kind === 'desk') && !steps.some(({ kind }) => kind === 'agent');
  // What is said after a pause or because of an agent is not an answer to anything, so it cannot come with one.
  if (way === 'over /api/messages') return !pauses;
  if (way === 'over /api/messages and a connector') return talksToAgents;
  // Staff and groups are in Teams only.
  return way === 'as pure dialogs' || !(who === 'staff' || where === 'group');
}
