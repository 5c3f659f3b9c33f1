import type { Month } from '../../domain/calendar/month.ts';
import { firstHash } from '../../domain/money/ledger.ts';
import { type Queryable, row } from '../pool.ts';

/** One chain of the ledger. */
export interface Chain {
  jurisdiction: string;
  fund: string;
}

/** The end of a chain. */
export interface Head {
  seq: number;
  hash: string;
}

/**
 * Locks the head of a chain until the transaction ends: whoever posts into it or closes its month waits, and chains of other places
 * and funds do not. A chain that has none yet gets it.
 */
export async function lockHead(db: Queryable, chain: Chain): Promise<Head> {
  const found = await lockIfBegun(db, chain);
  if (found) return found;
  const { jurisdiction, fund } = chain;
  // Two that begin the chain at once: the second waits here for the first, and then finds its head.
  await db.query(
    'insert into ledger_heads (jurisdiction, fund, seq, hash) values ($1,$2,0,$3) on conflict do nothing',
    [jurisdiction, fund, firstHash],
  );
  return (await lockIfBegun(db, chain))!;
}

/** The same of one that has a head; undefined: it has none yet, and nothing is locked. */
export function lockIfBegun(db: Queryable, { jurisdiction, fund }: Chain): Promise<Head | undefined> {
  return row(db, 'select seq, hash from ledger_heads where jurisdiction = $1 and fund = $2 for update', [
    jurisdiction,
    fund,
  ]);
}

export function readHead(db: Queryable, { jurisdiction, fund }: Chain): Promise<Head | undefined> {
  return row(db, 'select seq, hash from ledger_heads where jurisdiction = $1 and fund = $2', [jurisdiction, fund]);
}

export async function moveHead(db: Queryable, { jurisdiction, fund }: Chain, { seq, hash }: Head): Promise<void> {
  await db.query('update ledger_heads set seq = $3, hash = $4 where jurisdiction = $1 and fund = $2', [
    jurisdiction,
    fund,
    seq,
    hash,
  ]);
}

/** The last closed month of a chain: nothing is posted into it or into one before it. */
export async function closedUntil(db: Queryable, { jurisdiction, fund }: Chain): Promise<Month | null> {
  const last = await row<{ period: Month | null }>(
    db,
    'select max(period) as period from ledger_closings where jurisdiction = $1 and fund = $2',
    [jurisdiction, fund],
  );
  return last?.period ?? null;
}
