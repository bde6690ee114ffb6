/** Reads from a text what is said about cause, earlier working, training, urgency and mood; says nothing where the text is silent. */
import { fold } from './normalise.ts';
import type { SaidFacts } from './types.ts';

const PEOPLE =
  '(?:ich|wir|mir ham|mer ham|habe|haben|hab|kolleg\\w*|azubi\\w*|auszubildend\\w*|lehrling|praktikant\\w*|aushilfe|werkstudent\\w*|vorganger\\w*|mitarbeiter\\w*|chef\\w*|sachbearbeiter\\w*|buchhalter\\w*|vertretung|jemand von uns|einer von uns|unser\\w*|i|we|my|our|colleague|somebody|someone)';
const SLIPS =
  '(?:vertippt|verwechselt|vertauscht|verbucht|verrutscht|vergessen|vertan|verklickt|verhauen|vermurkst|verschlampt|uberschrieben|durcheinandergebracht|forgot|forgotten|mistyped|mixed up|swapped|picked the wrong|my own mistake|my mistake|our mistake)';
const WRONGLY =
  '(?:falsch\\w*|doppelt\\w*|zweimal|zwei mal|2x|2 mal|dreimal|dreifach|mehrfach|versehentlich|irrtumlich\\w*|aus versehen|aus versehn|unvollstandig|durcheinander|verkehrt\\w*|zu viel|wrong\\w*|twice|by mistake|accidentally)';
const DID =
  '(?:\\w*gebucht|\\w*bucht|eingegeben|angelegt|erfasst|geloscht|importiert|eingelesen|freigegeben|storniert|zugeordnet|zugewiesen|ausgeziffert|kontiert|abgeschlossen|eingetragen|gemacht|ubernommen|hinterlegt|gesetzt|ausgefuhrt|posted|booked|entered|imported|deleted|created|assigned|keyed|coded|typed|recorded|charged|closed|collected)';

const OPERATION: readonly RegExp[] = [
  new RegExp(`\\b${PEOPLE}\\b[^.!?]{0,90}\\b${WRONGLY}\\b[^.!?]{0,50}\\b${DID}\\b`),
  new RegExp(`\\b${PEOPLE}\\b[^.!?]{0,70}\\b${DID}\\b[^.!?]{0,30}\\b${WRONGLY}\\b`),
  new RegExp(`\\b${PEOPLE}\\b[^.!?]{0,90}\\b${SLIPS}\\b`),
  /\b(?:selber|selbst|von uns|von mir|meine?|unser\w*) (?:\w+ )?(?:gemacht|verursacht|verschuldet|verbockt|reingebaut|eingebaut|schuld|fehler\b(?! bei euch))/,
  /\b(?:doppelbuchung\w*|falschbuchung\w*|fehlbuchung\w*|fehler|buchung\w*) (?:\w+ )?(?:von mir|von uns|meiner kolleg\w*|unserer? \w+)/,
  /\b(?:bedien(?:ungs)?fehler|fehlbedienung|fehleingabe|eingabefehler|tippfehler von|anwenderfehler|unsachgemass\w*|zahlendreher|unachtsamkeit|operator error|user error|our own mistake|my mistake|my fault|our fault)\b/,
];
const NOT_OPERATION =
  /\b(?:nichts (?:falsch|verstellt|geandert|gemacht|doppelt)|(?:keiner|niemand|keine) (?:von uns |bei uns )?(?:hat|war)|ohne dass (?:wir|ich|jemand|einer)|(?:nicht|kein) (?:von uns|unser fehler|unser verschulden|bedienfehler|bedienungsfehler)|richtig eingegeben|korrekt (?:erfasst|gebucht|eingegeben|angelegt))/;
const PROGRAM: readonly RegExp[] = [
  /\b(?:seit|nach|durch|beim|mit) (?:dem |der |einspielen (?:des|der|vom) |das |die |eurem |ihrem |unserem |letzten |letztem |neuen )*(?:letzten |letztem |neuen |gestrigen |heutigen |juengsten )*\w*(?:update|updates|version|release|patch|servicepack|service pack|hotfix|aktualisierung|programmversion|upgrade)\b/,
  /\b(?:programm|system|software|hausperfekt|karthago|lauf|schnittstelle|import)\b (?:selbst |selber |von selbst |von alleine )?(?:bucht|rechnet|zieht|verdoppelt|legt|setzt|erzeugt|verschluckt|hat)\b(?! (?:keinen?|kein) )[^.!?]{0,40}\b(?:doppelt|falsch|zweimal|einfach|von selbst|von allein\w*)/,
  /\b(?:programmfehler|softwarefehler|systemfehler|\bbug\b|von selbst|von alleine|von ganz allein|automatisch doppelt|since the (?:last |latest )?(?:update|upgrade|release))/,
];
const NOT_PROGRAM =
  /\b(?:programm|system|software|update|hausperfekt|karthago)\b[^.!?]{0,40}\b(?:keinen? fehler|kein(?:en)? bug|nichts dafur|unschuldig|nicht schuld|richtig|lauft (?:ja |doch )?(?:einwandfrei|korrekt|gut))|\bkein(?:en)? (?:programmfehler|softwarefehler|systemfehler|bug)\b|\bliegt nicht am programm|\bnicht (?:das|am) programm\b/;

function causeOf(text: string): SaidFacts['dataCause'] {
  const operation = OPERATION.some((pattern) => pattern.test(text)) && !NOT_OPERATION.test(text);
  const program = PROGRAM.some((pattern) => pattern.test(text)) && !NOT_PROGRAM.test(text);
  if (operation === program) return undefined;
  return operation ? 'operation' : 'program';
}

const WORKED_YES =
  /\b(?:seit (?:heute|gestern|vorgestern|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|dem|der|einer|einem|ein paar|letzte\w*|num\d|\d+|kurzem|neuestem|ner)|plotzlich|auf einmal|bisher|bis (?:gestern|vorgestern|letzte\w*|vor kurzem)|nicht mehr|nich mehr|nimmer|ned mehr|net mehr|nit mih|geht nimma|ging (?:immer|es immer|das immer)|hat (?:bisher|immer|sonst|fruher) |(?:gestern|letzte\w* \w+|vorher|fruher) (?:ging|lief|klappte)|suddenly|no longer|any ?more|since (?:yesterday|today|this (?:morning|week)|last (?:night|week)|(?:mon|tues|wednes|thurs|fri)day|the)|(?:worked|was fine|used to work)(?: \w+){0,2} (?:yesterday|before|until|last week)|stopped working|until (?:yesterday|last week))\b/;
const WORKED_NO =
  /\b(?:noch nie (?:funktioniert|gegangen|geklappt|gemacht|gelaufen)|zum ersten mal|das erste mal|erstmalig|von anfang an nicht|never worked|first time)\b/;
const TRAINED_YES =
  /\b(?:trotz (?:der |einer |unserer |meiner )?(?:schulung|einweisung|einarbeitung)|(?:war|waren|wurde|wurden|sind|bin) (?:\w+ ){0,3}(?:auf (?:der|einer|eurer|ihrer) \w*schulung|geschult|eingewiesen|eingearbeitet)|\w*schulung (?:\w+ ){0,3}(?:gehabt|besucht|gemacht|absolviert|mitgemacht|teilgenommen)|geschulte?r? |obwohl (?:wir|ich) (?:\w+ )?(?:geschult|schulung)|had (?:the |our )?training|(?:did|attended|took) (?:the |a |your )?(?:training|course)|although (?:we|i) (?:were|was|are|am) trained|despite (?:the |our )?training|were trained|was trained)/;
const TRAINED_NO =
  /\b(?:(?:nie|keine?|ohne|noch keine|nie eine|nicht) (?:\w+ )?(?:schulung|einweisung|einarbeitung|geschult|eingewiesen|eingearbeitet)|ungeschult\w*|nie (?:gelernt|gezeigt)|(?:never|not) (?:been )?trained|no training)\b/;
const URGENT =
  /\b(?:dringend\w*|eilt|eilig|sofort|asap|urgent\w*|notfall\w*|alles steht|steht alles|stillstand|nicht arbeiten|nichts? mehr arbeiten|kann keiner|niemand kann|lahmgelegt|frist (?:lauft|heute|morgen)|(?:heute|morgen) (?:noch )?(?:raus|fallig|abgabe)|mussen? (?:heute|morgen)|so schnell wie moglich|schnellstmoglich|hilfe+\b.*!|cannot work|can't work|right away|immediately|at once|standstill|deadline|brennt)\b/;
const UPSET =
  /\b(?:mist\w*|scheiss\w*|scheis+\w*|kack\w*|dreck\w*|schrott\w*|saftladen|sauladen|unverschamt\w*|frechheit|unmoglich von|katastroph\w*|zum kotzen|kotzt|idiot\w*|deppen|trottel|verarsch\w*|arsch\w*|verdammt\w*|verflucht\w*|nervt|genervt|stinksauer|sauer|wutend|unfassbar|lacherlich|eine zumutung|schnauze voll|nase voll|reicht(?:'s| es) (?:mir|jetzt|langsam)|schon wieder|bullshit|crap\w*|annoy\w*|furious|fed up|sick of|rubbish|shit\w*|fuck\w*|damn|useless|ridiculous|pathetic)\b|!!!|emojineg/;

/** What the text says; fields stay undefined where it says nothing or contradicts itself. */
export function saidIn(text: string): SaidFacts {
  const folded = fold(text).replace(/\s+/g, ' ');
  const worked = WORKED_NO.test(folded) ? 'no' : WORKED_YES.test(folded) ? 'yes' : undefined;
  const trained = TRAINED_NO.test(folded) ? 'no' : TRAINED_YES.test(folded) ? 'yes' : undefined;
  return { dataCause: causeOf(folded), workedBefore: worked, trained, urgent: URGENT.test(folded), upset: UPSET.test(folded) };
}
