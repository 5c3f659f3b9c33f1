import { type ClaimRow, insertClaim } from '../../../db/claims/claims.ts';
import type { Db } from '../../../db/pool.ts';
import { fund } from './books.ts';

// Rows as acts leave them behind, for tests that need many of them or very particular ones.

const at = '2020-05-26T00:00:00+08:00';

/** A claim in Wuxi of one person, payable. */
export async function claim(db: Db, id: string, change: Partial<ClaimRow> = {}): Promise<string> {
  await insertClaim(db, {
    ...{ id, workflow_id: `claim/wuxi/online-on-the-job/${id}`, jurisdiction: 'wuxi', programme: 'online-on-the-job' },
    ...{ claimant_kind: 'enterprise', claimant: '91320200MA0000001G', claimant_name: '示例企业有限公司' },
    ...{ filed_by: 'chen', stage: 'payable', returned_from: null, step_no: 6, due_at: null, application_due_at: null },
    ...{ due_pending: false, due_rule: null, due_event: null, overdue: false, trainees: 1, estimate_fen: 44_400 },
    ...{ amount_fen: 44_400, filed_at: '2020-03-02T10:00:00+08:00', class_opened_on: '2020-04-07' },
    ...{ class_ended_on: '2020-05-15', rules_version: 'v', roster_id: `R${id}`, filing_dossier_id: 'D' },
    ...{ application_dossier_id: null, clock_offset_ms: 0, last_decision: null, closed: false, transition_no: 6 },
    updated_at: at,
    ...change,
  });
  return id;
}

export async function line(
  db: Db,
  of: { claim: string; ref: string; fen: number; status: string; offsetFen?: number; payment?: string },
): Promise<void> {
  await db.query(
    `insert into lines (claim_id, ref, component, fund, person_id, eligible, amount_fen, trace, status, advance_offset_fen, payment_id)
     values ($1, $2, 'training-subsidy', $3, $2, true, $4, '[]', $5, $6, $7)`,
    [of.claim, of.ref, fund, of.fen, of.status, of.offsetFen ?? 0, of.payment ?? null],
  );
}

export async function batch(db: Db, period: string, id = `wuxi.${fund}.${period}`): Promise<string> {
  await db.query(
    `insert into disbursements (id, jurisdiction, fund, period, workflow_id, status, formed_at)
     values ($1, 'wuxi', $2, $3, $1, 'approved', $4)`,
    [id, fund, period, at],
  );
  return id;
}

export interface NewPayment {
  id: string;
  batch: string;
  claim: string;
  fen: number;
  status: string;
  kind?: 'lines' | 'advance';
  paidAt?: string;
  returnedAt?: string;
}

export async function payment(db: Db, of: NewPayment): Promise<void> {
  await db.query(
    `insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal, paid_at, returned_at)
     values ($1, $2, $3, $4, $5, $6, '{}', $7, $8)`,
    [of.id, of.batch, of.claim, of.kind ?? 'lines', of.fen, of.status, of.paidAt ?? null, of.returnedAt ?? null],
  );
}
