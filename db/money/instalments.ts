import type { Instalment } from '../../domain/money/instalments.ts';
import { type Queryable, rows } from '../pool.ts';

/** The plan of a recovery, the first instalment first; empty when none was agreed. */
export function instalmentsOf(db: Queryable, recoveryId: string): Promise<Instalment[]> {
  return rows(
    db,
    `select no, due_on as "dueOn", amount_fen as "amountFen" from instalments where recovery_id = $1 order by no`,
    [recoveryId],
  );
}

/** Puts a new plan in the place of the old one; what was agreed before stays in the recovery's acts. */
export async function replaceInstalments(
  db: Queryable,
  recoveryId: string,
  plan: readonly Instalment[],
): Promise<void> {
  await db.query('delete from instalments where recovery_id = $1', [recoveryId]);
  await db.query(
    `insert into instalments (recovery_id, no, due_on, amount_fen)
     select $1, r.no, r."dueOn", r."amountFen" from jsonb_to_recordset($2) as r(no int, "dueOn" date, "amountFen" bigint)`,
    [recoveryId, JSON.stringify(plan)],
  );
}
