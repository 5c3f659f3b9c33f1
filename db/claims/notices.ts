import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofObjection } from '../privacy/context.ts';

export interface NoticeRow {
  id: string;
  claim_id: string;
  published_at: Instant;
  /** Null while the calendar of its last day is not published. */
  ends_at: Instant | null;
  ended: boolean;
}

export interface ObjectionRow {
  id: string;
  notice_id: string;
  claim_id: string;
  /** Null: against the whole claim. */
  ref: string | null;
  status: 'open' | 'upheld' | 'dismissed';
  filed_at: Instant;
  ruled_by: string | null;
  ruled_at: Instant | null;
}

const objectionColumns = 'id, notice_id, claim_id, ref, status, filed_at, ruled_by, ruled_at';

export async function publishNotice(db: Queryable, notice: Omit<NoticeRow, 'ended'>): Promise<void> {
  await db.query(
    'insert into public_notices (id, claim_id, published_at, ends_at) values ($1,$2,$3,$4) on conflict (id) do nothing',
    [notice.id, notice.claim_id, notice.published_at, notice.ends_at],
  );
}

export async function setNoticeEnd(db: Queryable, claimId: string, endsAt: Instant): Promise<void> {
  await db.query('update public_notices set ends_at = $2 where claim_id = $1 and not ended', [claimId, endsAt]);
}

export async function endNotices(db: Queryable, claimId: string): Promise<void> {
  await db.query('update public_notices set ended = true where claim_id = $1', [claimId]);
}

export function findNotice(db: Queryable, id: string): Promise<NoticeRow | undefined> {
  return row(db, 'select * from public_notices where id = $1', [id]);
}

/** Files an objection. `personal` holds the text and the objector's contact. */
export async function fileObjection(
  db: Queryable,
  objection: Pick<ObjectionRow, 'id' | 'notice_id' | 'claim_id' | 'ref' | 'filed_at'> & {
    receipt?: string;
    personal: { text: string; contact: unknown };
  },
): Promise<void> {
  const sealed = db.vault.seal(objection.personal, ofObjection(objection.id));
  await db.query(
    'insert into objections (id, notice_id, claim_id, ref, personal, filed_at, receipt) values ($1,$2,$3,$4,$5,$6,$7) on conflict (id) do nothing',
    [
      ...[objection.id, objection.notice_id, objection.claim_id, objection.ref, sealed, objection.filed_at],
      objection.receipt ?? null,
    ],
  );
}

export function findObjection(db: Queryable, id: string): Promise<ObjectionRow | undefined> {
  return row(db, `select ${objectionColumns} from objections where id = $1`, [id]);
}

/** What became of an objection, with the code of its ruling. */
export type ReceiptRow = Pick<ObjectionRow, 'id' | 'notice_id' | 'ref' | 'status' | 'filed_at' | 'ruled_at'> & {
  reason_code: string | null;
};

export function objectionOfReceipt(db: Queryable, receipt: string): Promise<ReceiptRow | undefined> {
  return row(
    db,
    `select o.id, o.notice_id, o.ref, o.status, o.filed_at, o.ruled_at,
       case when o.status <> 'open' then (select t.reason_code from transitions t
         where t.claim_id = o.claim_id and t.act = 'rule' and t.detail->>'objectionId' = o.id order by t.n desc limit 1) end as reason_code
     from objections o where o.receipt = $1`,
    [receipt],
  );
}

export function objectionsOf(db: Queryable, claimId: string): Promise<ObjectionRow[]> {
  return rows(db, `select ${objectionColumns} from objections where claim_id = $1 order by filed_at, id`, [claimId]);
}

export async function ruleObjection(
  db: Queryable,
  id: string,
  status: 'upheld' | 'dismissed',
  by: string,
  at: Instant,
): Promise<void> {
  await db.query('update objections set status = $2, ruled_by = $3, ruled_at = $4 where id = $1', [id, status, by, at]);
}

/** A ruling is set aside: the objection waits for another one. */
export async function reopenObjection(db: Queryable, id: string): Promise<void> {
  await db.query(`update objections set status = 'open', ruled_by = null, ruled_at = null where id = $1`, [id]);
}
