import type { Queryable } from './pool.ts';

/** Until the transaction ends, only one at a time does what bears this name: what it counts, nobody else adds to. */
export async function oneAtATime(tx: Queryable, name: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
}
