/** Tells English from German by the small words; German when in doubt. */
import { fold, tokens } from './normalise.ts';

const ENGLISH = new Set(
  'the and is are was were what how who where when why which does do did can could would should will have has had not please you your we our my me it its this that of for from with to be been there any need want help hello hi thanks thank hey cannot cant dont doesnt im ive were isnt wont whats id'.split(
    ' ',
  ),
);
const GERMAN = new Set(
  'der die das und ist sind war waren wie wo wer wann warum welche kann konnen konnte bitte sie ihr wir unser mein mir mich es nicht auch ein eine einen den dem des fur von mit zu zum zur auf im am ich du hab habe haben hat noch schon mal nur aber oder wenn dass bei nach seit euch uns kein keine danke hallo i a ned net nit nich dat wat'.split(
    ' ',
  ),
);

/** Language of a text. */
export function languageOf(text: string): 'de' | 'en' {
  let english = 0;
  let german = /[äöüß]/i.test(text) ? 2 : 0;
  for (const word of tokens(fold(text))) {
    if (ENGLISH.has(word)) english++;
    if (GERMAN.has(word)) german++;
  }
  return english > german ? 'en' : 'de';
}
