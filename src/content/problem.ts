/** What is wrong in a content file, said so that an editor who is no programmer can mend it. */

export interface Problem {
  /** Path below the content folder, for example `de/faq/kontakt.md`. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** What is wrong, in German. */
  readonly message: string;
  /** What to do about it, in German. */
  readonly fix: string;
}

/** Takes a problem; the loader passes one down to every check. */
export type Report = (problem: Problem) => void;

/** In: a problem and the content folder. Out: one line `file:line  message  -> fix`. */
export function problemLine(problem: Problem, folder: string): string {
  const base = folder.replace(/\/+$/, '');
  return `${base}/${problem.file}:${problem.line}  ${problem.message}  -> ${problem.fix}`;
}
