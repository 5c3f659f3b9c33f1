import type { Queryable } from './pool.ts';

/** What is looked through by one of all workers at a time. */
export type Round = 'archivist' | 'archivist-changed' | 'eraser';

/** True for one of those who ask once the round is due. It is theirs for `seconds`: who dies in it is followed by another then. */
export function takeRound(db: Queryable, name: Round, seconds: number): Promise<boolean> {
  return dueIn(db, name, seconds, 'where rounds.due_at <= now()');
}

/** The round is over; the next one is due in `seconds`. */
export async function endRound(db: Queryable, name: Round, seconds: number): Promise<void> {
  await dueIn(db, name, seconds);
}

/** All are due: what a restored copy says of the last ones is of another life. */
export async function beginRoundsAnew(db: Pick<Queryable, 'query'>): Promise<void> {
  await db.query('update rounds set due_at = now()');
}

/** One that has never been made is due. */
async function dueIn(db: Queryable, name: Round, seconds: number, only = ''): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into rounds values ($1, now() + make_interval(secs => $2)) on conflict (name) do update set due_at = excluded.due_at ${only}`,
    [name, seconds],
  );
  return rowCount === 1;
}
