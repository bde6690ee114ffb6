/** Signs in a text that its work could be billable, whatever the classifier thinks: they keep it from being called covered. */
import { editDistance } from './distance.ts';
import { meaningsIn } from './meanings.ts';
import { fold, tokens } from './normalise.ts';
import type { SaidFacts } from './types.ts';

const DEVICES =
  /\b(?:druckt (?:der|er|nur|nicht|nichts|immer|schief|doppelt)|\w*drucker\w*|druckertreiber|scanner|kopierer|plotter|papierstau|papierfach|toner|spooler|\w*warteschlange|printer|netzwerk\w*|netz|fernzugriff\w*|fernwartung|\w*sitzung(?:en)?|leitung|wlan|w-lan|wifi|vpn|router|switch|firewall|dns|dhcp|netzlaufwerk\w*|internet\w*|rdp|remotedesktop\w*|terminalserver|bluescreen|maus\w*|tastatur|monitor\w*|strg|betriebssystem|windows|laptops?|notebooks?|keyboard|mouse|[ck]omputers?|batterie\w*|uhrzeit|server (?:\w+ ){0,2}ist (?:\w+ ){0,4}(?:aus|tot|voll|weg|down)|hard (?:disk|drive)|printers?|print queue|networks?|thin clients?|backup|stick|akku|kabel|pc|rechner (?:geht|ist|startet|fahrt|piept|bleibt)|strom\w*)\b/;
const PROGRAM_IS_FINE =
  /\b(?:programm|system|software|hausperfekt|karthago|anwendung|vorschau)\b(?: \w+){0,3} (?:(?:lauft|funktioniert|geht|klappt)(?! (?:\w+ ){0,3}(?:nicht|nix|nichts|nimmer|ned|net|nich|nit|kaum|schlecht|auf|weg|kaputt|aus))|ist (?:ok|okay|in ordnung|korrekt|richtig)|rechnet richtig|is fine|works fine)\b|\b(?:es )?sturzt nichts ab|\bnichts (?:ist )?(?:kaputt|abgesturzt)|\bkaputt ist nichts|\bkeine? (?:fehler|fehlermeldung|storung|defekt)\b|\b(?:program|system|software|application|it all|everything|all) (?:\w+ ){0,2}(?:works|runs|is) (?:just )?(?:fine|ok|okay|correct|perfectly|well)\b|\bdid nothing wrong\b|\b(?:we|i) (?:only|just|simply) (?:lack|do ?n'?t know)\b/;
const NO_FAULT =
  /\b(?:dachten? (?:ich|wir)|(?:ich|wir) (?:\w+ )?dachten?|(?:i|we) (?:first |at first )?thought|fehlerfrei|wissenslucke\w*|eingabefehler\w*|fehlbuchung\w*|falschbuchung\w*|nicht um (?:einen |den |eine )?(?:\w*fehler|defekt|storung|absturz|bug|problem)|nichts (?:ist )?(?:defekt|passiert)|defekt ist nichts|(?:funktioniert|lauft|geht|klappt) (?:ja |sonst |soweit |so weit )?alles|alles (?:lauft|funktioniert|geht|klappt|ist in ordnung)|nothing (?:is )?(?:broken|wrong)|not (?:a |an )?(?:bug|error|fault)|no (?:bug|error|fault))\b/;
const WISH =
  /\b(?:(?:ich|wir|i) (?:\w+ )?(?:mocht\w*|hatt\w*|wollen|will|wunsch\w*|would like)\b[^.!?]{3,90}\b(?:haben|andern|anders|kunftig|zukunftig|dauerhaft|automatisch|standard\w*|nur noch|lieber)|soll(?:en|te|ten)?\b[^.!?]{3,90}\b(?:kunftig|zukunftig|automatisch|standard\w*|dauerhaft)|(?:kunftig|zukunftig)\b[^.!?]{3,60}\bsoll\w*|(?:ich|wir) (?:\w+ )?(?:brauch\w*|benotig\w*|mocht\w*|hatten? gern\w*|wollen|wunsch\w*) (?:\w+ )?(?:eine?n?|andere\w*|neue\w*|zusatzlich\w*|weitere\w*)\b(?! (?:losung|hilfe|antwort|ruckmeldung|ruckruf))|(?:i|we) (?:want|need|would like|would appreciate)\b(?! (?:help|support|this|it))|(?:i|we)'d like\b(?! (?:help|support))|in (?:the )?future|from next (?:week|month|year)|pflichtfeld\w*|zusatzfeld\w*|als standard|from now on|by default)\b/;
const UNTAUGHT =
  /\b(?:keinen? (?:blassen )?(?:schimmer|plan|dunst|ahnung)|nie gelernt|noch nie (?:gemacht|gearbeitet)|beibring\w*|zeigen|erklaren|erklart|verstehen|einarbeit\w*|kenn(?:e)? (?:ich )?mich (?:\w+ )?nicht aus|show (?:me|us|him|her|them)|teach|explain\w*|no (?:clue|idea) how|don'?t know how|(?:never|not) (?:learned|learnt|seen|worked with|used)|get to grips|walk \w+ (?:\w+ )?through|introduc\w+|instruct\w+|coach\w*|lessons?|refresher|tour of|up to speed|show\w* (?:\w+ ){1,3}the ropes|(?:keiner|niemand|koana|keener|niemer|nobody|no one)\b[^.!?]{0,40}\b(?:auskennt|kennt|gelernt|beherrscht|weiss wie|knows (?:how|what))|(?:kennt|beherrscht|versteht) (?:\w+ ){0,4}(?:keiner|niemand)|lack the knowledge|be trained|train (?:our|my|the|us))\b/;
const HOW_TO =
  /\b(?:wie (?:\w+ )?(?:lege|leg|richte|stelle|stell|andere|definiere|hinterlege|konfiguriere|aktiviere|schalte|bringe|bring)|wo (?:\w+ )?(?:stelle|stell|andere|hinterlege|trage|lege|schalte|definiere)|lasst sich (?:\w+ ){1,6}(?:einstellen|umstellen|verstellen|andern|anpassen|verschieben)|einstellen|eingestellt|umstellen|einrichten|anlegen|konfigurier\w*|parameter\w*|berechtigung\w*|zugriff auf|neuer benutzer|soll(?:en)? (?:\w+ ){1,8}statt|stell(?:t|en)? (?:ihr|sie|mir|uns)\b[^.!?]{3,80}\bein\b|moglichkeit\b[^.!?]{3,80}\b(?:\w*zulegen|\w*zustellen|\w*zurichten|zu andern|anzupassen)|festlegen|festzulegen|einzustellen|anzulegen|einzurichten|how (?:do|can|could|should) (?:i|we)|where (?:do|can|could|should) (?:i|we)|which (?:parameter|setting|key)|please (?:add|create|set|change|adjust|activate|enable|disable|configure|switch|link)|set up|configure\w*|to be sorted|read-only|distribution keys?|allocation keys?)\b/;
const INSTALL =
  /\b(?:\w*install\w*|setup|update-assistent|update assistent|rollout|ausrollen|aufspielen|einspielen|draufspielen|aufsetzen|migrieren|migration|(?:version|release|fassung|ausgabe)\b[^.!?]{0,50}\b(?:veraltet|nicht mehr (?:gepflegt|unterstutzt)|freigegeben|verfugbar|erschienen)|(?:laufen|arbeiten|fahren|sind) (?:\w+ ){0,4}(?:noch|weiterhin) (?:\w+ )?(?:auf|mit) (?:der|dem|version)|serverumzug|prufsumme|roll(?:ed)? out|(?:put|get|move|moving|moves) .{1,60} (?:on|to) (?:a |an |the |our |my |another |\d+ |two |three )*(?:new )?(?:\w+ )?(?:servers?|pcs?|laptops?|notebooks?|computers?|machines?|workstations?|data centre))\b/;
const MISTAKE =
  /\b(?:statt auf|statt dem|statt der|anstatt|verklickt|vertippt|falsch (?:gebucht|eingegeben|angelegt|erfasst|zugeordnet|gesetzt|importiert)|nie gemacht|nicht gemacht|vergessen|wir (?:haben|hatten) (?:\w+ ){0,6}(?:falsch|doppelt|versehentlich)|wir waren es|es waren wir|bin schuld|unsere schuld|zuruckdrehen|ruckgangig|bereinigen|korrigieren|stornieren|manuell\w*|von hand|by mistake|by accident|accidentally|(?:my|our) (?:own )?(?:mistake|fault)|because of us|because (?:i|we) (?:\w+ )?(?:booked|posted|entered|started|closed)|to the wrong|on the wrong|under the wrong|undo|revers(?:e|ed) (?:my|our|the|a)|take out the|clean(?:ed|ing)? ?(?:it |them )?up|tidy|duplicates|mixed up|swapped|mistyped|reingehauen|draufgebucht|too many and|forgot\w*|ourselves|put them right|sort it out)\b/;
const AFTER_UPDATE =
  /\b(?:seit|nach|since|after) (?:\w+ ){0,3}\w*(?:update|version|release|patch|servicepack|upgrade|versionswechsel|umstellung)\b/;

/** Words that tell of billable work and are known above when they are spelled right; here they count when they are mistyped. */
const TELLING =
  'drucker scanner internet netzwerk windows router monitor tastatur komputer computer laptop einweisung einarbeitung schulung installation installieren installationsroutine setup eingabefehler fehlbuchung falschbuchung versehentlich fehlerfrei pflichtfeld printer keyboard training introduction installing accidentally duplicates'.split(
    ' ',
  );

/** Right words that are one letter away from a telling one. */
const OTHERS = new Set('drucken drucke druckte druckst interne internen interner internes schuldung'.split(' '));

/** A slip in a shorter word, two in a longer one; the first letter must be right. */
function isMistyped(word: string, telling: string): boolean {
  const slips = telling.length >= 8 ? 2 : 1;
  if (word[0] !== telling[0] || word.startsWith(telling) || Math.abs(word.length - telling.length) > slips) return false;
  return editDistance(word, telling, slips) <= slips;
}

function tellsOfBillable(folded: string): boolean {
  const words = folded.split(/[^a-z]+/).filter((word) => word.length >= 4 && word.length <= 30 && !OTHERS.has(word));
  return words.some((word) => TELLING.some((telling) => isMistyped(word, telling)));
}

const PART = /[.!?;:\n]+\s+|,\s+(?=(?:nur|aber|sondern|but|only)\b)/;

/** The parts of a text that could each be a matter of its own: in a plea ("wir können sonst nicht weiterarbeiten") a wish gets lost. */
export function partsOf(text: string): string[] {
  const parts = text.split(PART).filter((part) => tokens(fold(part)).length >= 3);
  return parts.length >= 2 ? parts.slice(0, 12) : [];
}

/** Fault signs that make an installing or how-to word part of an error report. */
const FAULTS = new Set(['absturz', 'fehler', 'gehtnicht', 'falschesergebnis']);

/** Classes of things that are not ours; beside a word for the program they are only the scenery. */
const OUTSIDE = ['personal', 'mieter', 'fremdprodukt'];

/** True when the text speaks of wages, of living in a flat or of foreign products, and not of the program. */
export function hasOutsideHint(text: string): boolean {
  const classes = meaningsIn(fold(text));
  return OUTSIDE.some((name) => classes.includes(name)) && !classes.includes('programm');
}

/** True when something billable is in the air. Errs on the side of true: the price is one question more. */
export function hasBillableHint(text: string, said: SaidFacts): boolean {
  if (said.dataCause === 'operation') return true;
  const folded = fold(text).replace(/\s+/g, ' ');
  const classes = meaningsIn(folded);
  const faulty = classes.some((name) => FAULTS.has(name));
  if (DEVICES.test(folded) || PROGRAM_IS_FINE.test(folded) || NO_FAULT.test(folded)) return true;
  if (tellsOfBillable(folded) && said.dataCause !== 'program') return true;
  if (WISH.test(folded) && said.dataCause !== 'program') return true;
  if (classes.includes('versehen') && said.dataCause !== 'program') return true;
  if (MISTAKE.test(folded) && said.dataCause !== 'program') return true;
  if (classes.includes('lehren') && said.trained !== 'yes') return true;
  if (UNTAUGHT.test(folded) && said.trained !== 'yes') return true;
  if (HOW_TO.test(folded) && !(faulty && said.workedBefore === 'yes')) return true;
  return INSTALL.test(folded) && !AFTER_UPDATE.test(folded);
}
