import type { Db } from '../../../db/pool.ts';

/** Claims with some people each. */
export interface PayableClaims {
  jurisdiction: string;
  programme: string;
  /** Ids begin with it. */
  prefix: string;
  claims: number;
  perClaim: number;
  lineFen: number;
  /** When they were filed, named their account, and their notice ended. */
  days?: { filed: string; account: string; payable: string };
}

const inMay = { filed: '2020-03-02', account: '2020-05-18', payable: '2020-05-26' };

/**
 * Claims that wait for their money, since 26 May 2020 where nothing else is said, as their approval and the end of their notice leave them, without their
 * workflows: for batches of any size. Their promise is not booked.
 */
export async function insertPayable(db: Db, of: PayableClaims): Promise<void> {
  const { jurisdiction, programme, prefix, claims, perClaim, lineFen, days = inMay } = of;
  await db.query(
    `insert into claims (id, workflow_id, jurisdiction, programme, claimant_kind, claimant, claimant_name, filed_by, stage, trainees, filed_at,
       rules_version, roster_id, filing_dossier_id, clock_offset_ms, updated_at)
     select id, 'claim/' || $3 || '/' || $4 || '/' || id, $3, $4, 'enterprise', 'claimant-' || id, '示例企业', 'clerk', 'payable', $5,
       $6::date, 'v', 'roster', 'dossier', 0, $7::date
     from (select $1 || lpad(n::text, 6, '0') as id from generate_series(1, $2::int) n) c`,
    [prefix, claims, jurisdiction, programme, perClaim, days.filed, days.payable],
  );
  await db.query(
    `insert into payees (claim_id, personal, given_at)
     select id, '{"bankName":"示例银行","accountName":"示例企业","accountNumber":"3202000000000001"}', $2::date
     from claims where starts_with(id, $1)`,
    [prefix, days.account],
  );
  await db.query(
    `insert into lines (claim_id, ref, component, fund, person_id, eligible, amount_fen, trace, status, payable_at)
     select id, k, 'training-subsidy', 'skill-action-special-account', id || '-' || k, true, $1, '[]', 'payable',
       $4::timestamp at time zone 'Asia/Shanghai'
     from claims, generate_series(1, $2::int) k where starts_with(id, $3)`,
    [lineFen, perClaim, prefix, days.payable],
  );
  await db.query('analyze');
}
