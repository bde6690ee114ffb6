/** Signs in a text that something goes wrong in the program, or that a trained person is stuck: "covered" is never answered without one. */
import { meaningsIn } from './meanings.ts';
import { fold } from './normalise.ts';
import type { SaidFacts } from './types.ts';

/** Synonym classes that tell of a fault wherever they are not denied. */
const FAULTS = ['absturz', 'fehler', 'gehtnicht', 'falschesergebnis'];

/** What is said not to be the matter: a fault in here is no sign of one. */
const DENIED =
  /\b(?:keine?n?|kei|koan\w*|ohne|no|not (?:a|an)|isn'?t (?:a|an)) (?:\w+ )?(?:\w*fehler\w*|\w*absturz|bug|defekt|storung\w*|problem\w*|error|crash|fault|defect)|\b(?:nichts|nix|nut|nothing(?: is)?)(?: ist| is)? (?:\w+ )?(?:kaputt|defekt|abgesturzt|falsch|verschwunden|broken|wrong|failing)|\b(?:kaputt|defekt|falsch) ist (?:\w+ ){0,5}(?:nichts|nicht)|\bnicht (?:kaputt|defekt|falsch|abgesturzt)|\bweder\b[^.,!?]*\bnoch\b[^.,!?]*|\bes sturzt nichts ab/g;

const ACTS =
  '(?:(?:er)?schein\\w*|zeig\\w*|steh\\w*|kommt|kommen|kimmt|kutt|zieh\\w*|nimmt|ubernimmt|ubernehm\\w*|ubernommen|find\\w*|druck\\w*|offn\\w*|offen|schliess\\w*|schluss\\w*|lad\\w*|ladt|speicher\\w*|buch\\w*|rechn\\w*|gerechnet|addier\\w*|rund\\w*|verteil\\w*|erzeug\\w*|erstell\\w*|start\\w*|reagier\\w*|antwort\\w*|geh\\w*|gang\\w*|lass\\w*|losst|lest|funktion\\w*|klapp\\w*|lauft|laufen|mog|will|tut|tuat|deit|macht|spring\\w*|einles\\w*|eingelesen|import\\w*|export\\w*|auflos\\w*|aufgelost|zuordn\\w*|zugeordnet|angezeigt|ausgegeben|gebucht|gespeichert|ausgewiesen|weis\\w*|berechn\\w*|enthalt\\w*|liefer\\w*|mahn\\w*|spuck\\w*|summier\\w*)';
const NOT =
  '(?:nicht|nich|nit|ned|net|nod|nid|ni|nicht mehr|nimmer|nimma|nume|nuum|nemme|nichts|nix|nut|nur noch|nur|bloss|kaum|keine?\\w*|gar nicht|uberhaupt nicht)';

// Matched on folded text, in which ae, oe, ue are plain vowels: "does" reads "dos".
const SIGNS: readonly RegExp[] = [
  new RegExp(`\\b${ACTS}\\b(?: [^ .!?]+){0,7} ${NOT}\\b`),
  new RegExp(`\\b${NOT}\\b(?: [^ .!?]+){0,4} ${ACTS}\\b`),
  /\b(?:falsch\w*|verkehrt\w*|doppelt\w*|zweimal|zwei mal|dreimal|viermal|zum dritten mal|durcheinander|leer\w*|weiss\w* (?:\w+ )?(?:fenster|seite\w*|bild|blatt|maske)|graue?\w*|ausgegraut|nullen|null (?:\w+ )?(?:euro|franke\w*|anteile)|0,00|lauter|fragezeichen|hieroglyphen|kauderwelsch|krumm\w*|negativ\w*|vertauscht|verdreht|umgekehrt\w*|zu (?:hoch|niedrig|viel|wenig)|daneben|faul|verschwind\w*|verschwunden|futsch|weg|fehl\w*|verwirft|verweiger\w*|verschluckt|ignorier\w*|ubergeht|uberspringt|vergisst|verlier\w*|verliert|verdoppel\w*|vervielfach\w*)\b/,
  /\b(?:meld(?:et|ung\w*)|hinweis|warnung|exception|\w+exception|ora-\d+|0x[0-9a-f]{4,}|trace|stacktrace|dump|laufzeit\w*|datenbankfehler|ungultig\w*|unbekannt\w*|gesperrt|abgelehnt|abgewiesen|lehnt|weist|zuruckgewiesen|abbruch|abgebrochen|bricht|abbrechen|abgeraucht|abgeschmiert|schmeisst|schmiert|haut|fliegt|fliag\w*|wirft|rausg\w+|hang\w*|hakt|klemmt|steht still|stillstand|endlos\w*|im kreis|ewig|minuten|beendet sich|schliesst sich|geht zu|wieder zu|macht (?:\w+ )?zu|springt (?:\w+ )?raus|stimmt? (?:\w+ )*(?:nicht|nich|ned|net|nie|nimmer)|stimmen (?:\w+ )*(?:nicht|nich|ned|net|nie|nimmer)|weicht|abweich\w*|differenz\w*|prozent|statt|anderen? betrag|anders|alte[nrs]? (?:jahr|wert\w*)|vorjahr\w*|umlaute?|programmfehler|rechenfehler|klumpt|verstummelt|\w*absturz|knallt\w*|lande|bleibt (?:\w+ ){0,6}(?:stehen|stahn|stah|hangen)|bliibt (?:\w+ ){0,3}stah|springt|sprung\w*|auf und (?:\w+ )?wieder zu|obwohl|obschon|wedder to|wieder zua)\b/,
  /\b(?:crash\w*|fail\w*|error\w*|exception|aborts?|aborted|wrong\w*|incorrect\w*|missing|empty|blank|stuck|freez\w*|froze|hangs?|won'?t|dosn'?t|dos nothing|can'?t|cannot|no longer|not (?:\w+ ){0,3}(?:any ?more|work\w*|match\w*|created|generated|balance)|isn'?t (?:\w+ ){0,2}(?:created|generated|shown|working)|disabled|greyed|disappear\w*|vanish\w*|gone|twice|duplicate\w*|stops?|closes itself|kicks?|throws?|bug|broken|negative|locked|stays?|different (?:amount|total)|gibberish|turned into|off by|is off|are off|rejected|although|even though|contains? no|creates? no|last year's|closes)\b/,
];

/** A trained person who is stuck: the usage problem the contract covers. */
const STUCK =
  /\b(?:trotz\w*|dennoch|komm\w* (?:\w+ ){0,3}(?:nicht|ned|net|nit) (?:weiter|klar|zurecht)|hang\w*|krieg\w* (?:\w+ ){0,6}(?:nicht|ned|net) (?:hin|durch)|bekomm\w* (?:\w+ ){0,6}nicht (?:hin|durch)|stuck|still (?:can'?t|cannot|fails?))\b/;

/** In: a text and what it says. Out: true when the text itself speaks of a malfunction, or of being stuck despite training. Pure. */
export function hasFaultSign(text: string, said: SaidFacts): boolean {
  const folded = fold(text).replace(/\s+/g, ' ');
  if (said.trained === 'yes' && STUCK.test(folded)) return true;
  const left = folded.replace(DENIED, ' ');
  return meaningsIn(left).some((name) => FAULTS.includes(name)) || SIGNS.some((sign) => sign.test(left));
}
