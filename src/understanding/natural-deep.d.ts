/** Types for the files of `natural` that are imported by deep path. */
declare module 'natural/lib/natural/stemmers/porter_stemmer_de.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}
declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  const distances: {
    LevenshteinDistance(source: string, target: string, options?: Readonly<Record<string, unknown>>): number;
    DamerauLevenshteinDistance(source: string, target: string, options?: Readonly<Record<string, unknown>>): number;
  };
  export default distances;
}
