import { type Instant, unknownEnd } from '../../domain/calendar/instant.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofObjection, ofPerson } from '../privacy/context.ts';
import type { NoticeRow } from './notices.ts';

/** A claim on public notice. */
export interface PublishedClaim {
  id: string;
  claimId: string;
  jurisdiction: string;
  programme: string;
  claimantName: string | null;
  publishedAt: Instant;
  endsAt: Instant | null;
}

/** One line of a notice, with the name still in full: it leaves this process masked only. Fen. */
export interface PublishedLine {
  claimId: string;
  ref: string;
  component: string;
  amountFen: number;
  /** Null: erased. */
  name: string | null;
}

const running = `select n.id, n.claim_id as "claimId", c.jurisdiction, c.programme, c.claimant_name as "claimantName",
    n.published_at as "publishedAt", n.ends_at as "endsAt"
  from public_notices n join claims c on c.id = n.claim_id where not n.ended and not c.closed`;

const endOf = `coalesce(n.ends_at, '${unknownEnd}')`;

/** Notices that run, those that end first on top; `after` is the last one of the page before. */
export function runningNotices(
  db: Queryable,
  jurisdiction: string | null,
  after: { endsAt: Instant; id: string } | null,
  limit: number,
): Promise<PublishedClaim[]> {
  return rows(
    db,
    `${running} and ($1::text is null or c.jurisdiction = $1)
       and ($2::timestamptz is null or (${endOf}, n.id) > ($2, $3))
     order by ${endOf}, n.id limit $4`,
    [jurisdiction, after?.endsAt ?? null, after?.id ?? null, limit],
  );
}

/** The notice, while it runs. */
export function runningNotice(db: Queryable, id: string): Promise<PublishedClaim | undefined> {
  return row(db, `${running} and n.id = $1`, [id]);
}

/** The claim's notice, running or ended. */
export function noticeOf(db: Queryable, claimId: string): Promise<NoticeRow | undefined> {
  return row(
    db,
    'select id, claim_id, published_at, ends_at, ended from public_notices where claim_id = $1 order by published_at desc limit 1',
    [claimId],
  );
}

/** What stands of the claims' lines; a line in parts is told as one. */
export async function publishedLines(db: Queryable, claimIds: readonly string[]): Promise<PublishedLine[]> {
  const found = await rows<PublishedLine & { index: string; rosterId: string }>(
    db,
    `select l.claim_id as "claimId", l.ref, l.component, sum(l.amount_fen - l.reduced_fen) as "amountFen",
       r.personal->>'name' as name, p.id_number_index as index, r.roster_id as "rosterId"
     from lines l join claims c on c.id = l.claim_id join roster_rows r on r.roster_id = c.roster_id and r.ref = l.ref
     join people p on p.person_id = r.person_id
     where l.claim_id = any($1) and l.status <> 'fallen'
     group by l.claim_id, l.ref, l.component, r.personal, p.id_number_index, r.roster_id, r.row_no
     having sum(l.amount_fen - l.reduced_fen) > 0 order by l.claim_id, r.row_no, l.component`,
    [claimIds],
  );
  return found.map(({ index, rosterId, name, ...line }) => ({
    ...line,
    name: db.vault.openField(name, 'name', ofPerson(index), `roster_rows ${rosterId}/${line.ref}`),
  }));
}

export async function isPublished(db: Queryable, claimId: string, ref: string): Promise<boolean> {
  const line = `select 1 from lines where claim_id = $1 and ref = $2 and status <> 'fallen' limit 1`;
  return (await row(db, line, [claimId, ref])) !== undefined;
}

/** The notice, kept from ending until the transaction does: an objection is in time or it is not. */
export function heldNotice(
  db: Queryable,
  id: string,
): Promise<{ id: string; claimId: string; endsAt: Instant | null; ended: boolean } | undefined> {
  return row(
    db,
    'select id, claim_id as "claimId", ends_at as "endsAt", ended from public_notices where id = $1 for share',
    [id],
  );
}

/** How objectors are reached whose objections wait, for who rules on them. */
export async function objectorContacts(db: Queryable, claimId: string): Promise<{ id: string; contact: string }[]> {
  const found = await rows<{ id: string; contact: string }>(
    db,
    `select id, personal->>'contact' as contact from objections where claim_id = $1 and status = 'open' and personal ? 'contact'`,
    [claimId],
  );
  return found.map(({ id, contact }) => ({
    id,
    contact: db.vault.openField(contact, 'contact', ofObjection(id), `objections ${id}`),
  }));
}

/** What objectors wrote, for officials. */
export async function objectionTexts(db: Queryable, claimId: string): Promise<{ id: string; text: string }[]> {
  const found = await rows<{ id: string; text: string }>(
    db,
    `select id, personal->>'text' as text from objections where claim_id = $1`,
    [claimId],
  );
  return found.map(({ id, text }) => ({
    id,
    text: db.vault.openField(text, 'text', ofObjection(id), `objections ${id}`),
  }));
}
