import type { Instalment } from '../../domain/money/instalments.ts';
import { inScope, type Scope, scopeParameters } from '../claims/lists.ts';
import { type Queryable, rows } from '../pool.ts';
import type { DisbursementRow } from './disbursements.ts';
import type { ListedRecovery } from './recoveries.ts';

/** Batches with payments in one of the statuses and what they hold (fen), oldest first: what waits for the finance officers. */
export function waitingDisbursements(
  db: Queryable,
  jurisdiction: string | null,
  statuses: readonly string[],
  limit: number,
): Promise<(DisbursementRow & { amount_fen: number })[]> {
  return rows(
    db,
    `select d.*, held.amount_fen from disbursements d
       cross join lateral (
         select count(*) as payments, coalesce(sum(p.amount_fen) filter (where p.status <> 'refused'), 0) as amount_fen
         from payments p where p.disbursement_id = d.id and p.status <> 'dropped') held
     where ($1::text is null or d.jurisdiction = $1) and d.status = any($2) and held.payments > 0
     order by d.formed_at, d.id limit $3`,
    [jurisdiction, statuses, limit],
  );
}

/** Demands that are out and open, overdue first, then by due date. `unlisted`: only who is overdue and neither listed nor proposed for it. */
export function waitingRecoveries(
  db: Queryable,
  scope: Scope,
  unlisted: boolean,
  limit: number,
): Promise<(ListedRecovery & { plan: Instalment[] })[]> {
  return rows(
    db,
    `select r.*, c.programme, c.claimant_kind, c.claimant, c.claimant_name, coalesce((
       select jsonb_agg(jsonb_build_object('no', i.no, 'dueOn', i.due_on, 'amountFen', i.amount_fen) order by i.no)
       from instalments i where i.recovery_id = r.id), '[]') as plan
     from recoveries r join claims c on c.id = r.claim_id
     where ${inScope('$1', '$2')} and not r.closed and r.act_no > 0
       and (not $3 or (r.status = 'overdue' and r.listing in ('none', 'spared')))
     order by r.status = 'overdue' desc, r.due_at nulls last, r.id limit $4`,
    [...scopeParameters(scope), unlisted, limit],
  );
}
