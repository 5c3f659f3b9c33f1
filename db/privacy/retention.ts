import type { Instant } from '../../domain/calendar/date.ts';
import type { ResolvedParams } from '../../domain/rules/param.ts';
import { isAccused, isObjected } from '../claims/lists.ts';
import { withFilingLaw } from '../claims/pins.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** A claim whose dossier need not be kept any longer. */
export interface Due {
  claim_id: string;
  kept_until: Instant;
  /** The figure that says for how long, as it was pinned with the filing. */
  law: ResolvedParams[string];
}

/** The last thing that happened to a claim `c`, or to its money. */
export const lastMove = `greatest(
  (select max(m.at) from transitions m where m.claim_id = c.id),
  (select max(a.at) from recovery_acts a join recoveries r on r.id = a.recovery_id where r.claim_id = c.id),
  (select max(greatest(b.reported_at, b.decided_at)) from repayments b join recoveries r on r.id = b.recovery_id where r.claim_id = c.id),
  (select max(greatest(p.paid_at, p.returned_at)) from payments p where p.claim_id = c.id),
  (select max(a.at) from inspection_acts a join inspections i on i.id = a.inspection_id where i.claim_id = c.id),
  (select max(greatest(j.proposed_at, j.decided_at)) from judicial_referrals j join inspections i on i.id = j.inspection_id where i.claim_id = c.id),
  (select max(greatest(a.filed_at, a.recorded_at, a.confirmed_at)) from administrative_reviews a where a.claim_id = c.id))`;

/** Years are counted by the calendar here, whatever zone the database is in. */
const keptUntil = `((${lastMove} at time zone 'Asia/Shanghai' + make_interval(years => (n.params->'archive-years'->>'value')::int))
  at time zone 'Asia/Shanghai')`;

/** Nothing about it is open: no demand, nothing that is owed back, no report of money, no return, no finding, no objection, no inspection, no administrative review or reopening, no payment at the bank. */
const isOver = `c.closed
  and not exists (select from recoveries r where r.claim_id = c.id and (not r.closed or r.repaid_fen + r.cancelled_fen > r.amount_fen))
  and not exists (select from repayments b join recoveries r on r.id = b.recovery_id where r.claim_id = c.id and b.status = 'reported')
  and not exists (select from payment_returns b where b.claim_id = c.id and not b.closed)
  and not ${isAccused} and not ${isObjected}
  and not exists (select from inspections i where i.claim_id = c.id and not i.closed)
  and not exists (select from administrative_reviews a where a.claim_id = c.id and a.status <> 'closed')
  and not exists (select from reopenings r where r.claim_id = c.id and r.status = 'proposed')
  and not exists (select from judicial_referrals j join inspections i on i.id = j.inspection_id where i.claim_id = c.id and j.status = 'proposed')
  and not exists (select from payments p where p.claim_id = c.id and p.status in ('formed', 'approved'))`;

const wasErased = 'exists (select from erasures e where e.claim_id = c.id)';

/** Claims `c` whose time is over, and that were never erased or hold something again: money moves late. */
const due = (isHeld: string) => `select c.id as claim_id, ${keptUntil} as kept_until, n.params->'archive-years' as law
  from claims c ${withFilingLaw}
  where ${isOver} and ${keptUntil} <= $1 and (not ${wasErased} or ${isHeld})`;

/** Claims whose time is over, at most `limit`, leaving some out. `isHeld`: condition on a claim `c` that was erased before. */
export function dueForErasure(
  db: Queryable,
  isHeld: string,
  now: Instant,
  limit: number,
  but: readonly string[] = [],
): Promise<Due[]> {
  return rows(db, `${due(isHeld)} and c.id <> all($3) order by c.id limit $2`, [now, limit, but]);
}

/** The claim, if its time is over; undefined when something has happened to it meanwhile. */
export function stillDue(db: Queryable, isHeld: string, claimId: string, now: Instant): Promise<Due | undefined> {
  return row(db, `${due(isHeld)} and c.id = $2`, [now, claimId]);
}

export interface Erasure extends Due {
  erased_at: Instant;
  counts: Record<string, number>;
}

/** A claim is erased as often as something more was held of it when its time was over. */
export async function insertErasure(tx: Queryable, e: Erasure): Promise<void> {
  await tx.query(
    `insert into erasures (claim_id, no, erased_at, kept_until, law, counts)
     select $1, count(*) + 1, $2, $3, $4, $5 from erasures where claim_id = $1`,
    [e.claim_id, e.erased_at, e.kept_until, JSON.stringify(e.law), JSON.stringify(e.counts)],
  );
}

/** The first one: from then on there is no dossier. */
export function erasureOf(db: Queryable, claimId: string): Promise<Erasure | undefined> {
  return row(
    db,
    'select claim_id, erased_at, kept_until, law, counts from erasures where claim_id = $1 order by no limit 1',
    [claimId],
  );
}

/** Whether a batch holds payments whose accounts are erased: its file cannot be written any more. */
export async function hasErased(db: Queryable, disbursementId: string): Promise<boolean> {
  const found = `select 1 from payments where disbursement_id = $1 and personal = '{}' limit 1`;
  return (await row(db, found, [disbursementId])) !== undefined;
}

/** Claims behind one, by id, that were erased and to which nothing has happened since: what happens later has a time of its own. */
export async function erasedForGood(db: Queryable, after: string, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select c.id from claims c ${withFilingLaw}
     where c.id > $1 and ${wasErased} and ${isOver}
       and ${keptUntil} <= (select max(e.kept_until) from erasures e where e.claim_id = c.id) order by c.id limit $2`,
    [after, limit],
  );
  return found.map(({ id }) => id);
}
