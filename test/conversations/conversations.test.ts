/** Every conversation file, played as pure dialogs, over Direct Line (on both databases) and over /api/messages, each also with all messages delivered twice. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'vitest';
import { freshDatabase } from '../support/shared-postgres.ts';
import { connectorDriver } from './connector-driver.ts';
import { directLineDriver } from './direct-line-driver.ts';
import { messagesDriver } from './messages-driver.ts';
import { type Driver, play } from './play.ts';
import { pureDriver } from './pure-driver.ts';
import { parseTranscript, type Transcript } from './transcript.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));

const ways: Record<string, (transcript: Transcript) => Promise<Driver>> = {
  'as pure dialogs': pureDriver,
  'over Direct Line': directLineDriver,
  'over /api/messages': messagesDriver,
  'over /api/messages and a connector': connectorDriver,
  'over Direct Line on PostgreSQL': async (transcript) => directLineDriver(transcript, { DATABASE_URL: await freshDatabase() }),
};

describe.each(files)('%s', (file) => {
  const transcript = parseTranscript(readFileSync(path.join(folder, file), 'utf8'));
  const pauses = transcript.steps.some((step) => step.kind === 'later' || step.kind === 'agent' || step.kind === 'desk');
  const talksToAgents = transcript.steps.some((step) => step.kind === 'desk') && !transcript.steps.some((step) => step.kind === 'agent');
  for (const [way, open] of Object.entries(ways)) {
    // What is said after a pause or because of an agent is not an answer to anything, so it cannot come with one.
    if (pauses && open === messagesDriver) continue;
    if (!talksToAgents && open === connectorDriver) continue;
    // Staff and groups are in Teams only.
    if ((transcript.who === 'staff' || transcript.where === 'group') && way.includes('Direct Line')) continue;
    for (const redelivered of [false, true]) {
      it(`${transcript.title} ${way}${redelivered ? ', every message delivered twice' : ''}`, async () => {
        const driver = await open(transcript);
        try {
          await play(transcript, driver, redelivered);
        } finally {
          await driver.close();
        }
      });
    }
  }
});
