import { insertApiKey } from '../../../db/intake/api-keys.ts';
import { storeFile } from '../../../db/intake/files.ts';
import { postAll } from '../../../db/money/ledger.ts';
import { type Db, transaction } from '../../../db/pool.ts';
import { transfer } from '../../../domain/money/ledger.ts';
import { loadRegistry } from '../../../jurisdictions/registry.ts';
import { claim } from '../../money/support/tables.ts';

const registry = loadRegistry();
const fund = 'skill-action-special-account';
const at = '2020-05-26T00:00:00+08:00';

export interface Claimant {
  kind: 'enterprise' | 'institution' | 'individual';
  code: string;
}

/** Whose it is, and where. */
export interface Belonging {
  claimant: Claimant;
  jurisdiction: string;
  programme: string;
}

/** What an address names. */
export const things = [
  'claim',
  'file',
  'notice',
  'objection',
  'batch',
  'payment',
  'return',
  'recovery',
  'repayment',
  'finding',
  'inspection',
  'key',
] as const;
export type Thing = (typeof things)[number];

/** Ids of everything that hangs on one claim. */
export type Ids = Record<Thing, string>;

/** One claim with everything that can hang on it, as acts would leave it: nothing about it is closed. */
export async function insertBelongings(db: Db, tag: string, of: Belonging): Promise<Ids> {
  const id = Object.fromEntries(things.map((thing) => [thing, idOf(thing, tag)])) as Ids;
  id.batch = `${of.jurisdiction}.${fund}.2020-05`;
  const { kind, code } = of.claimant;
  await claim(db, id.claim, {
    ...{ workflow_id: `claim/${of.jurisdiction}/${of.programme}/${id.claim}`, jurisdiction: of.jurisdiction },
    ...{ programme: of.programme, claimant_kind: kind, claimant: code, filed_by: `filer-${tag}`, overdue: true },
    ...{ claimant_name: `name-${tag}`, filing_dossier_id: `D-${tag}`, roster_id: `R-${tag}`, stage: 'training' },
  });
  await storeFile(db, {
    ...{ id: id.file, owner: `${kind}:${code}`, contentType: 'application/pdf', sha256: '', name: `${tag}.pdf` },
    content: Buffer.from(`%PDF-${tag}`),
  });
  const run = (sql: string, values: unknown[]) => db.query(sql, values);
  const place = of.jurisdiction;
  await run(`insert into rosters (id, owner, rows, accepted) values ($1, $2, 1, 1)`, [`R-${tag}`, `${kind}:${code}`]);
  await run('insert into filed_rosters (claim_id, roster_id) values ($1, $2)', [id.claim, `R-${tag}`]);
  await run(
    `with p as (insert into people (id_number_index, personal) values ($1, '{}') returning person_id)
     insert into roster_rows (roster_id, row_no, ref, person_id, relation, personal)
     select $2, 1, '1', person_id, 'employee', '{"name":"某某","idNumber":"x"}' from p`,
    [tag, `R-${tag}`],
  );
  await run(
    `insert into dossiers (id, claim_id, kind, personal, by_subject) values ($1, $2, 'filing', '{"filing":{}}', $3)`,
    [`D-${tag}`, id.claim, `filer-${tag}`],
  );
  await run('insert into dossier_files (dossier_id, file_id) values ($1, $2)', [`D-${tag}`, id.file]);
  await run(
    `insert into pins (claim_id, milestone, on_date, rules, params, pinned_at) values ($1, 'filing', '2020-03-02', $2, '{}', $3)`,
    [id.claim, (await registry).programme(place, of.programme).rules, at],
  );
  await run(`insert into public_notices (id, claim_id, published_at, ends_at) values ($1, $2, $3, null)`, [
    ...[id.notice, id.claim, at],
  ]);
  await run(`insert into objections (id, notice_id, claim_id, personal, filed_at) values ($1, $2, $3, '{}', $4)`, [
    ...[id.objection, id.notice, id.claim, at],
  ]);
  await run(
    `insert into disbursements (id, jurisdiction, fund, period, workflow_id, status, formed_at)
     values ($1, $2, $3, '2020-05', $1, 'approved', $4) on conflict do nothing`,
    [id.batch, place, fund, at],
  );
  const account = '{"bankName":"示例银行","accountName":"示例企业","accountNumber":"3202000000000001"}';
  await run(
    `insert into payments (id, disbursement_id, claim_id, kind, amount_fen, status, personal, returned_at)
     values ($1, $2, $3, 'lines', 100, 'returned', $4, $5)`,
    [id.payment, id.batch, id.claim, account, at],
  );
  await run(
    `insert into payment_returns (id, payment_id, claim_id, jurisdiction, fund, amount_fen, workflow_id, status, opened_at)
     values ($1, $1, $2, $3, $4, 100, $1, 'correction', $5)`,
    [id.payment, id.claim, place, fund, at],
  );
  id.return = id.payment;
  await run(
    `insert into recoveries (id, claim_id, jurisdiction, fund, amount_fen, reason, status, opened_at, workflow_id, act_no, listing)
     values ($1, $2, $3, $4, 100, 'fraud', 'overdue', $5, $1, 1, 'listed')`,
    [id.recovery, id.claim, place, fund, at],
  );
  await run(
    `insert into repayments (id, recovery_id, amount_fen, received_on, bank_reference, status, reported_by, reported_at)
     values ($1, $2, 100, '2020-06-01', $1, 'reported', 'clerk', $3)`,
    [id.repayment, id.recovery, at],
  );
  await run(
    `insert into credit_listings (recovery_id, jurisdiction, claimant_kind, claimant, proposed_by, proposed_at, decided_by, decided_at, status)
     values ($1, $2, $3, $4, 'clerk', $5, 'chief', $5, 'listed')`,
    [id.recovery, place, kind, code, at],
  );
  await run(
    `insert into fraud_findings (id, claim_id, jurisdiction, reason_code, personal, status, reported_by, reported_at)
     values ($1, $2, $3, 'never-trained', '{"reason":"x"}', 'open', 'clerk', $4)`,
    [id.finding, id.claim, place, at],
  );
  await run(
    `insert into inspectors (id, jurisdiction, subject, staff_number, status, proposed_by, proposed_at)
     values ($1, $2, 'inspector-1', 'WX-017', 'active', 'chief', $3) on conflict do nothing`,
    [`inspector-${place}`, place, at],
  );
  await run(
    `insert into inspection_draws (id, jurisdiction, period, workflow_id, clock_offset_ms, status, rules, frozen, frozen_sha256, pool, frozen_at, seed_due_at)
     values ($1, $2, '2020-04', $1, 0, 'frozen', '{}', '{}', '', '{}', $3, $3::timestamptz + interval '1 day') on conflict do nothing`,
    [`${place}.2020-04`, place, at],
  );
  await run('insert into inspection_objects values ($1, $2, $3)', [`${place}.2020-04`, `ref-${tag}`, id.claim]);
  // A claimant sees it, since there is something to answer.
  await run(
    `insert into inspections (id, draw_id, ref, claim_id, jurisdiction, amount_class, drawn, inspector_ids, workflow_id, stage, opened_at, stage_since)
     values ($1, $2, $3, $4, $5, 'ordinary', '{WX-017}', array[$6], $1, 'hearing', $7, $7)`,
    [id.inspection, `${place}.2020-04`, `ref-${tag}`, id.claim, place, `inspector-${place}`, at],
  );
  await insertApiKey(db, {
    ...{ id: id.key, sha256: '', name: tag, scopes: [], made_by: 'clerk', made_at: at, expires_at: at },
    // No individual has any.
    ...(kind === 'individual'
      ? { claimant_kind: 'enterprise', claimant: tag }
      : { claimant_kind: kind, claimant: code }),
  });
  await transaction(db, (tx) =>
    postAll(tx, [
      {
        ...{ jurisdiction: place, fund, cause: `${id.claim}/1`, kind: 'entitlement', claimId: id.claim, at },
        entries: transfer('subsidy-expense', 'payable-to-claimants', 100, '1'),
      },
    ]),
  );
  return id;
}

/** Numbers of payments have a form of their own. */
function idOf(thing: Thing, tag: string): string {
  if (thing !== 'payment') return `${thing}-${tag}`;
  return `P${Buffer.from(tag).toString('hex').toUpperCase().padEnd(20, '0').slice(0, 20)}`;
}
