/** Splits a Markdown file into its front matter (checked YAML) and its body. */
import type * as z from 'zod';
import type { ContentFile } from './content-files.ts';
import type { Report } from './problem.ts';
import { type Located, parseYaml } from './yaml-text.ts';

export interface MarkdownText<T> {
  readonly head: Located<T>;
  /** Without HTML comments, trimmed. */
  readonly body: string;
  /** Line of the file on which `body` begins. */
  readonly bodyLine: number;
}

/** In: a file and the schema of its front matter. Out: both parts, or `undefined` after reporting what is wrong. */
export function parseMarkdown<T>({ file, text }: ContentFile, schema: z.ZodType<T>, report: Report): MarkdownText<T> | undefined {
  const match = /^---\n([\s\S]*?\n)---(?:\n|$)/.exec(text);
  if (!match) {
    report({
      file,
      line: 1,
      message: 'Der Kopf der Datei fehlt.',
      fix: 'Die Datei mit einer Zeile „---“, den Angaben und noch einer Zeile „---“ beginnen.',
    });
    return undefined;
  }
  const head = parseYaml({ file, text: match[1] ?? '', skippedLines: 1 }, schema, report);
  const raw = blankComments(text.slice(match[0].length));
  const leading = /^\s*/.exec(raw)?.[0] ?? '';
  const bodyLine = `${match[0]}${leading}`.split('\n').length;
  const body = raw.trim();
  if (body === '') {
    report({ file, line: bodyLine, message: 'Unter dem Kopf steht kein Text.', fix: 'Den Text unter die zweite Zeile „---“ schreiben.' });
    return undefined;
  }
  return head && { head, body, bodyLine };
}

/** Removes HTML comments and keeps their line breaks, so that line numbers stay right. */
function blankComments(text: string): string {
  return text.replaceAll(/<!--[\s\S]*?-->/g, (comment) => comment.replaceAll(/[^\n]/g, ''));
}
