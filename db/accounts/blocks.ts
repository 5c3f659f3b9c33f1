import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** An account that may not call, or might not until it was lifted. */
export interface BlockRow {
  id: string;
  /** The account, as its tokens name it. */
  subject: string;
  jurisdiction: string | null;
  reason_code: string;
  blocked_by: string;
  blocked_at: Instant;
  lifted_by: string | null;
  lifted_at: Instant | null;
}

/** What the administrator of a place has blocked is blocked there; what one of all places has, everywhere. */
export async function isBlocked(db: Queryable, subject: string, jurisdiction: string | null): Promise<boolean> {
  const standing = `select 1 from account_blocks where subject = $1 and lifted_at is null and (jurisdiction is null or jurisdiction = $2)`;
  return (await row(db, standing, [subject, jurisdiction])) !== undefined;
}

/** False: one stands already. The same id again changes nothing. */
export async function insertBlock(db: Queryable, block: Omit<BlockRow, 'lifted_by' | 'lifted_at'>): Promise<boolean> {
  const { id, subject, jurisdiction, reason_code, blocked_by, blocked_at } = block;
  const inserted = await row(
    db,
    `insert into account_blocks (id, subject, jurisdiction, reason_code, blocked_by, blocked_at) values ($1,$2,$3,$4,$5,$6)
     on conflict do nothing returning id`,
    [id, subject, jurisdiction, reason_code, blocked_by, blocked_at],
  );
  return inserted !== undefined;
}

/** Of a place: null for all. */
export function findBlock(db: Queryable, id: string, jurisdiction: string | null): Promise<BlockRow | undefined> {
  return row(db, 'select * from account_blocks where id = $1 and ($2::text is null or jurisdiction = $2)', [
    id,
    jurisdiction,
  ]);
}

/** False: it is lifted already. */
export async function liftBlock(db: Queryable, id: string, by: string, at: Instant): Promise<boolean> {
  const lifted = await row(
    db,
    'update account_blocks set lifted_by = $2, lifted_at = $3 where id = $1 and lifted_at is null returning id',
    [id, by, at],
  );
  return lifted !== undefined;
}

const isStanding = '(lifted_at is null)::int';

/** Standing ones first, then the newest. */
export function listBlocks(
  db: Queryable,
  jurisdiction: string | null,
  after: { isStanding: number; blockedAt: Instant; id: string } | null,
  limit: number,
): Promise<BlockRow[]> {
  return rows(
    db,
    `select * from account_blocks where ($1::text is null or jurisdiction = $1)
       and ($2::int is null or (${isStanding}, blocked_at, id) < ($2, $3, $4)) order by ${isStanding} desc, blocked_at desc, id desc limit $5`,
    [jurisdiction, after?.isStanding ?? null, after?.blockedAt ?? null, after?.id ?? null, limit],
  );
}
