import type { Instant } from '../../domain/calendar/date.ts';
import type { Month } from '../../domain/calendar/month.ts';
import type { RegisterStatus } from '../../domain/papers/register.ts';
import { type Queryable, rows } from '../pool.ts';
import { ofAccount } from '../privacy/context.ts';
import type { Chain } from './ledger-head.ts';

/** One payment that went to the bank, fen. */
export interface RegisterRow {
  disbursementId: string;
  paymentId: string;
  claimId: string;
  programme: string;
  claimantKind: 'enterprise' | 'institution' | 'individual';
  claimant: string;
  /** An individual's name is still in full here: it leaves this process masked only. */
  claimantName: string | null;
  persons: number;
  amountFen: number;
  fund: string;
  status: RegisterStatus;
  paidAt: Instant | null;
  returnedAt: Instant | null;
}

// What a returned payment held moves on into a later one; its return, or the ledger, still knows whom the first was for.
const persons = `
  case when p.kind = 'advance' then c.trainees else coalesce(
    nullif((select count(distinct l.ref) from lines l where l.payment_id = p.id and l.status <> 'fallen'), 0),
    nullif((select count(distinct e.ref) from ledger_sets s join ledger_entries e using (jurisdiction, fund, seq)
            where s.cause = 'payment/' || p.id), 0),
    (select count(distinct i->>'ref') from payment_returns r cross join jsonb_array_elements(r.items) i where r.payment_id = p.id)) end`;

/** A month's batch; `claimId`: only what is of this claim. */
export type BatchOf = Chain & { period: Month; claimId?: string };

/** The individuals whom a month's batch pays themselves: they are named in its register. */
export async function individualsIn(db: Queryable, of: BatchOf): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    `select distinct r.person_id as id from disbursements d join payments p on p.disbursement_id = d.id
       join claims c on c.id = p.claim_id and c.claimant_kind = 'individual' join roster_rows r on r.roster_id = c.roster_id
     where d.jurisdiction = $1 and d.fund = $2 and d.period = $3 and p.status in ('paid', 'returned', 'approved')`,
    [of.jurisdiction, of.fund, of.period],
  );
  return found.map(({ id }) => id);
}

/** 发放台账 of a month's batch: what stands so, one page in the order of payment numbers; `after` is the last one of the page before. */
export async function registerPage(
  db: Queryable,
  of: BatchOf,
  status: RegisterStatus,
  after: string | null,
  limit: number,
): Promise<RegisterRow[]> {
  const found = await rows<RegisterRow & { payee: string | null }>(
    db,
    `select d.id as "disbursementId", p.id as "paymentId", p.claim_id as "claimId", c.programme,
       c.claimant_kind as "claimantKind", c.claimant, c.claimant_name as "claimantName",
       case when c.claimant_name is null then p.personal->>'accountName' end as payee,
       ${persons} as persons, p.amount_fen as "amountFen", d.fund, p.status, p.paid_at as "paidAt", p.returned_at as "returnedAt"
     from disbursements d join payments p on p.disbursement_id = d.id join claims c on c.id = p.claim_id
     where d.jurisdiction = $1 and d.fund = $2 and d.period = $3 and p.status = $4
       and ($5::text is null or p.id > $5) and ($7::text is null or p.claim_id = $7)
     order by p.id limit $6`,
    [of.jurisdiction, of.fund, of.period, status, after, limit, of.claimId ?? null],
  );
  return found.map(({ payee, ...one }) => {
    if (payee === null) return one;
    const context = ofAccount(one.claimId);
    return { ...one, claimantName: db.vault.openField(payee, 'accountName', context, `payments ${one.paymentId}`) };
  });
}
