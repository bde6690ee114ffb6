/** `npm run ledger:verify`: checks the ledger's chain, head and side table, that every order and offer has its row, and names the first bad row. */
import { verifyLedger } from '../domain/ledger.ts';
import { type Print, withStorage } from './configured-storage.ts';

/** In: the environment and where lines go. Out: the exit code, 0 when the ledger is whole, 1 otherwise. */
export async function ledgerVerify(env: NodeJS.ProcessEnv, print: Print): Promise<number> {
  return withStorage(env, print, async ({ storage, secrets }) => {
    const { rows, head, privates } = await storage.readLedger();
    const verdict = verifyLedger(rows, head, privates, [secrets.ledgerKey]);
    if (!verdict.ok) {
      print(`The ledger is damaged at row ${verdict.row}: ${verdict.reason}.`);
      return 1;
    }
    const [missing] = await storage.missingInLedger(1);
    if (missing) {
      print(`The ledger is damaged at row ${verdict.count + 1}: no row tells of the ${missing.what} ${missing.id}; an end was cut off.`);
      return 1;
    }
    const erased = verdict.erased > 0 ? `, ${verdict.erased} personal values erased` : '';
    print(`The ledger is whole: ${verdict.count} rows${erased}. Head: ${head.count} ${head.hash}`);
    return 0;
  });
}

if (import.meta.main) {
  process.exitCode = await ledgerVerify(process.env, (line) => process.stdout.write(`${line}\n`));
}
