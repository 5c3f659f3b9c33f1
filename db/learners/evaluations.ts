import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Outcome, Side } from '../../domain/learners/evaluation.ts';
import { type Queryable, rows } from '../pool.ts';
import { ofEvaluation } from '../privacy/context.ts';

/** How a class was judged for one person, and what became of them. */
export interface EvaluationRow {
  id: string;
  claim_id: string;
  ref: string;
  side: Side;
  /** 1 to 5. */
  rating: number;
  skill_improved: boolean;
  outcome: Outcome | null;
  outcome_on: LocalDate | null;
  by_subject: string;
  /** Business time. */
  at: Instant;
}

export type NewEvaluation = EvaluationRow & { text: string | null };

/** A repeated attempt brings the same ids and changes nothing. */
export async function insertEvaluations(db: Queryable, evaluations: readonly NewEvaluation[]): Promise<void> {
  const stored = evaluations.map(({ text, ...one }) => ({
    ...one,
    personal: text === null ? {} : db.vault.seal({ text }, ofEvaluation(one.id)),
  }));
  await db.query(
    `insert into evaluations (id, claim_id, ref, side, rating, skill_improved, outcome, outcome_on, personal, by_subject, at)
     select e.id, e.claim_id, e.ref, e.side, e.rating, e.skill_improved, e.outcome, e.outcome_on, e.personal, e.by_subject, e.at
     from jsonb_to_recordset($1) as e(id text, claim_id text, ref text, side text, rating int, skill_improved boolean, outcome text,
       outcome_on date, personal jsonb, by_subject text, at timestamptz)
     on conflict (id) do nothing`,
    [JSON.stringify(stored)],
  );
}

/** Newest first; `superseded`: the same side has judged again since. */
export type Evaluation = NewEvaluation & { superseded: boolean };

/** What was said of the persons of a claim that `refs` name. */
export async function evaluationsOf(db: Queryable, claimId: string, refs: readonly string[]): Promise<Evaluation[]> {
  const found = await rows<EvaluationRow & { superseded: boolean; personal: object }>(
    db,
    `select id, claim_id, ref, side, rating, skill_improved, outcome, outcome_on, by_subject, at, personal,
       row_number() over (partition by ref, side order by seq desc) > 1 as superseded
     from evaluations where claim_id = $1 and ref = any($2) order by seq desc`,
    [claimId, refs],
  );
  return found.map(({ personal, ...one }) => ({
    ...one,
    text: db.vault.open<{ text?: string }>(personal, ofEvaluation(one.id), `evaluations ${one.id}`).text ?? null,
  }));
}
