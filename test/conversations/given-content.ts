/** Content as a conversation file gives it: a copy of the shipped one with service hours or a code for remote maintenance. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Transcript } from './transcript.ts';

export const remoteCode = '123 456';
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export interface GivenContent {
  /** Settings on top of the usual ones. */
  readonly env: Record<string, string>;
  remove(): void;
}

/** In: the transcript, the time the app runs at. Out: the settings; the shipped content where the file asks for nothing else. */
export function givenContent({ isClosed, hasRemote }: Transcript, now = Date.now()): GivenContent {
  if (!isClosed && !hasRemote) return { env: {}, remove: () => {} };
  const folder = mkdtempSync(path.join(tmpdir(), 'lotse-content-'));
  cpSync('content', folder, { recursive: true });
  const edit = (name: string, pattern: RegExp, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(pattern, text));
  };
  // Open on a day that is neither today nor tomorrow, whatever the time zone.
  const openDay = weekdays[(new Date(now).getUTCDay() + 3) % 7];
  if (isClosed) edit('hours.yaml', /^week:$/m, `week:\n  ${openDay}: [{ from: "08:00", until: "12:00" }]`);
  if (hasRemote) edit('service.yaml', /^remoteCode:$/m, `remoteCode: ${remoteCode}`);
  return { env: { CONTENT_DIR: folder }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
