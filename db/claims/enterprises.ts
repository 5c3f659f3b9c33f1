import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Stage } from '../../domain/claim/stages.ts';
import type { InspectionOutcome, InspectionStage } from '../../domain/inspection/inspection.ts';
import type { ListingKind, ListingStatus } from '../../domain/listings/listing.ts';
import type { RecoveryStatus } from '../../domain/money/recovery.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** More of one kind tells nobody more about an enterprise. */
const most = 100;

/** Claims of a credit code, in one place or in all: `$1`, `$2`. */
const own = `c.claimant_kind <> 'individual' and c.claimant = $1 and ($2::text is null or c.jurisdiction = $2)`;

export interface EnterpriseSums {
  /** As its claims have it, the latest first. */
  names: string[];
  claims: number;
  open: number;
  /** Past their period, and it was the enterprise's turn: what an authority is late with is not held against it. */
  overdue: number;
  /** Fen: what went out and did not come back from the bank. */
  paidFen: number;
  /** Fen that were demanded back, and came back. */
  demandedFen: number;
  repaidFen: number;
  openFindings: number;
  settledFindings: number;
  openFraud: number;
  upheldFraud: number;
}

/** Undefined: it has no claim there. */
export function enterpriseSums(
  db: Queryable,
  uscc: string,
  place: string | null,
  turn: readonly Stage[],
): Promise<EnterpriseSums | undefined> {
  const count = (from: string, where: string) =>
    `(select count(*) from ${from} t join own using (claim_id) where ${where})::int`;
  const sum = (of: string, from: string, where: string) =>
    `(select coalesce(sum(t.${of}), 0) from ${from} t join own using (claim_id) where ${where})::bigint`;
  return row(
    db,
    `with own as (select c.id as claim_id, c.claimant_name, c.closed, c.overdue and c.stage = any($3) as overdue, c.filed_at from claims c where ${own})
     select (select array_agg(n.name order by n.last desc)
         from (select claimant_name as name, max(filed_at) as last from own group by 1) n) as names, count(*)::int as claims,
       count(*) filter (where not closed)::int as open, count(*) filter (where overdue)::int as overdue,
       ${sum('amount_fen', 'payments', `t.status = 'paid'`)} as "paidFen",
       ${sum('amount_fen', 'recoveries', `t.status <> 'cancelled'`)} as "demandedFen", ${sum('repaid_fen', 'recoveries', 'true')} as "repaidFen",
       ${count('findings', `t.status = 'open'`)} as "openFindings", ${count('findings', `t.status = 'cleared'`)} as "settledFindings",
       ${count('fraud_findings', `t.status = 'open'`)} as "openFraud", ${count('fraud_findings', `t.status = 'upheld'`)} as "upheldFraud"
     from own having count(*) > 0`,
    [uscc, place, turn],
  );
}

/** Where its claims stand or how they ended; fen as fixed, or as estimated. */
export function enterpriseOutcomes(
  db: Queryable,
  uscc: string,
  place: string | null,
): Promise<{ stage: Stage; claims: number; trainees: number; amountFen: number }[]> {
  return rows(
    db,
    `select c.stage, count(*)::int as claims, sum(c.trainees)::int as trainees,
       coalesce(sum(coalesce(c.amount_fen, c.estimate_fen)), 0)::bigint as "amountFen"
     from claims c where ${own} group by c.stage order by count(*) desc, c.stage`,
    [uscc, place],
  );
}

export interface EnterpriseRecovery {
  id: string;
  claimId: string;
  amountFen: number;
  repaidFen: number;
  reason: string;
  status: RecoveryStatus;
  openedAt: Instant;
  /** Whether it was listed as dishonest for it. */
  listing: 'proposed' | 'listed' | 'spared' | 'withdrawn' | null;
}

export function enterpriseRecoveries(db: Queryable, uscc: string, place: string | null): Promise<EnterpriseRecovery[]> {
  return rows(
    db,
    `select r.id, r.claim_id as "claimId", r.amount_fen as "amountFen", r.repaid_fen as "repaidFen", r.reason, r.status,
       r.opened_at as "openedAt", l.status as listing
     from recoveries r join claims c on c.id = r.claim_id left join credit_listings l on l.recovery_id = r.id
     where ${own} order by r.opened_at desc, r.id limit ${most}`,
    [uscc, place],
  );
}

export interface EnterpriseInspection {
  id: string;
  claimId: string;
  stage: InspectionStage;
  outcome: InspectionOutcome | null;
  openedAt: Instant;
}

export function enterpriseInspections(
  db: Queryable,
  uscc: string,
  place: string | null,
): Promise<EnterpriseInspection[]> {
  return rows(
    db,
    `select i.id, i.claim_id as "claimId", i.stage, i.outcome, i.opened_at as "openedAt"
     from inspections i join claims c on c.id = i.claim_id where ${own} order by i.opened_at desc, i.id limit ${most}`,
    [uscc, place],
  );
}

export interface EnterpriseListing {
  id: string;
  kind: ListingKind;
  status: ListingStatus;
  from: LocalDate;
  to: LocalDate | null;
}

/** On the black or white list of the place, or proposed for it. */
export function enterpriseListings(db: Queryable, uscc: string, place: string | null): Promise<EnterpriseListing[]> {
  return rows(
    db,
    `select id, kind, status, listed_from as "from", listed_to as "to" from party_listings
     where party_kind in ('enterprise', 'institution') and party = $1 and ($2::text is null or jurisdiction = $2)
     order by proposed_at desc, id limit ${most}`,
    [uscc, place],
  );
}
