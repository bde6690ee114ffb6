/** Shows what the bot understands and why. Usage: `npm run explain -- "text"` */
import { readParts } from '../understanding/load-content.ts';
import { loadUnderstanding } from '../understanding/model.ts';

const text = process.argv.slice(2).join(' ');

if (text.trim() === '') {
  console.error('Usage: npm run explain -- "text"');
  process.exitCode = 1;
} else {
  try {
    const understanding = await loadUnderstanding(readParts(process.env.CONTENT_DIR ?? 'content'));
    const { guesses, band, requests, entities, said, language, evidence } = understanding.understand(text);
    console.log(`band      ${band} (${language ?? 'language not told'})`);
    for (const { label, confidence } of guesses) console.log(`guess     ${confidence.toFixed(3)} ${label}`);
    for (const { label, confidence, text: part } of requests) console.log(`request   ${confidence.toFixed(3)} ${label}: ${part}`);
    console.log(`said      ${JSON.stringify(said)}`);
    console.log(`entities  ${JSON.stringify(entities)}`);
    for (const reason of evidence) console.log(`evidence  ${reason}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
