/** `npm run content:versions`: which contents were live, since when, by whom; newest first. */
import { dayAndTime } from '../editors/page.ts';
import { type VersionStore, versionedFiles, versionId, versionStore } from '../editors/versions.ts';

/** In: versions, content folder, where lines go. Marks the one whose files lie in the folder now. */
export function listVersions(versions: VersionStore, contentDir: string, print: (line: string) => void): void {
  const list = versions.list();
  const live = versionId(versionedFiles(contentDir));
  if (list.length === 0) print('No version has been kept yet; the server keeps the first one when it starts.');
  const current = list.findIndex(({ id }) => id === live);
  list.forEach(({ id, at, by, note }, i) => {
    print(`${i === current ? '*' : ' '} ${id}  ${dayAndTime(at)}  ${by ?? '(edited in place, nobody named)'}${note ? `  ${note}` : ''}`);
  });
  if (list.length > 0 && current < 0) print('What lies in the content folder now is none of them.');
}

if (import.meta.main) {
  const { CONTENT_DIR = 'content', DATA_DIR = 'data' } = process.env;
  listVersions(versionStore(DATA_DIR), CONTENT_DIR, (line) => process.stdout.write(`${line}\n`));
}
