/** Who wrote what lies in a content folder, where a version control system knows it. */
import { execFile } from 'node:child_process';

const PATIENCE_MS = 3000;

function git(folder: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile('git', ['-C', folder, ...args], { timeout: PATIENCE_MS }, (error, stdout) => resolve(error ? undefined : stdout.trim()));
  });
}

/** Out: author of the last commit when nothing in the folder differs from it, else undefined; never fails. */
export async function committedBy(folder: string): Promise<string | undefined> {
  const changed = await git(folder, ['status', '--porcelain', '--', '.']);
  if (changed !== '') return undefined;
  const author = await git(folder, ['log', '-1', '--format=%an', '--', '.']);
  return author === '' ? undefined : author;
}
