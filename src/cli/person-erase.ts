/** `npm run person:erase -- MAIL --yes`: erases whoever stands behind an address, registered or not; without `--yes` it says what would go. */
import { join } from 'node:path';
import { uploadStore } from '../directline/upload-store.ts';
import type { Storage } from '../domain/ports.ts';
import { findAddress } from './address-argument.ts';
import { type Print, withStorage } from './configured-storage.ts';

/** Out: the exit code. Ids stay as pseudonyms; tickets and the evidence of orders stay with the organisation. */
export async function personErase(args: readonly string[], env: NodeJS.ProcessEnv, print: Print): Promise<number> {
  const address = findAddress(args);
  if (address === undefined) {
    print('Give the address: npm run person:erase -- MAIL --yes');
    return 1;
  }
  return withStorage(env, print, async ({ storage, config }) => {
    if (!args.includes('--yes')) {
      print(await preview(storage, address));
      return 1;
    }
    const { people, uploads, messages, tickets, orders } = await storage.eraseAddress(address);
    const files = uploadStore(join(config.DATA_DIR, 'uploads'));
    const unsent = (await Promise.all(people.map((id) => files.of(`portal:${id}`)))).flat().map(({ id }) => id);
    for (const id of [...uploads, ...unsent]) await files.remove(id);
    print(
      `Erased what was stored about ${address}: ${messages} messages, ${uploads.length + unsent.length} files; names and addresses on ${tickets} tickets and ${orders} orders.`,
    );
    print('Backups, the log, the mailbox and a ticket system outside keep what they have; erase there as well.');
    return 0;
  });
}

async function preview(storage: Storage, address: string): Promise<string> {
  let [messages, tickets, orders] = [0, 0, 0];
  for (const id of await storage.peopleOf(address)) {
    const data = await storage.personData(id);
    messages += data.messages.length;
    tickets += data.tickets.length;
    orders += data.orders.length;
  }
  const mails = (await storage.mailsOf(address)).length;
  return `${address}: ${messages} messages in conversations, ${tickets} tickets, ${orders} orders, ${mails} mails noted. Nothing was erased; add --yes to erase.`;
}

if (import.meta.main) process.exitCode = await personErase(process.argv.slice(2), process.env, (line) => process.stdout.write(`${line}\n`));
