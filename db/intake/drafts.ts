import type { Instant } from '../../domain/calendar/date.ts';
import { oneAtATime } from '../locks.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofDraft } from '../privacy/context.ts';

/** A form that is not handed in yet, without what stands in it. */
export interface DraftHead {
  id: string;
  jurisdiction: string;
  programme: string;
  /** What it is a draft of. */
  act: 'filing' | 'application' | 'resubmission';
  /** Null: of a filing. */
  claimId: string | null;
  rosterId: string | null;
  savedBy: string;
  /** Business time. */
  savedAt: Instant;
  /** Counts how often it was saved. */
  version: number;
  /** Real time. */
  begunAt: Instant;
}

/** A draft in a list, with what tells it from the others of its programme. */
export interface ListedDraft extends DraftHead {
  /** As it was typed. */
  form: { training?: { classOpensOn?: unknown; plannedHeadCount?: unknown } };
  /** On its roster; null: it has none. */
  onRoster: number | null;
}

export interface SavedDraft extends Omit<DraftHead, 'begunAt' | 'version'> {
  /** What was opened, of which this is the next; 0: none was there. Undefined: whatever there is. */
  after?: number;
  owner: string;
  form: object;
}

/** Whose, and begun when at the earliest: what is older is not kept. */
export interface Kept {
  owner: string;
  since: Instant;
}

const head = `id, jurisdiction, programme, act, claim_id as "claimId", roster_id as "rosterId", saved_by as "savedBy", saved_at as "savedAt", version,
  at as "begunAt"`;
const kept = 'owner = $1 and at >= $2';
/** Whoever was filing it is not waited for any more. */
const givenUp = `filing_since < now() - interval '3 minutes'`;

/** Saves a draft anew. Undefined: it is not there any more, is being filed, or was saved by somebody since. */
export function saveAgain(db: Queryable, draft: SavedDraft): Promise<DraftHead | undefined> {
  const { id, owner, form } = draft;
  return row(
    db,
    `update drafts set roster_id = $3, personal = $4, saved_by = $5, saved_at = $6, version = version + 1
     where owner = $1 and id = $2 and ($7::int is null or version = $7) and (filing_id is null or ${givenUp}) returning ${head}`,
    [
      owner,
      id,
      draft.rosterId,
      db.vault.seal({ form }, ofDraft(id)),
      draft.savedBy,
      draft.savedAt,
      draft.after ?? null,
    ],
  );
}

/** Makes a draft; the same anew where a call is repeated, or a claim has one. Undefined: it is another one's, or was saved by somebody since. */
export function saveDraft(db: Queryable, draft: SavedDraft): Promise<DraftHead | undefined> {
  const { id, owner, form } = draft;
  return row(
    db,
    `insert into drafts as d (id, owner, jurisdiction, programme, claim_id, roster_id, personal, saved_by, saved_at, act)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (id) do update set roster_id = excluded.roster_id, personal = excluded.personal, saved_by = excluded.saved_by,
       saved_at = excluded.saved_at, version = d.version + 1 where d.owner = excluded.owner and ($11::int is null or d.version = $11) returning ${head}`,
    [
      ...[id, owner, draft.jurisdiction, draft.programme, draft.claimId, draft.rosterId],
      ...[db.vault.seal({ form }, ofDraft(id)), draft.savedBy, draft.savedAt, draft.act, draft.after ?? null],
    ],
  );
}

export async function listDrafts(
  db: Queryable,
  { owner, since }: Kept,
  { claimId, after, limit }: { claimId?: string; after: { savedAt: Instant; id: string } | null; limit: number },
): Promise<ListedDraft[]> {
  const found = await rows<Omit<ListedDraft, 'form'> & { personal: Pick<ListedDraft, 'form'> }>(
    db,
    `select ${head}, personal, (select r.accepted from rosters r where r.id = roster_id) as "onRoster" from drafts where ${kept} and ($3::text is null or claim_id = $3)
       and ($4::timestamptz is null or (saved_at, id) < ($4, $5)) order by saved_at desc, id desc limit $6`,
    [owner, since, claimId ?? null, after?.savedAt ?? null, after?.id ?? null, limit],
  );
  return found.map(({ personal, ...draft }) => ({
    ...draft,
    ...db.vault.open(personal, ofDraft(draft.id), `drafts ${draft.id}`),
  }));
}

/** Nobody else makes one for the owner until the transaction ends. */
export async function countDrafts(tx: Queryable, owner: string): Promise<number> {
  await oneAtATime(tx, `drafts/${owner}`);
  return (await row<{ n: number }>(tx, 'select count(*) as n from drafts where owner = $1', [owner]))!.n;
}

export function findDraft(db: Queryable, { owner, since }: Kept, id: string): Promise<DraftHead | undefined> {
  return row(db, `select ${head} from drafts where ${kept} and id = $3`, [owner, since, id]);
}

export async function readDraft(
  db: Queryable,
  { owner, since }: Kept,
  id: string,
): Promise<(DraftHead & { form: object }) | undefined> {
  const found = await row<DraftHead & { personal: { form: object } }>(
    db,
    `select ${head}, personal from drafts where ${kept} and id = $3`,
    [owner, since, id],
  );
  if (!found) return undefined;
  const { personal, ...draft } = found;
  return { ...draft, ...db.vault.open(personal, ofDraft(id), `drafts ${id}`) };
}

/** False: it is not there any more. */
export async function dropDraft(db: Queryable, owner: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from drafts where owner = $1 and id = $2', [owner, id]);
  return rowCount === 1;
}

/**
 * Takes a draft for a filing, so that a second one with it is refused; for three minutes, which is longer than a filing waits for its turn and its answer. False: it is
 * not there any more, or is being filed.
 */
export async function takeDraft(tx: Queryable, owner: string, id: string, claimId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update drafts set filing_id = $3, filing_since = now() where owner = $1 and id = $2
       and (filing_id is null or filing_id = $3 or ${givenUp})`,
    [owner, id, claimId],
  );
  return rowCount === 1;
}

/** A filing was refused: its draft can be filed again. */
export async function releaseDraft(tx: Queryable, claimId: string): Promise<void> {
  await tx.query('update drafts set filing_id = null, filing_since = null where filing_id = $1', [claimId]);
}

/** What a claim waited for has happened: the draft with which it was filed, or that was for its next form, has served its end. */
export async function dropDraftsOf(tx: Queryable, claimId: string): Promise<void> {
  await tx.query('delete from drafts where filing_id = $1 or claim_id = $1', [claimId]);
}
