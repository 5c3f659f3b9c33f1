import { userInfo } from 'node:os';
import { msToInstant } from '../../domain/calendar/instant.ts';
import { businessTime } from '../clock/clock.ts';
import { type Db, transaction } from '../pool.ts';
import { appendEntries } from './append.ts';
import { ownEntry } from './own-entry.ts';

/** Notes what somebody at a terminal is about to do with the whole system; they are known by their account there. */
export async function recordOperator(db: Db, act: string, concerns: string[]): Promise<void> {
  const entry = ownEntry({
    ...{ businessAt: msToInstant(await businessTime(db)), actor: userInfo().username, role: 'operator' },
    ...{ act, concerns, outcome: 'asked' },
  });
  await transaction(db, (tx) => appendEntries(tx, [entry]));
}
