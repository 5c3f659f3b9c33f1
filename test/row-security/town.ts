import { createPool, type Db, rows } from '../../db/pool.ts';
import { askedScope, scopeNamed } from '../../db/scope.ts';
import { type Belonging, type Ids, insertBelongings } from '../api/ownership/belongings.ts';
import { type TestDatabase, testDatabase } from '../support/stack.ts';
import { testVault } from '../support/vault.ts';

export interface Piece extends Belonging {
  /** Part of most ids in it. */
  tag: string;
  ids: Ids;
  scope: string;
}

/** Claims of several claimants in two places, with a row in every table. */
export interface Town {
  database: TestDatabase;
  /** The role `app` as the API has it: within the scope of who asks. */
  asked: Db;
  /** The role `app` as a worker has it. */
  system: Db;
  /** Whom no policy binds. */
  owner: Db;
  mine: Piece;
  /** In the same place, in another one, and of my code but another kind. */
  others: Piece[];
  close(): Promise<void>;
}

const fund = 'skill-action-special-account';
const at = '2020-05-26T00:00:00+08:00';
const wuxi = { jurisdiction: 'wuxi', programme: 'online-on-the-job' };
const chongqing = { jurisdiction: 'chongqing', programme: 'enterprise-online' };

export async function openTown(connections = 4): Promise<Town> {
  const database = await testDatabase();
  const asked = createPool(database.databaseUrl, connections, testVault, { scope: askedScope });
  const system = createPool(database.databaseUrl, 2, testVault);
  const owner = createPool(database.migrationDatabaseUrl, 1);
  const build = async (tag: string, kind: Belonging['claimant']['kind'], code: string, home: typeof wuxi) => {
    const belonging = { claimant: { kind, code }, ...home };
    const ids = await insertBelongings(system, tag, belonging);
    await insertRest(system, tag, ids, belonging);
    return { tag, ids, ...belonging, scope: scopeNamed({ claimant: belonging.claimant }) };
  };
  const mine = await build('mine', 'enterprise', '91320200MA0000001G', wuxi);
  const others = [
    await build('near', 'enterprise', '91320200MA00000028', wuxi),
    await build('away', 'enterprise', '91320200MA0000003C', chongqing),
    await build('twin', 'institution', '91320200MA0000001G', wuxi),
  ];
  return {
    ...{ database, asked, system, owner, mine, others },
    close: async () => void (await Promise.all([asked.end(), system.end(), owner.end()])),
  };
}

/** What acts and workers leave behind and no address names. */
async function insertRest(db: Db, tag: string, id: Ids, { claimant, jurisdiction: place }: Belonging): Promise<void> {
  const run = (sql: string, ...values: unknown[]) => db.query(sql, values);
  await run(
    `insert into transitions (claim_id, n, act, by_subject, via, at, to_stage, result) values ($1, 1, 'fileClaim', 'x', 'api', $2, 'training', '{}')`,
    ...[id.claim, at],
  );
  await run(`insert into learning_records values ($1, '1', 'lesson', $2, 45)`, id.claim, at);
  await run(
    `insert into connectors (id, name, jurisdictions, made_by, made_at) values ($1, 'x', array[$2], 'x', $3)`,
    ...[`connector-${tag}`, place, at],
  );
  await run(
    `insert into connector_secrets (connector_id, no, personal, made_by, made_at) values ($1, 1, '{}', 'x', $2)`,
    ...[`connector-${tag}`, at],
  );
  await run(
    `insert into learning_events (connector_id, event_id, claim_id, ref, kind, at, detail, personal, sha256, received_at)
     values ($1, 'e', $2, '1', 'sign-in', $3, '{}', '{}', '', $3)`,
    ...[`connector-${tag}`, id.claim, at],
  );
  await run(
    `insert into learning_rejections values ($1, 'e', 'x', '', $2, '1', $3)`,
    ...[`connector-${tag}`, id.claim, at],
  );
  await run('insert into learning_folds values ($1, 1, $2)', id.claim, at);
  await run(
    `insert into registrations (jurisdiction, person_id, registered_on, source, by_subject, at)
     select $1, person_id, '2020-03-02', 'claimant', $3, $4 from roster_rows where roster_id = $2`,
    ...[place, `R-${tag}`, tag, at],
  );
  await run(`insert into findings (id, claim_id, code) values ($1, $2, 'odd')`, `find-${tag}`, id.claim);
  await run(
    `insert into certificates (claim_id, ref, person_id, kind, issued_on, number_index, personal, verification)
     select $1, ref, person_id, 'completion', '2020-05-18', $2, '{}', 'none' from roster_rows where roster_id = $3`,
    ...[id.claim, `number-${tag}`, `R-${tag}`],
  );
  await run('insert into reviewers values ($1, $2, $4), ($1, $3, $4)', place, `li-${tag}`, `wang-${tag}`, at);
  await run(
    'insert into review_holds (claim_id, held_by, since, until) values ($1, $2, $3, $3)',
    ...[id.claim, `li-${tag}`, at],
  );
  await run(
    `insert into review_absences (id, jurisdiction, subject, substitute, first_day, last_day, entered_by, entered_at)
     values ($1, $2, $3, $4, '2020-06-01', '2020-06-02', 'x', $5)`,
    ...[`absence-${tag}`, place, `li-${tag}`, `wang-${tag}`, at],
  );
  await run(`insert into filing_hints values ($1, 'platform-not-named', '{}')`, id.claim);
  await run(
    `insert into directory_imports (id, jurisdiction, rows, accepted, by_subject, at) values ($1, $2, 1, 1, 'x', $3)`,
    ...[`import-${tag}`, place, at],
  );
  await run(
    `insert into directory_entries (id, jurisdiction, kind, key, name, level, data, valid_from, status) values ($1, $2, 'platform', $1, $1, 'city', '{}', '2020-05-01', 'listed')`,
    ...[`entry-${tag}`, place],
  );
  await run(
    `insert into recommendations (id, jurisdiction, claimant_kind, claimant, claimant_name, entry, by_subject, at) values ($1, $2, $3, $4, '', '{}', 'x', $5)`,
    ...[`recommendation-${tag}`, place, claimant.kind, claimant.code, at],
  );
  await run('insert into external_runs values ($1, $2, 1, 0)', `run-${tag}`, id.claim);
  await run(
    `insert into lines (claim_id, ref, component, fund, person_id, eligible, amount_fen, trace, status) values ($1, '1', 'training-subsidy', $2, $3, true, 100, '[]', 'paid')`,
    ...[id.claim, fund, tag],
  );
  await run(
    `insert into advances (claim_id, fund, amount_fen, trace, status, payable_at) values ($1, $2, 100, '[]', 'paid', $3)`,
    ...[id.claim, fund, at],
  );
  await run(
    `insert into cap_uses (scope, person_id, claim_id, ref, status) values ('year', $1, $2, '1', 'reserved')`,
    tag,
    id.claim,
  );
  await run(`insert into archives values ($1, 1, $2, $2, '', '[]')`, id.claim, at);
  await run(`insert into erasures values ($1, $2, $2, '{}', '{}')`, id.claim, at);
  await run(
    `insert into person_corrections (id, person_id, jurisdiction, fields, personal, by_subject, at, claim_ids)
     select $1, person_id, $2, '{name}', '{}', 'x', $3, array[$5] from roster_rows where roster_id = $4`,
    ...[`correction-${tag}`, place, at, `R-${tag}`, id.claim],
  );
  await run(
    `insert into claim_changes (id, claim_id, kind, dossier_id, proposed_by, proposed_at) values ($1, $2, 'class-postponed', $3, 'x', $4)`,
    ...[`change-${tag}`, id.claim, `D-${tag}`, at],
  );
  await run(
    `insert into repinnings (id, claim_id, milestone, reason_code, document, dossier_id, preview, proposed_by, proposed_at)
     values ($1, $2, 'filing', 'x', 'x', $3, '{}', 'x', $4)`,
    ...[`repinning-${tag}`, id.claim, `D-${tag}`, at],
  );
  await run(
    `insert into administrative_reviews (id, claim_id, target_n, late, dossier_id, filed_by, filed_at) values ($1, $2, 2, false, $3, 'x', $4)`,
    ...[`review-${tag}`, id.claim, `D-${tag}`, at],
  );
  await run(
    `insert into reopenings (id, claim_id, ground, target_n, step_no, reason_code, document, dossier_id, preview, proposed_by, proposed_at)
     values ($1, $2, 'correction', 2, 1, 'x', 'x', $3, '{}', 'x', $4)`,
    ...[`reopening-${tag}`, id.claim, `D-${tag}`, at],
  );
  const person = `(select person_id from roster_rows where roster_id = $1)`;
  await run(
    `insert into evaluations (id, claim_id, ref, side, rating, skill_improved, personal, by_subject, at)
     values ($1, $2, '1', 'claimant', 5, true, '{}', 'x', $3)`,
    ...[`evaluation-${tag}`, id.claim, at],
  );
  await run(
    `insert into exchanges (id, jurisdiction, partner, from_on, to_on, agreement, source, sha256, persons, rows, proposed_by, proposed_at)
     values ($1, $2, 'employment', '2020-05-01', '2020-05-31', '{}', '', '', 1, 1, 'x', $3)`,
    ...[`exchange-${tag}`, place, at],
  );
  await run(
    `insert into credit_entries (claim_id, person_id, ref, class_hours, credits, earned_at) values ($2, ${person}, '1', 8, 8, $3)`,
    ...[`R-${tag}`, id.claim, at],
  );
  await run(
    `insert into credit_statements values ($2, $2, ${person}, $3, 8, 0, '', 'x', $4)`,
    ...[`R-${tag}`, `statement-${tag}`, place, at],
  );
  await run(
    `insert into credit_certificates (id, person_id, jurisdiction, exam, use, credits, source, proposed_by, proposed_at)
     values ($2, ${person}, $3, 'x', 'exemption', 8, '', 'x', $4)`,
    ...[`R-${tag}`, `credit-${tag}`, place, at],
  );
  await run(
    `insert into party_listings (id, jurisdiction, kind, party_kind, party, reason_code, personal, listed_from, status, proposed_by, proposed_at)
     values ($1, $2, 'black', 'platform', $1, 'x', '{}', '2020-05-01', 'proposed', 'x', $3)`,
    ...[`listing-${tag}`, place, at],
  );
  await run(`insert into filing_facts (dossier_id, claim_id, roster_id) values ($1, $2, $1)`, `D-${tag}`, id.claim);
  await run(
    `insert into reports (id, version, jurisdiction, day, content, sha256, known_at) values ($1, 1, $2, '2020-05-25', '{}', '', $3) on conflict do nothing`,
    ...[`${place}.2020-05-25`, place, at],
  );
  await run(
    `insert into drafts (id, owner, jurisdiction, programme, act, personal, saved_by, saved_at) values ($1, $2, $3, 'x', 'filing', '{}', 'x', $4)`,
    ...[`draft-${tag}`, `${claimant.kind}:${claimant.code}`, place, at],
  );
  await run(`insert into payees values ($1, '{}', $2)`, id.claim, at);
  await run(
    `insert into recovery_acts (recovery_id, n, act, by_subject, at, result) values ($1, 1, 'demand', 'x', $2, '{}')`,
    id.recovery,
    at,
  );
  await run(
    `insert into inspection_acts (inspection_id, n, act, by_subject, at, result) values ($1, 1, 'openInspection', 'system', $2, '{}')`,
    ...[id.inspection, at],
  );
  await run(
    `insert into inspector_recusals values ($1, $2, 'enterprise', $3, $4)`,
    ...[`inspector-${place}`, place, tag, at],
  );
  await run(
    `insert into judicial_referrals (id, inspection_id, jurisdiction, proposed_by, proposed_at) values ($1, $2, $3, 'chief', $4)`,
    ...[`referral-${tag}`, id.inspection, place, at],
  );
  await run(`insert into instalments values ($1, 1, '2020-08-31', 100)`, id.recovery);
  await run(
    `insert into recovery_lines (recovery_id, claim_id, ref, component, part, fen) select $1, claim_id, ref, component, part, 1 from lines where claim_id = $2 limit 1`,
    ...[id.recovery, id.claim],
  );
  await run(
    `insert into bank_imports (id, disbursement_id, sha256, format, rows, by_subject, at) values ($1, $1, '', 'csv', 1, 'x', $2) on conflict do nothing`,
    ...[id.batch, at],
  );
  await run(
    `insert into bank_import_rows (import_id, row_no, payment_id, status, amount_fen) select $1, count(*) + 1, $2, 'returned', 100 from bank_import_rows`,
    ...[id.batch, id.payment],
  );
  await run(
    `insert into ledger_closings values ($1, $2, '2020-04', 0, '', '[]', 'x', $3) on conflict do nothing`,
    ...[place, fund, at],
  );
  await run(
    `insert into outbox (once_key, template, params, addressee, personal, at) values ($1, 'x', '{}', 'finance', '{}', $2)`,
    tag,
    at,
  );
  await run(
    `insert into webhooks (id, claimant_kind, claimant, url, stages, made_by, made_at) values ($1, $2, $3, 'https://x.example', '{}', 'x', $4)`,
    ...[`webhook-${tag}`, claimant.kind, claimant.code, at],
  );
  await run(
    `insert into webhook_secrets (webhook_id, no, personal, made_by, made_at) values ($1, 1, '{}', 'x', $2)`,
    ...[`webhook-${tag}`, at],
  );
  await run(
    `insert into webhook_deliveries (id, webhook_id, event, claim_id, payload, at) values ($1, $2, 'claim.stage-changed', $3, '{}', $4)`,
    ...[`msg-${tag}`, `webhook-${tag}`, id.claim, at],
  );
  await run(`insert into settings values ($1, '1')`, tag);
  await run(`insert into rounds values ($1, $2)`, tag, at);
  await run(
    `insert into account_blocks (id, subject, jurisdiction, reason_code, blocked_by, blocked_at) values ($1, $1, $2, 'left', 'x', $3)`,
    ...[tag, place, at],
  );
  await run(`insert into ended_tokens values (sha256($1::bytea), $2)`, tag, at);
  await run(
    `insert into idempotency_keys (subject, route, key, act_id, attempt, lease_until) values ($1, 'POST /', $1, $1, $1, $2)`,
    ...[tag, at],
  );
}

/** All rows of a table that a connection sees, as text. Entries of the ledger say with their set of which claim they are. */
export async function seen(db: Db, table: string, columns = 't.*'): Promise<string[]> {
  const set =
    table === 'ledger_entries'
      ? ', (select cause from ledger_sets s where s.jurisdiction = t.jurisdiction and s.fund = t.fund and s.seq = t.seq)'
      : '';
  const found = await rows<{ text: string }>(
    db,
    `select row(${columns}${set})::text as text from ${table} t order by 1`,
  );
  return found.map(({ text }) => text);
}

/** By what a row is known to be a claimant's: their tag, their payment, or the batch that it is in. */
export function isOf({ tag, ids }: Piece, table: string): (row: string) => boolean {
  const marks = table === 'disbursements' ? [ids.batch] : [tag, ids.payment];
  return (row) => marks.some((mark) => row.includes(mark));
}
