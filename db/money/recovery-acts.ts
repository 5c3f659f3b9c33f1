import type { Instant } from '../../domain/calendar/date.ts';
import type { RecoveryStanding } from '../../domain/money/recovery.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** One line of what happened to a recovery. */
export interface RecoveryActRow {
  recovery_id: string;
  n: number;
  act: string;
  by_subject: string;
  at: Instant;
  /** Codes, sums and ids; `dossierId` where something was handed in. */
  detail: Record<string, unknown>;
  result: RecoveryStanding;
}

/** What the act answered when it was written the first time. */
export async function writtenAct(db: Queryable, recoveryId: string, n: number): Promise<RecoveryStanding | undefined> {
  const written = 'select result from recovery_acts where recovery_id = $1 and n = $2';
  return (await row<{ result: RecoveryStanding }>(db, written, [recoveryId, n]))?.result;
}

export async function insertAct(db: Queryable, act: RecoveryActRow): Promise<void> {
  await db.query(
    'insert into recovery_acts (recovery_id, n, act, by_subject, at, detail, result) values ($1,$2,$3,$4,$5,$6,$7)',
    [act.recovery_id, act.n, act.act, act.by_subject, act.at, JSON.stringify(act.detail), JSON.stringify(act.result)],
  );
}

export function actsOf(db: Queryable, recoveryId: string): Promise<RecoveryActRow[]> {
  return rows(db, 'select * from recovery_acts where recovery_id = $1 order by n', [recoveryId]);
}

/** When the demand went out. */
export async function openedAt(db: Queryable, recoveryId: string): Promise<Instant | undefined> {
  const opening = `select at from recovery_acts where recovery_id = $1 and act = 'openRecovery'`;
  return (await row<{ at: Instant }>(db, opening, [recoveryId]))?.at;
}

/** Whether what was handed in has been acted on already. */
export async function hasActed(db: Queryable, recoveryId: string, dossierId: string): Promise<boolean> {
  const found = `select 1 from recovery_acts where recovery_id = $1 and detail->>'dossierId' = $2`;
  return (await row(db, found, [recoveryId, dossierId])) !== undefined;
}
