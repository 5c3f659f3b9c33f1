import type { Instant } from '../../domain/calendar/date.ts';
import type { DirectoryData, DirectoryKind } from '../../domain/directory/entry.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** 征集: what an enterprise or institution would like to see listed. */
export interface RecommendationRow {
  id: string;
  jurisdiction: string;
  claimant_kind: string;
  claimant: string;
  claimant_name: string;
  entry: { kind: DirectoryKind; name: string } & DirectoryData;
  status: 'submitted' | 'approved' | 'refused';
  reason_code: string | null;
  by_subject: string;
  /** Business time. */
  at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

export async function submitRecommendation(db: Queryable, one: RecommendationRow): Promise<void> {
  await db.query(
    `insert into recommendations (id, jurisdiction, claimant_kind, claimant, claimant_name, entry, by_subject, at)
     values ($1,$2,$3,$4,$5,$6,$7,$8) on conflict (id) do nothing`,
    [
      ...[one.id, one.jurisdiction, one.claimant_kind, one.claimant, one.claimant_name],
      ...[JSON.stringify(one.entry), one.by_subject, one.at],
    ],
  );
}

/** Kept from other deciders until the transaction ends. */
export function lockRecommendation(db: Queryable, id: string): Promise<RecommendationRow | undefined> {
  return row(db, 'select * from recommendations where id = $1 for update', [id]);
}

export async function decideRecommendation(
  db: Queryable,
  one: Pick<RecommendationRow, 'id' | 'status' | 'reason_code' | 'decided_by' | 'decided_at'>,
): Promise<void> {
  await db.query(
    'update recommendations set status = $2, reason_code = $3, decided_by = $4, decided_at = $5 where id = $1',
    [one.id, one.status, one.reason_code, one.decided_by, one.decided_at],
  );
}

/** Of whom it is asked for; what is left out does not narrow. The latest first; `after` is the last one of the page before. */
export function recommendations(
  db: Queryable,
  { jurisdiction, claimant }: { jurisdiction?: string; claimant?: { kind: string; code: string } },
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<RecommendationRow[]> {
  return rows(
    db,
    `select * from recommendations where ($1::text is null or jurisdiction = $1)
       and ($2::text is null or (claimant_kind = $2 and claimant = $3))
       and ($4::timestamptz is null or (at, id) < ($4, $5)) order by at desc, id desc limit $6`,
    [
      ...[jurisdiction ?? null, claimant?.kind ?? null, claimant?.code ?? null],
      ...[after?.at ?? null, after?.id ?? null, limit],
    ],
  );
}

/** Those that wait for a reviewer, oldest first. */
export function waitingRecommendations(
  db: Queryable,
  jurisdiction: string,
  limit: number,
): Promise<RecommendationRow[]> {
  return rows(
    db,
    `select * from recommendations where status = 'submitted' and jurisdiction = $1 order by at, id limit $2`,
    [jurisdiction, limit],
  );
}
