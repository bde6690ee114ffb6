/** Function words that tell English from German; words that both languages have are left out. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const englishWords = words(
  'the and you your are please with this that of we have has our from been which should would cannot what how it its is to for not or be by as can could there their they if when where who why yes my',
);

/** One of these is enough when nothing German stands beside it. */
export const onlyEnglishWords = words('the your please sorry thanks would should cannot yours');

export const germanWords = words(
  'der die das den dem des ein eine einen einem einer eines und oder nicht ist sind wird werden sie ihr ihre ihren ihrem ihrer ich mit für zu zum zur auf von vom bei im es wenn wie wer wo warum ob auch noch nur kann können bitte hier keine kein keinen über nach vor als bis',
);
