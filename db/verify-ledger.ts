import { fileURLToPath } from 'node:url';
import { readDatabaseUrl } from '../domain/command-env.ts';
import { runMain } from '../domain/failure.ts';
import { formatYuan } from '../domain/money/yuan.ts';
import { onDatabase } from './command.ts';
import { type ChainVerification, isSound, verifyLedger } from './money/verify.ts';

/** One line per chain, and one below it for each fault. */
export function report(chains: readonly ChainVerification[]): string[] {
  if (chains.length === 0) return ['nothing is posted yet'];
  return chains.flatMap((chain) => {
    const place = `${chain.jurisdiction}/${chain.fund}`;
    const sums = `${chain.sets} sets, debit ${formatYuan(chain.debitFen)}, credit ${formatYuan(chain.creditFen)}`;
    const verdict = [
      chain.intact ? 'chain intact' : 'CHAIN BROKEN',
      chain.balanced ? 'balanced' : 'NOT BALANCED',
      chain.reconciled ? 'books right' : 'BOOKS WRONG',
    ];
    const broken = chain.firstBroken ? [`  first altered row: ${chain.firstBroken.reason}`] : [];
    const wrong = chain.differences.map(
      ({ account, bookedFen, expectedFen }) =>
        `  ${account}: the ledger says ${formatYuan(bookedFen)}, the tables ${formatYuan(expectedFen)}`,
    );
    return [`${place}: ${sums}; ${verdict.join(', ')}`, ...broken, ...wrong];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const chains = await onDatabase(readDatabaseUrl(process.env), verifyLedger);
    for (const line of report(chains)) console.log(line);
    if (!chains.every(isSound)) process.exitCode = 1;
  });
}
