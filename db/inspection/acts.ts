import type { Instant } from '../../domain/calendar/date.ts';
import type { InspectionStanding } from '../../domain/inspection/inspection.ts';
import type { LostTurn } from '../../domain/lost-act.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** One line of what happened to an inspection. */
export interface InspectionActRow {
  inspection_id: string;
  n: number;
  act: string;
  by_subject: string;
  at: Instant;
  /** Codes and ids; `dossierId` where something was handed in. */
  detail: Record<string, unknown>;
  result: InspectionStanding;
  /** What it reached the workflow as; null when the clock acted. */
  turn: LostTurn | null;
}

/** The act as it was written the first time. */
export function writtenInspectionAct(db: Queryable, id: string, n: number): Promise<InspectionActRow | undefined> {
  return row(db, 'select * from inspection_acts where inspection_id = $1 and n = $2', [id, n]);
}

export async function insertInspectionAct(db: Queryable, act: InspectionActRow): Promise<void> {
  await db.query(
    'insert into inspection_acts (inspection_id, n, act, by_subject, at, detail, result, turn) values ($1,$2,$3,$4,$5,$6,$7,$8)',
    [
      ...[act.inspection_id, act.n, act.act, act.by_subject, act.at],
      ...[JSON.stringify(act.detail), JSON.stringify(act.result), act.turn],
    ],
  );
}

export function inspectionActsOf(db: Queryable, id: string): Promise<InspectionActRow[]> {
  return rows(db, 'select * from inspection_acts where inspection_id = $1 order by n', [id]);
}

/** Whether what was handed in has been acted on already. */
export async function hasActedOnInspection(db: Queryable, id: string, dossierId: string): Promise<boolean> {
  const found = `select 1 from inspection_acts where inspection_id = $1 and detail->>'dossierId' = $2`;
  return (await row(db, found, [id, dossierId])) !== undefined;
}
