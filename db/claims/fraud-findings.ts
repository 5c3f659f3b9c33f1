import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofFraudFinding } from '../privacy/context.ts';

/** Somebody found that money was had by fraud; a second person rules. What was written about it is personal and left out. */
export interface FraudFindingRow {
  id: string;
  claim_id: string;
  jurisdiction: string;
  /** Persons concerned; null: the whole claim. */
  refs: string[] | null;
  reason_code: string;
  status: 'open' | 'upheld' | 'dismissed';
  reported_by: string;
  reported_at: Instant;
  ruled_by: string | null;
  ruled_at: Instant | null;
}

const columns = 'id, claim_id, jurisdiction, refs, reason_code, status, reported_by, reported_at, ruled_by, ruled_at';

/** The same id again is the same report repeated and changes nothing. */
export async function reportFraud(
  db: Queryable,
  finding: Omit<FraudFindingRow, 'status' | 'ruled_by' | 'ruled_at'> & { personal: { reason: string } },
): Promise<void> {
  await db.query(
    `insert into fraud_findings (id, claim_id, jurisdiction, refs, reason_code, personal, status, reported_by, reported_at)
     values ($1,$2,$3,$4,$5,$6,'open',$7,$8) on conflict (id) do nothing`,
    [
      finding.id,
      finding.claim_id,
      finding.jurisdiction,
      finding.refs,
      finding.reason_code,
      db.vault.seal(finding.personal, ofFraudFinding(finding.id)),
      finding.reported_by,
      finding.reported_at,
    ],
  );
}

export function findFraudFinding(db: Queryable, id: string): Promise<FraudFindingRow | undefined> {
  return row(db, `select ${columns} from fraud_findings where id = $1`, [id]);
}

export function lockFraudFinding(db: Queryable, id: string): Promise<FraudFindingRow | undefined> {
  return row(db, `select ${columns} from fraud_findings where id = $1 for update`, [id]);
}

/** With what was written about it, for officials. */
export async function fraudFindingsOf(
  db: Queryable,
  claimId: string,
): Promise<(FraudFindingRow & { reason: string })[]> {
  const found = await rows<FraudFindingRow & { reason: string }>(
    db,
    `select ${columns}, personal->>'reason' as reason from fraud_findings where claim_id = $1 order by reported_at, id`,
    [claimId],
  );
  return found.map((one) => ({
    ...one,
    reason: db.vault.openField(one.reason, 'reason', ofFraudFinding(one.id), `fraud_findings ${one.id}`),
  }));
}

export async function ruleFraudFinding(
  db: Queryable,
  id: string,
  ruling: { status: 'upheld' | 'dismissed'; by: string; at: Instant },
): Promise<void> {
  await db.query('update fraud_findings set status = $2, ruled_by = $3, ruled_at = $4 where id = $1', [
    id,
    ruling.status,
    ruling.by,
    ruling.at,
  ]);
}

/** Findings that wait for a second person, oldest first, with their claim. */
export function waitingFraudFindings(
  db: Queryable,
  jurisdiction: string | null,
  limit: number,
): Promise<
  (FraudFindingRow & { programme: string; claimant_name: string | null; stage: string; workflow_id: string })[]
> {
  const prefixed = columns.replace(/(\w+)/g, 'f.$1');
  return rows(
    db,
    `select ${prefixed}, c.programme, c.claimant_name, c.stage, c.workflow_id
     from fraud_findings f join claims c on c.id = f.claim_id
     where f.status = 'open' and ($1::text is null or f.jurisdiction = $1) order by f.reported_at, f.id limit $2`,
    [jurisdiction, limit],
  );
}
