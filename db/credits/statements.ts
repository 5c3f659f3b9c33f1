import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row } from '../pool.ts';

/** That somebody was told about their credits, and what it came to. */
export interface StatementRow {
  id: string;
  code: string;
  person_id: string;
  jurisdiction: string;
  earned: number;
  used: number;
  /** Of everything that it counts. */
  sha256: string;
  issued_by: string;
  /** Business time. */
  issued_at: Instant;
}

/** Keeps a statement and answers its code. The same attempt once more tells what stands by now, under the code that it has. */
export async function keepStatement(db: Queryable, one: StatementRow): Promise<string> {
  const kept = await row<{ code: string }>(
    db,
    `insert into credit_statements (id, code, person_id, jurisdiction, earned, used, sha256, issued_by, issued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update set earned = excluded.earned, used = excluded.used, sha256 = excluded.sha256 returning code`,
    [one.id, one.code, one.person_id, one.jurisdiction, one.earned, one.used, one.sha256, one.issued_by, one.issued_at],
  );
  return kept!.code;
}

export function statementByCode(db: Queryable, code: string): Promise<StatementRow | undefined> {
  return row(db, 'select * from credit_statements where code = $1', [code]);
}
