import { fileURLToPath } from 'node:url';
import { type Instant, msToInstant } from '../domain/calendar/date.ts';
import { readDatabaseUrl } from '../domain/env.ts';
import { runMain, StartFailure } from '../domain/failure.ts';
import { businessTime } from './clock/clock.ts';
import { createPool, row } from './pool.ts';
import { overdueErasures, remainders } from './privacy/erasure.ts';

/** `npm run erasures:verify`: whether what was erased is gone, and nothing is kept for too long. Exit code 1 where not. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    const db = createPool(readDatabaseUrl(process.env), 2);
    try {
      const left = await remainders(db);
      const overdue = await overdueErasures(db, await yesterday());
      const faults = [
        ...left.map(({ claimId, column, rows }) => `${claimId}: ${rows} rows of ${column} still hold something`),
        ...overdue.map((claimId) => `${claimId}: its time is over, and it is not erased; is a worker running?`),
      ];
      if (faults.length > 0) throw new StartFailure(faults.join('\n'));
      const { n } = (await row<{ n: number }>(db, 'select count(*) as n from erasures'))!;
      console.log(`${n} claims are erased, nothing of them is left, and no other is due`);

      async function yesterday(): Promise<Instant> {
        return msToInstant((await businessTime(db)) - 86_400_000);
      }
    } finally {
      await db.end();
    }
  });
}
