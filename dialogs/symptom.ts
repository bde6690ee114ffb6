/** A fault that names nothing ("Euer Programm geht schon wieder nicht"): what exactly fails is asked before it is classed. */
import type { Request } from '../src/domain/request.ts';
import { contentWords } from './content-words.ts';
import type { DialogState } from './state.ts';
import { type Scene, type Step, say } from './step.ts';
import { fieldQuestion } from './ticket.ts';

/** Words that every complaint may hold and that say nothing about what fails. */
const generalWords = new Set(
  `euer eure eurer ihr ihre unser unsere dieses dieser diese mein meine ich wir man sie
   programm software system anwendung erp produkt ding teil laden kram zeug sache problem probleme fehler störung hilfe
   geht gehen ging gar nix nichts nicht nie kein keine funktioniert funktionieren läuft laufen lief klappt tut streikt spinnt spinnen hängt stürzt abgestürzt ab kaputt
   schon wieder immer noch mal mehr ständig dauernd heute gestern seit jetzt gerade plötzlich einfach alles ganz ganze total völlig so ein eine einen einer
   your our my this the a an program software app application tool thing it is isn s are am does doesn do don t not no nothing never won can cannot
   work works working worked run runs running broken down dead crash crashes crashed crashing hang hangs freeze freezes frozen stuck fail fails failing stopped stop keeps keep
   problem problems issue issues error errors again still always constantly today yesterday since now just completely all everything at once already have has got we i you there here and or but with
   hello hi please thanks urgent help quickly
   hallo guten tag morgen liebe liebes team support danke dringend sofort schnell hat habe haben hier da doch ja nein`.split(/\s+/),
);
const curse = /mist|schei(ß|ss)|schrott|dreck|müll|kack|verdammt|saftladen|crap|damn|fuck|shit|bloody|stupid|useless|rubbish/;

/** In: a request just opened. Out: whether its words leave open what fails; an attached picture speaks for itself. */
export function leavesFaultOpen(scene: Scene, request: Request): boolean {
  if (request.facts.kind !== 'fault' || (request.details.attachments?.length ?? 0) > 0) return false;
  return contentWords(scene, request.description).every((word) => generalWords.has(word) || curse.test(word));
}

/** Asks what exactly fails. */
export function askSymptom(state: DialogState, request: Request): Step {
  const waiting = { for: 'field', requestId: request.id, field: 'symptom' } as const;
  return say({ ...state, misunderstood: 0, waiting }, [fieldQuestion(request, 'symptom')], [{ kind: 'saveRequest', request }]);
}
