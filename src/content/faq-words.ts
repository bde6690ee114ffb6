/** Words of a question in a form that compares: lower case, umlauts spelled out, no punctuation. */

const longestText = 4000;

/** In: any text. Out: its words, normalised; a text beyond 4,000 characters is cut. */
export function normalWords(text: string): readonly string[] {
  const spelled = text
    .slice(0, longestText)
    .toLowerCase()
    .normalize('NFC')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss');
  return spelled.match(/[\p{L}\p{N}]+/gu) ?? [];
}

const plain = new Set(
  normalWords(
    'der die das den dem des ein eine einen einem einer eines und oder aber auch ist sind war wird werden wie was wer wo wann warum welche welcher welches ich mich mir wir uns unser unsere sie ihr ihre ihren es man mein meine zu zum zur im in am an auf aus bei mit von vom für nach über um als ob dass nicht kein keine kann können muss müssen darf soll habe haben hat gibt geht bitte denn da dort hier noch nur so mal ' +
      'the is a an and or but also how what who whom where when why which i me my we us our you your it its do does did can could may of for with from to in on at by as if that this these not no there here only be get have has been',
  ),
);

/** True for words that say nothing about the subject. */
export function isPlain(word: string): boolean {
  return plain.has(word);
}
