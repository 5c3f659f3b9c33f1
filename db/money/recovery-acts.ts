import type { Instant } from '../../domain/calendar/date.ts';
import type { LostTurn } from '../../domain/lost-act.ts';
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
  /** What it reached the workflow as; null when the clock acted. */
  turn: LostTurn | null;
}

/** The act as it was written the first time. */
export function writtenAct(db: Queryable, recoveryId: string, n: number): Promise<RecoveryActRow | undefined> {
  return row(db, 'select * from recovery_acts where recovery_id = $1 and n = $2', [recoveryId, n]);
}

export async function insertAct(db: Queryable, act: RecoveryActRow): Promise<void> {
  await db.query(
    'insert into recovery_acts (recovery_id, n, act, by_subject, at, detail, result, turn) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [
      ...[act.recovery_id, act.n, act.act, act.by_subject, act.at],
      ...[JSON.stringify(act.detail), JSON.stringify(act.result), act.turn],
    ],
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
