/** Public yardstick: teaches the bot's own classifier other people's data and prints the figures. `npm run evaluate:public -- FOLDER [SET …]` */
import { banking, clinc, type Figure, hint, xsid } from './sets.ts';

const sets: Readonly<Record<string, (folder: string) => Figure[]>> = { banking, clinc, hint, xsid };

function line({ set, measure, value, aim }: Figure): string {
  const shown = measure.includes('MCC') || measure.includes('threshold') ? value.toFixed(3) : `${(value * 100).toFixed(2)} %`;
  const met = aim === undefined ? '' : `   aim ${aim}  ${value >= aim ? 'met' : 'NOT MET'}`;
  return `${set.padEnd(12)} ${measure.padEnd(22)} ${shown.padStart(9)}${met}`;
}

const [folder, ...wanted] = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in sets));

if (folder === undefined || unknown.length > 0) {
  console.error(
    `Usage: npm run evaluate:public -- FOLDER [${Object.keys(sets).join('|')} …]   (FOLDER holds banking77, clinc150, hint3, xsid-de)`,
  );
  process.exitCode = 1;
} else {
  try {
    for (const [name, run] of Object.entries(sets)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const start = performance.now();
      for (const figure of run(folder)) console.log(line(figure));
      console.log(`${' '.repeat(13)}${((performance.now() - start) / 1000).toFixed(0)} s`);
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
