import type { Instant } from '../../domain/calendar/date.ts';
import type { Moved } from '../../domain/claim/protocol.ts';
import type { LostTurn } from '../../domain/lost-act.ts';
import { type Queryable, row, rows, together } from '../pool.ts';
import { tellOfStage } from '../webhooks/deliveries.ts';

/** One line of a claim's timeline. */
export interface TransitionRow {
  claim_id: string;
  n: number;
  act: string;
  by_subject: string;
  via: 'api' | 'temporal' | 'system';
  at: Instant;
  from_stage: string | null;
  to_stage: string;
  decision: string | null;
  reason_code: string | null;
  dossier_id: string | null;
  detail: Record<string, unknown>;
  result: unknown;
  /** What it reached the workflow as; null when the clock acted. */
  turn: LostTurn | null;
}

/** A transition as it was written the first time. */
export type WrittenTransition<T> = Pick<TransitionRow, 'act' | 'by_subject' | 'dossier_id' | 'turn'> & { result: T };

export function writtenTransition<T extends Moved>(
  db: Queryable,
  claimId: string,
  n: number,
): Promise<WrittenTransition<T> | undefined> {
  const written = 'select act, by_subject, dossier_id, turn, result from transitions where claim_id = $1 and n = $2';
  return row(db, written, [claimId, n]);
}

/** Whether a person has acted on the claim since its transition `n`. What the clock does changes nothing that is decided on. */
export async function hasMovedSince(db: Queryable, claimId: string, n: number): Promise<boolean> {
  const moved = `select 1 from transitions where claim_id = $1 and n > $2 and via <> 'system' limit 1`;
  return (await rows(db, moved, [claimId, n])).length > 0;
}

/** Writes what has happened into the timeline, and what the claimant's own systems are told of it. The claim's row says already where it stands. */
export async function insertTransition(db: Queryable, t: TransitionRow): Promise<void> {
  const written = db.query(
    `insert into transitions (claim_id, n, act, by_subject, via, at, from_stage, to_stage, decision, reason_code, dossier_id, detail, result, turn)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)`,
    [
      t.claim_id,
      t.n,
      t.act,
      t.by_subject,
      t.via,
      t.at,
      t.from_stage,
      t.to_stage,
      t.decision,
      t.reason_code,
      t.dossier_id,
      JSON.stringify(t.detail),
      JSON.stringify(t.result),
      t.turn,
    ],
  );
  const { claim_id: claimId, n, from_stage: from, at } = t;
  await together([written, from !== t.to_stage && tellOfStage(db, { claimId, n, from, at })]);
}

/** The clause of the law that a rejection rests on, as it is cited. */
export const clauseOf = ({ detail }: Pick<TransitionRow, 'detail'>): string | null =>
  typeof detail.clause === 'string' ? detail.clause : null;

export function timelineOf(db: Queryable, claimId: string): Promise<TransitionRow[]> {
  return rows(db, 'select * from transitions where claim_id = $1 order by n', [claimId]);
}

/** Whether what was handed in has moved the claim already. */
export async function hasHappened(db: Queryable, claimId: string, dossierId: string): Promise<boolean> {
  const found = 'select 1 from transitions where claim_id = $1 and dossier_id = $2';
  return (await row(db, found, [claimId, dossierId])) !== undefined;
}
