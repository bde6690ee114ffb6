/** Reads the content folder as plain texts: UTF-8, line ends as `\n`, in a stable order. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from './problem.ts';

export interface ContentFile {
  /** Path below the content folder, with forward slashes. */
  readonly file: string;
  readonly text: string;
}

const textKinds = /\.(ya?ml|md|txt|jsonl)$/;
const leftovers = /(~|\.bak|\.orig|\.swp|\.tmp)$/;

/** Hidden files, READMEs, names that start with `_` and an editor's leftovers are not for the bot. */
function isActive(file: string): boolean {
  if (leftovers.test(file)) return false;
  return !file.split('/').some((part) => part.startsWith('_') || part.startsWith('.') || part === 'README.md');
}

/** In: the content folder. Out: its active files sorted by path. Reports a file that is not UTF-8 and a folder that cannot be read. */
export function readContentFiles(folder: string, report: Report): readonly ContentFile[] {
  const names = listFiles(folder, report).filter(isActive);
  return names.flatMap((file) => {
    const text = readText(path.join(folder, file));
    if (text === 'gone') return [];
    if (text === undefined) {
      report({ file, line: 1, message: 'Die Datei ist nicht lesbar.', fix: 'Die Leserechte der Datei prüfen.' });
      return [];
    }
    const broken = text.content.indexOf('\uFFFD');
    if (broken >= 0 && textKinds.test(file)) {
      const line = text.content.slice(0, broken).split('\n').length;
      report({ file, line, message: 'Die Datei ist nicht als UTF-8 gespeichert.', fix: 'Im Editor mit der Kodierung UTF-8 speichern.' });
    }
    return [{ file, text: text.content }];
  });
}

/** Out: the text; `gone` for a link to nothing or a file that an editor took away between listing and reading; `undefined` when it cannot be read. */
function readText(file: string): { readonly content: string } | 'gone' | undefined {
  try {
    const raw = readFileSync(file, 'utf8');
    return { content: raw.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'EISDIR' ? 'gone' : undefined;
  }
}

function listFiles(folder: string, report: Report): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .sort();
  } catch {
    report({ file: '', line: 1, message: `Der Ordner ${folder} ist nicht lesbar.`, fix: 'CONTENT_DIR prüfen: Ordner und Leserechte.' });
    return [];
  }
}
