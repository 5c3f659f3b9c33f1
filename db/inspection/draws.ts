import type { Instant } from '../../domain/calendar/date.ts';
import type { DrawStatus } from '../../domain/inspection/inspection.ts';
import type { ResolvedParams } from '../../domain/rules/param.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** One draw of a place: what was frozen, and since the seed was drawn, by what the lots fell. */
export interface DrawRow {
  id: string;
  jurisdiction: string;
  /** Month of the draw, `2020-04`. */
  period: string;
  workflow_id: string;
  clock_offset_ms: number;
  status: DrawStatus;
  reason: 'population-empty' | 'no-inspectors' | null;
  rules: ResolvedParams;
  /** The text that the hash is of. */
  frozen: string;
  frozen_sha256: string;
  /** Ids of the inspectors, by staff number. */
  pool: Record<string, string>;
  frozen_at: Instant;
  seed_due_at: Instant;
  seed: string | null;
  seed_at: Instant | null;
}

/** What is published of a list of draws. */
export type DrawHead = Omit<DrawRow, 'frozen' | 'rules' | 'pool' | 'workflow_id' | 'clock_offset_ms'>;

/** False: the place has drawn in this month already. */
export async function insertDraw(db: Queryable, draw: Omit<DrawRow, 'seed' | 'seed_at'>): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into inspection_draws (id, jurisdiction, period, workflow_id, clock_offset_ms, status, reason, rules, frozen, frozen_sha256, pool, frozen_at, seed_due_at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) on conflict (id) do nothing`,
    [
      ...[draw.id, draw.jurisdiction, draw.period, draw.workflow_id, draw.clock_offset_ms, draw.status, draw.reason],
      ...[JSON.stringify(draw.rules), draw.frozen, draw.frozen_sha256, JSON.stringify(draw.pool)],
      ...[draw.frozen_at, draw.seed_due_at],
    ],
  );
  return rowCount === 1;
}

export function findDraw(db: Queryable, id: string): Promise<DrawRow | undefined> {
  return row(db, 'select * from inspection_draws where id = $1', [id]);
}

export function lockDraw(db: Queryable, id: string): Promise<DrawRow | undefined> {
  return row(db, 'select * from inspection_draws where id = $1 for update', [id]);
}

/** Once: the database takes no second seed. */
export async function setSeed(db: Queryable, id: string, seed: string, at: Instant): Promise<void> {
  await db.query(`update inspection_draws set status = 'drawn', seed = $2, seed_at = $3 where id = $1`, [id, seed, at]);
}

/** The newest first; `after` is the last one of the page before. */
export function listDraws(
  db: Queryable,
  jurisdiction: string | null,
  after: { frozenAt: Instant; id: string } | null,
  limit: number,
): Promise<DrawHead[]> {
  return rows(
    db,
    `select id, jurisdiction, period, status, reason, frozen_sha256, frozen_at, seed_due_at, seed, seed_at from inspection_draws
     where ($1::text is null or jurisdiction = $1) and ($2::timestamptz is null or (frozen_at, id) < ($2, $3))
     order by frozen_at desc, id desc limit $4`,
    [jurisdiction, after?.frozenAt ?? null, after?.id ?? null, limit],
  );
}

/** A claim that can be drawn. Fen. */
export interface Candidate {
  claim_id: string;
  amount_fen: number;
}

/**
 * The population: every claim of the place whose filing was approved and that is open, and every closed one that was paid since `paidSince`. A
 * claim under an inspection that is open is left out.
 */
export function candidates(db: Queryable, jurisdiction: string, paidSince: Instant): Promise<Candidate[]> {
  return rows(
    db,
    `select c.id as claim_id, coalesce(c.amount_fen, c.estimate_fen, 0) as amount_fen from claims c
     where c.jurisdiction = $1
       and not exists (select from inspections i where i.claim_id = c.id and not i.closed)
       and ((not c.closed and exists (select from transitions t where t.claim_id = c.id and t.act = 'approveFiling'))
         or exists (select from payments p where p.claim_id = c.id and p.status = 'paid' and p.paid_at >= $2))
     order by c.id`,
    [jurisdiction, paidSince],
  );
}

export async function insertObjects(
  db: Queryable,
  drawId: string,
  objects: readonly { ref: string; claimId: string }[],
): Promise<void> {
  await db.query(
    `insert into inspection_objects select $1, o.ref, o."claimId" from jsonb_to_recordset($2) as o(ref text, "claimId" text)`,
    [drawId, JSON.stringify(objects)],
  );
}

/** The claims behind references, by reference. */
export async function claimsBehind(
  db: Queryable,
  drawId: string,
  refs: readonly string[],
): Promise<Map<string, string>> {
  const found = await rows<{ ref: string; claim_id: string }>(
    db,
    'select ref, claim_id from inspection_objects where draw_id = $1 and ref = any($2)',
    [drawId, refs],
  );
  return new Map(found.map(({ ref, claim_id }) => [ref, claim_id]));
}
