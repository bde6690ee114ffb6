/** The names of the mail templates and the placeholders each must use. */
import { mailTemplates } from '../domain/mail.ts';

/** In: a template's file. Out: its name, `sign-in` for `de/mails/sign-in.md`. */
export function mailName(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.md$/, '');
}

/** In: a template's name. Out: its placeholders; `undefined` when no mail has that name. */
export function mailPlaceholders(name: string): readonly string[] | undefined {
  const template = (mailTemplates as Readonly<Record<string, Readonly<Record<string, string>>>>)[name];
  return template && Object.keys(template);
}

/** Placeholders that the button may lead to instead of standing in the text, the first one there is. */
export const buttonTargets = ['url', 'link'] as const;
