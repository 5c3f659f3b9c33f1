import type { Instant } from '../../domain/calendar/date.ts';
import type { TraceLine } from '../../domain/money/types.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** Money paid ahead of the result. Sums in fen. */
export interface AdvanceRow {
  claim_id: string;
  fund: string;
  amount_fen: number;
  trace: TraceLine[];
  status: 'payable' | 'in-batch' | 'paid' | 'returned' | 'fallen';
  payable_at: Instant;
  paid_at: Instant | null;
  payment_id: string | null;
  /** How much of it entitlements or a recovery have taken up. */
  settled_fen: number;
}

export async function insertAdvance(
  db: Queryable,
  advance: Pick<AdvanceRow, 'claim_id' | 'fund' | 'amount_fen' | 'trace' | 'payable_at'>,
): Promise<void> {
  await db.query(
    `insert into advances (claim_id, fund, amount_fen, trace, payable_at, status) values ($1,$2,$3,$4,$5,'payable')`,
    [advance.claim_id, advance.fund, advance.amount_fen, JSON.stringify(advance.trace), advance.payable_at],
  );
}

export function advanceOf(db: Queryable, claimId: string): Promise<AdvanceRow | undefined> {
  return row(db, 'select * from advances where claim_id = $1', [claimId]);
}

/** Locks the advance, so that no batch takes it up meanwhile. */
export function lockAdvance(db: Queryable, claimId: string): Promise<AdvanceRow | undefined> {
  return row(db, 'select * from advances where claim_id = $1 for update', [claimId]);
}

export async function settleAdvance(db: Queryable, claimId: string, fen: number): Promise<void> {
  await db.query('update advances set settled_fen = settled_fen + $2 where claim_id = $1', [claimId, fen]);
}

/** Of an advance that came back, the part that nothing stands against is not owed any more. When that is all of it, the advance falls. */
export async function writeOffAdvance(db: Queryable, claimId: string, fen: number): Promise<void> {
  await db.query(
    `update advances set settled_fen = settled_fen - $2, amount_fen = case when settled_fen > $2 then amount_fen - $2 else amount_fen end,
       status = case when settled_fen > $2 then status else 'fallen' end
     where claim_id = $1`,
    [claimId, fen],
  );
}

/** What is still owed of advances that came back, fen, by payment. */
export async function owedAgain(db: Queryable, paymentIds: readonly string[]): Promise<Map<string, number>> {
  const owed = await rows<{ id: string; fen: number }>(
    db,
    `select payment_id as id, amount_fen as fen from advances where payment_id = any($1) and status = 'returned'`,
    [paymentIds],
  );
  return new Map(owed.map(({ id, fen }) => [id, fen]));
}

/** Recalls the part that nothing was settled against. */
export async function trimAdvance(db: Queryable, claimId: string): Promise<void> {
  await db.query('update advances set amount_fen = settled_fen where claim_id = $1', [claimId]);
}

export async function fallAdvance(db: Queryable, claimId: string): Promise<void> {
  await db.query(`update advances set status = 'fallen', payment_id = null where claim_id = $1`, [claimId]);
}
