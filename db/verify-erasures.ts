import { fileURLToPath } from 'node:url';
import { msToInstant } from '../domain/calendar/date.ts';
import { readDatabaseUrl } from '../domain/command-env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { businessTime } from './clock/clock.ts';
import { onDatabase } from './command.ts';
import { type Db, row } from './pool.ts';
import { overdueErasures, remainders } from './privacy/erasure.ts';

const dayMs = 86_400_000;

/** What was erased and is there again, and what is kept for too long, in words; and how many claims are erased. */
async function verify(db: Db): Promise<{ faults: string[]; erased: number }> {
  const left = await remainders(db);
  const overdue = await overdueErasures(db, msToInstant((await businessTime(db)) - dayMs));
  const { n: erased } = (await row<{ n: number }>(db, 'select count(distinct claim_id) as n from erasures'))!;
  const faults = [
    ...left.map(({ claimId, part, rows }) => `${claimId}: ${rows} rows of ${part} still hold something`),
    ...overdue.map((claimId) => `${claimId}: its time is over, and it is not erased; is a worker running?`),
  ];
  return { faults, erased };
}

/** `npm run erasures:verify`: whether what was erased is gone, and nothing is kept for too long. Exit code 1 where not. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const { faults, erased } = await onDatabase(readDatabaseUrl(process.env), verify);
    if (faults.length > 0) throw new StartFailure(faults.join('\n'));
    console.log(`${erased} claims are erased, nothing of them is left, and no other is due`);
  });
}
