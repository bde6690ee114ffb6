/** `npm run --silent person:export -- MAIL`: everything stored about whoever stands behind an address, as JSON. */
import { findAddress } from './address-argument.ts';
import { type Print, withStorage } from './configured-storage.ts';

/** Out: the exit code; the document goes to `write`, problems to `print`. */
export async function personExport(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  write: Print,
  print: Print,
  now = Date.now(),
): Promise<number> {
  const address = findAddress(args);
  if (address === undefined) {
    print('Give the address: npm run --silent person:export -- MAIL');
    return 1;
  }
  return withStorage(env, print, async ({ storage }) => {
    const people = [];
    for (const id of await storage.peopleOf(address)) {
      const data = await storage.personData(id);
      // What takes an offer is no data about a person.
      people.push({ id, ...data, offers: data.offers.map(({ pressToken: _, ...offer }) => offer) });
    }
    const document = { address, exportedAt: new Date(now).toISOString(), people, mails: await storage.mailsOf(address) };
    write(JSON.stringify(document, null, 2));
    return 0;
  });
}

if (import.meta.main) {
  process.exitCode = await personExport(
    process.argv.slice(2),
    process.env,
    (text) => process.stdout.write(`${text}\n`),
    (line) => process.stderr.write(`${line}\n`),
  );
}
