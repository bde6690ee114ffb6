/** Compares the mail templates with the list of mails that are sent: none missing, none unknown, exactly their placeholders. */
import { germanMails, mailTemplates } from '../../domain/mail.ts';
import { buttonTargets, mailName, mailPlaceholders } from '../mail-names.ts';
import type { CompleteParts } from '../parts.ts';
import { placeholderProblems, type Settings } from '../placeholders.ts';
import type { Report } from '../problem.ts';
import { describePlaceholder } from './placeholders.ts';

type Mail = CompleteParts['mails'][number];

const germanNames: readonly string[] = germanMails;

/** In: the parsed files and the settings. Reports what an editor must mend before a mail can be sent. */
export function checkMails({ mails }: CompleteParts, settings: Settings, report: Report): void {
  compareMails(mails, { names: Object.keys(mailTemplates), folder: 'de/mails', settings }, report);
}

/** The same for the mails in English; those that nobody gets in English stand in German only. */
export function checkEnglishMails({ englishMails }: CompleteParts, settings: Settings, report: Report): void {
  const names = Object.keys(mailTemplates).filter((name) => !germanNames.includes(name));
  compareMails(englishMails, { names, folder: 'en/mails', settings }, report);
}

interface ExpectedMails {
  readonly names: readonly string[];
  readonly folder: string;
  readonly settings: Settings;
}

function compareMails(mails: readonly Mail[], { names, folder, settings }: ExpectedMails, report: Report): void {
  for (const mail of mails) {
    const { file } = mail.head;
    const name = mailName(file);
    const placeholders = names.includes(name) ? mailPlaceholders(name) : undefined;
    if (placeholders) checkMail(mail, placeholders, settings, report);
    else report({ file, line: 1, message: 'Diese E-Mail verschickt niemand.', fix: 'Den Dateinamen prüfen oder die Datei entfernen.' });
  }
  const there = new Set(mails.map(({ head }) => mailName(head.file)));
  for (const name of names.filter((expected) => !there.has(expected))) {
    const fix = 'Die Datei aus der Auslieferung wiederherstellen.';
    report({ file: `${folder}/${name}.md`, line: 1, message: `Die E-Mail „${name}“ fehlt.`, fix });
  }
}

function checkMail({ head, body, bodyLine }: Mail, names: readonly string[], settings: Settings, report: Report): void {
  const { file } = head;
  const { subject, button } = head.value;
  const target = button === undefined ? undefined : buttonTargets.find((name) => names.includes(name));
  if (button !== undefined && target === undefined)
    report({ file, line: head.lineOf(['button']), message: 'Diese E-Mail führt zu keiner Seite.', fix: 'Die Zeile „button:“ streichen.' });
  for (const name of names.filter((expected) => expected !== target && !`${subject} ${body}`.includes(`{${expected}}`))) {
    const fix = `{${name}} an der passenden Stelle einsetzen${isTarget(name) ? ' oder „button:“ ergänzen' : ''}.`;
    report({ file, line: bodyLine, message: `In der E-Mail fehlt der Platzhalter {${name}}.`, fix });
  }
  for (const found of placeholderProblems(subject, settings, names))
    report({ file, line: head.lineOf(['subject']), ...describePlaceholder(found, names) });
  for (const found of placeholderProblems(body, settings, names)) {
    const line = bodyLine + body.slice(0, found.offset).split('\n').length - 1;
    report({ file, line, ...describePlaceholder(found, names) });
  }
}

const isTarget = (name: string): boolean => (buttonTargets as readonly string[]).includes(name);
