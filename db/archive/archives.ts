import type { Sealed } from '../../domain/archive/manifest.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { withFilingLaw } from '../claims/pins.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { lastMove } from '../privacy/retention.ts';

/** What the dossier of a closed claim was. */
export interface ArchiveRow {
  claim_id: string;
  no: number;
  /** Business time of the last thing that had happened to the claim, its money, or what is told of it. */
  closed_at: Instant;
  kept_until: Instant;
  sha256: string;
  entries: Sealed[];
}

/** A closed claim whose dossier is not on record as it is now. */
export interface Unsealed {
  claim_id: string;
  closed_at: Instant;
  kept_until: Instant;
}

/** When something became another in the dossier of a claim `c` whose last move was `m`: also by a correction, and by what was found or settled since. */
const lastChange = `greatest(m.at,
  (select max(x.decided_at) from person_corrections x where x.claim_ids @> array[c.id] and x.status = 'done'),
  (select max(greatest(f.reported_at, f.ruled_at)) from fraud_findings f where f.claim_id = c.id),
  (select max(f.cleared_at) from findings f where f.claim_id = c.id))`;

const isKept = 'c.closed and not exists (select from erasures e where e.claim_id = c.id)';
const isOnRecord = 'exists (select from archives a where a.claim_id = c.id)';

/** Claims `c` that are closed, not erased, and of which something became another since their dossier was put on record. */
const unsealed = `
  select c.id as claim_id, ${lastChange} as closed_at,
    ((m.at at time zone 'Asia/Shanghai' + make_interval(years => (n.params->'archive-years'->>'value')::int)) at time zone 'Asia/Shanghai') as kept_until
  from claims c ${withFilingLaw} cross join lateral (select ${lastMove} as at) m
  where ${isKept} and not exists (select from archives a where a.claim_id = c.id and a.closed_at >= ${lastChange})`;

/** Closed claims of which nothing is on record, at most `limit`, leaving some out. What has happened to them is not read. */
export function unsealedClaims(db: Queryable, limit: number, but: readonly string[]): Promise<string[]> {
  return ids(db, `select c.id as claim_id from claims c where ${isKept} and not ${isOnRecord}`, limit, but);
}

/** Claims to which something has happened since their dossier was put on record, at most `limit`, leaving some out. Reads all that has happened to each closed claim. */
export function changedClaims(db: Queryable, limit: number, but: readonly string[]): Promise<string[]> {
  return ids(db, `${unsealed} and ${isOnRecord}`, limit, but);
}

async function ids(db: Queryable, which: string, limit: number, but: readonly string[]): Promise<string[]> {
  const found = await rows<{ claim_id: string }>(db, `${which} and c.id <> all($2) order by c.id limit $1`, [
    limit,
    but,
  ]);
  return found.map(({ claim_id }) => claim_id);
}

/** The claim, if its dossier is still to be put on record. */
export function stillUnsealed(db: Queryable, claimId: string): Promise<Unsealed | undefined> {
  return row(db, `${unsealed} and c.id = $1`, [claimId]);
}

/** Once per state: who comes second changes nothing. */
export async function insertArchive(db: Queryable, a: Omit<ArchiveRow, 'no'>): Promise<void> {
  await db.query(
    `insert into archives (claim_id, no, closed_at, kept_until, sha256, entries)
     select $1, count(*) + 1, $2, $3, $4, $5 from archives where claim_id = $1
     having not exists (select from archives where claim_id = $1 and closed_at >= $2)
     on conflict do nothing`,
    [a.claim_id, a.closed_at, a.kept_until, a.sha256, JSON.stringify(a.entries)],
  );
}

/** Whether there is such a claim, and it has not closed: nothing is on record of it. */
export async function isOpen(db: Queryable, claimId: string): Promise<boolean> {
  return (await row(db, 'select from claims where id = $1 and not closed', [claimId])) !== undefined;
}

/** Each state of the dossier that was put on record, the last one first. */
export function archivesOf(db: Queryable, claimId: string): Promise<ArchiveRow[]> {
  return rows(db, 'select * from archives where claim_id = $1 order by no desc', [claimId]);
}

/** The dossier as it was put on record last. */
export function archiveOf(db: Queryable, claimId: string): Promise<ArchiveRow | undefined> {
  return row(db, 'select * from archives where claim_id = $1 order by no desc limit 1', [claimId]);
}
