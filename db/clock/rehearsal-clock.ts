import { type Instant, instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import { Problem } from '../../domain/problem.ts';
import { connect, type Db, type Queryable, row } from '../pool.ts';

/** Names the lock that an advance holds; the only advisory lock with this number in the database. */
const LOCK = 2_020_0126;

export interface RehearsalClock {
  /** Business time = real time + this, milliseconds. */
  offsetMs: number;
  /** An advance is under way. */
  moving: boolean;
  schedulesRanUntil: Instant;
}

/** The clock's row; undefined before the first bootstrap. A flag that a crashed advance left behind counts for nothing: its lock ended with it. */
export async function findClock(db: Queryable): Promise<RehearsalClock | undefined> {
  return row(
    db,
    `select offset_ms as "offsetMs", schedules_ran_until as "schedulesRanUntil",
       moving and exists (
         select from pg_locks l join pg_database d on d.oid = l.database
         where d.datname = current_database() and l.locktype = 'advisory' and l.classid = 0 and l.objid = $1 and l.granted
       ) as moving
     from rehearsal_clock`,
    [LOCK],
  );
}

/** Sets the clock of a new rehearsal to `start`; one that runs already keeps its time. `nowMs` is real time. */
export async function startClock(db: Queryable, start: Instant, nowMs: number): Promise<void> {
  await db.query(
    'insert into rehearsal_clock (offset_ms, schedules_ran_until) values ($1, $2) on conflict (id) do nothing',
    [instantToMs(start) - nowMs, start],
  );
}

export async function setOffset(held: Queryable, offsetMs: number): Promise<void> {
  await held.query('update rehearsal_clock set offset_ms = $1', [offsetMs]);
}

export async function setSchedulesRanUntil(held: Queryable, atMs: number): Promise<void> {
  await held.query('update rehearsal_clock set schedules_ran_until = greatest(schedules_ran_until, $1)', [
    msToInstant(atMs),
  ]);
}

/**
 * Runs `work` as the only advance there is, in any process, and shows the clock as moving meanwhile. All writing to the clock
 * goes through the connection that holds the lock: when it is lost, the advance cannot write either.
 * @throws Problem `clock-moving` when another advance is under way.
 */
export async function holdingClock<T>(db: Db, work: (held: Queryable) => Promise<T>): Promise<T> {
  const held = await connect(db);
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  held.on('error', onError);
  try {
    const lock = await row<{ taken: boolean }>(held, 'select pg_try_advisory_lock($1) as taken', [LOCK]);
    if (!lock?.taken) throw new Problem('clock-moving');
    try {
      await held.query('update rehearsal_clock set moving = true');
      return await work(held);
    } finally {
      await release(held).catch(onError);
    }
  } finally {
    held.off('error', onError);
    // A connection that could not give the lock back is closed, which gives it back.
    held.release(broken);
  }
}

async function release(held: Queryable): Promise<void> {
  await held.query('update rehearsal_clock set moving = false');
  await held.query('select pg_advisory_unlock($1)', [LOCK]);
}
