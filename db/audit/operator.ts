import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { businessTime, realTime } from '../clock/clock.ts';
import { type Db, transaction } from '../pool.ts';
import { appendEntries } from './append.ts';

/** Notes what somebody at a terminal is about to do with the whole system; they are known by their account there. */
export async function recordOperator(db: Db, act: string, concerns: string[]): Promise<void> {
  const entry = {
    ...{ at: realTime(), businessAt: msToInstant(await businessTime(db)) },
    ...{ actor: userInfo().username, role: 'operator', jurisdiction: null, apiKey: null },
    ...{ act, place: null, claimId: null, concerns, persons: [] },
    ...{ purpose: act, requestId: randomUUID(), outcome: 'asked' },
  };
  await transaction(db, (tx) => appendEntries(tx, [entry]));
}
