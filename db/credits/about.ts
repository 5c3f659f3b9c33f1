import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Outcome, Side } from '../../domain/learners/evaluation.ts';
import type { KnownPerson } from '../people/held.ts';
import { type Queryable, rows } from '../pool.ts';
import type { CreditCertificate } from './certificates.ts';
import type { CreditEntry } from './entries.ts';
import type { StatementRow } from './statements.ts';

// What one place holds about what a person learnt. Every question takes the person's id and the place.

export function entriesHeld(db: Queryable, { personId }: KnownPerson, place: string): Promise<CreditEntry[]> {
  return rows(
    db,
    `select e.* from credit_entries e join claims c on c.id = e.claim_id
     where e.person_id = $1 and c.jurisdiction = $2 order by e.earned_at, e.claim_id`,
    [personId, place],
  );
}

export function statementsHeld(db: Queryable, { personId }: KnownPerson, place: string): Promise<StatementRow[]> {
  return rows(db, 'select * from credit_statements where person_id = $1 and jurisdiction = $2 order by issued_at, id', [
    ...[personId, place],
  ]);
}

export function certificatesHeld(
  db: Queryable,
  { personId }: KnownPerson,
  place: string,
): Promise<CreditCertificate[]> {
  return rows(
    db,
    'select * from credit_certificates where person_id = $1 and jurisdiction = $2 order by proposed_at, id',
    [personId, place],
  );
}

/** Without the words, which others wrote. */
export interface HeldEvaluation {
  claimId: string;
  side: Side;
  rating: number;
  skillImproved: boolean;
  outcome: Outcome | null;
  outcomeOn: LocalDate | null;
  at: Instant;
}

export function evaluationsHeld(db: Queryable, { personId }: KnownPerson, place: string): Promise<HeldEvaluation[]> {
  return rows(
    db,
    `select v.claim_id as "claimId", v.side, v.rating, v.skill_improved as "skillImproved", v.outcome, v.outcome_on as "outcomeOn", v.at
     from evaluations v join claims c on c.id = v.claim_id join roster_rows r on r.roster_id = c.roster_id and r.ref = v.ref
     where r.person_id = $1 and c.jurisdiction = $2 order by v.seq`,
    [personId, place],
  );
}
