import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import { type Queryable, rows, type Tx } from '../pool.ts';
import { asSystemIn } from '../scope.ts';

/** What one class gave one person. */
export interface NewCreditEntry {
  claim_id: string;
  person_id: string;
  ref: string;
  class_hours: number;
  credits: number;
  /** Kind of the certificate that the class ended with. */
  certificate: string | null;
}

export type WithdrawalReason = 'fraud' | 'objection-upheld' | 'decided-anew';

export interface CreditEntry extends NewCreditEntry {
  /** Business time. */
  earned_at: Instant;
  status: 'standing' | 'withdrawn';
  withdrawn_at: Instant | null;
  withdrawn_reason: WithdrawalReason | null;
}

/** Books what a class gave its people; once per claim and person: decided anew, the later decision counts. What fraud has taken stays taken. */
export async function insertCredits(db: Queryable, entries: readonly NewCreditEntry[], at: Instant): Promise<void> {
  await db.query(
    `insert into credit_entries (claim_id, person_id, ref, class_hours, credits, certificate, earned_at)
     select e.claim_id, e.person_id, e.ref, e.class_hours, e.credits, e.certificate, $2
     from jsonb_to_recordset($1) as e(claim_id text, person_id uuid, ref text, class_hours int, credits int, certificate text)
     on conflict (claim_id, person_id) do update set ref = excluded.ref, class_hours = excluded.class_hours, credits = excluded.credits,
       certificate = excluded.certificate, earned_at = excluded.earned_at, status = 'standing', withdrawn_at = null, withdrawn_reason = null
       where credit_entries.withdrawn_reason is distinct from 'fraud'`,
    [JSON.stringify(entries), at],
  );
}

/** Withdraws the credits of the named persons of a claim (`refs` null: of all). */
export async function withdrawCredits(
  db: Queryable,
  claimId: string,
  refs: readonly string[] | null,
  { reason, at }: { reason: WithdrawalReason; at: Instant },
): Promise<void> {
  await db.query(
    `update credit_entries set status = 'withdrawn', withdrawn_at = $3, withdrawn_reason = $4
     where claim_id = $1 and ($2::text[] is null or ref = any($2)) and status = 'standing'`,
    [claimId, refs, at, reason],
  );
}

/** Credits of the named persons that were withdrawn for a reason that does not hold any more. */
export async function reinstateCredits(
  db: Queryable,
  claimId: string,
  refs: readonly string[],
  reason: WithdrawalReason,
): Promise<void> {
  await db.query(
    `update credit_entries set status = 'standing', withdrawn_at = null, withdrawn_reason = null
     where claim_id = $1 and ref = any($2) and status = 'withdrawn' and withdrawn_reason = $3`,
    [claimId, refs, reason],
  );
}

/** An entry with the class that gave it. */
export type ClassEntry = CreditEntry & {
  jurisdiction: string;
  programme: string;
  class_opened_on: LocalDate | null;
  class_ended_on: LocalDate | null;
  claimant_kind: string;
  claimant_name: string | null;
};

/** What a person earned, of whatever place: credits go with the person. Oldest class first. */
export function creditsOfPerson(tx: Tx, personId: string): Promise<ClassEntry[]> {
  return asSystemIn(tx, () =>
    rows(
      tx,
      `select e.*, c.jurisdiction, c.programme, c.class_opened_on, c.class_ended_on, c.claimant_kind, c.claimant_name
       from credit_entries e join claims c on c.id = e.claim_id
       where e.person_id = $1 order by c.class_ended_on, e.claim_id`,
      [personId],
    ),
  );
}

/** Who has credits of a class in the place, and how many of all places. */
export interface Learner {
  person_id: string;
  class_hours: number;
  credits: number;
}

/** By person, behind the one named. */
export function learnersOf(tx: Tx, place: string, after: string | null, limit: number): Promise<Learner[]> {
  return asSystemIn(tx, () =>
    rows(
      tx,
      `select e.person_id, sum(e.class_hours) as class_hours, sum(e.credits) as credits from credit_entries e
       where e.status = 'standing' and ($2::uuid is null or e.person_id > $2) and e.person_id in (
         select o.person_id from credit_entries o join claims c on c.id = o.claim_id
         where c.jurisdiction = $1 and o.status = 'standing' and o.credits > 0)
       group by e.person_id order by e.person_id limit $3`,
      [place, after, limit],
    ),
  );
}
