import type { LocalDate } from '../../domain/calendar/date.ts';
import { type DirectoryEntry, type DirectoryKind, keyOf } from '../../domain/directory/entry.ts';
import { type Queryable, row, rows } from '../pool.ts';

// The directory is everybody's, and holds for the places under the one that lists: ask for what is in force within `asSystem`.

/** An entry that comes of a file or of a recommendation. */
export interface NewEntry extends DirectoryEntry {
  import_id: string | null;
  recommendation_id: string | null;
}

const columns = 'id, jurisdiction, kind, name, level, data, valid_from, valid_to';

/** In force on the day $`n`. */
const inForce = (n: number) =>
  `status = 'listed' and valid_from <= $${n}::date and (valid_to is null or valid_to >= $${n}::date)`;

/** They wait for a second person. The same id again changes nothing. */
export async function proposeEntries(db: Queryable, entries: readonly NewEntry[]): Promise<void> {
  const given = entries.map((one) => ({ ...one, key: keyOf(one) }));
  await db.query(
    `insert into directory_entries (${columns}, key, import_id, recommendation_id, status)
     select ${columns}, key, import_id, recommendation_id, 'proposed' from jsonb_populate_recordset(null::directory_entries, $1)
     on conflict (id) do nothing`,
    [JSON.stringify(given)],
  );
}

/** Where entries come from. */
type Origin = { import_id: string } | { recommendation_id: string };

const ofOrigin = (origin: Origin) => Object.entries(origin)[0] as ['import_id' | 'recommendation_id', string];

/**
 * Puts what was proposed in force. What the place lists of the same kind under the same key ends the day before; what would begin on that day or later is
 * superseded. Within one file the later day wins in the same way.
 */
export async function listEntries(tx: Queryable, origin: Origin): Promise<void> {
  const [column, id] = ofOrigin(origin);
  // One decision of a place after the other: two files may name the same.
  await tx.query(
    `select pg_advisory_xact_lock(hashtextextended('directory/' || min(jurisdiction), 0)) from directory_entries where ${column} = $1`,
    [id],
  );
  const first = `(select kind, key, jurisdiction, min(valid_from) as since from directory_entries where ${column} = $1 group by 1, 2, 3) n`;
  const same = `e.kind = n.kind and e.key = n.key and e.jurisdiction = n.jurisdiction and e.status = 'listed'`;
  await tx.query(
    `update directory_entries e set status = 'superseded' from ${first} where ${same} and e.valid_from >= n.since`,
    [id],
  );
  await tx.query(
    `update directory_entries e set valid_to = n.since - 1 from ${first}
     where ${same} and e.valid_from < n.since and (e.valid_to is null or e.valid_to >= n.since)`,
    [id],
  );
  await tx.query(
    `update directory_entries e set status = 'listed', valid_to = least(e.valid_to, n.next - 1)
     from (select id, lead(valid_from) over (partition by kind, key order by valid_from) as next from directory_entries where ${column} = $1) n
     where e.id = n.id`,
    [id],
  );
}

export async function refuseEntries(tx: Queryable, origin: Origin): Promise<void> {
  const [column, id] = ofOrigin(origin);
  await tx.query(`update directory_entries set status = 'refused' where ${column} = $1`, [id]);
}

export interface DirectoryFilter {
  /** Places whose entries hold. */
  places: readonly string[];
  on: LocalDate;
  kind?: DirectoryKind;
  /** Only what names this region. */
  region?: string;
}

/** What is in force, by name; `after` is the last one of the page before. */
export function directoryPage(
  db: Queryable,
  { places, on, kind, region }: DirectoryFilter,
  after: { name: string; id: string } | null,
  limit: number,
): Promise<DirectoryEntry[]> {
  return rows(
    db,
    `select ${columns} from directory_entries where jurisdiction = any($1) and ${inForce(2)} and ($3::text is null or kind = $3)
       and ($4::text is null or data->'regions' ? $4)
       and ($5::text is null or (name collate "C", id collate "C") > ($5, $6)) order by name collate "C", id collate "C" limit $7`,
    [places, on, kind ?? null, region ?? null, after?.name ?? null, after?.id ?? null, limit],
  );
}

/** What is in force under a key. */
export function entriesUnder(
  db: Queryable,
  kind: DirectoryKind,
  key: string,
  places: readonly string[],
  on: LocalDate,
): Promise<DirectoryEntry[]> {
  return rows(
    db,
    `select ${columns} from directory_entries where kind = $1 and key = $2 and jurisdiction = any($3 /* few */) and ${inForce(4)} order by id`,
    [kind, key, places, on],
  );
}

/** Names of the platforms that are listed as recommended by the ministry. */
export async function recommendedPlatforms(db: Queryable, places: readonly string[], on: LocalDate): Promise<string[]> {
  const found = await rows<{ name: string }>(
    db,
    `select distinct name from directory_entries where kind = 'platform' and level = 'ministry-recommended' and jurisdiction = any($1)
     and ${inForce(2)} order by name`,
    [places, on],
  );
  return found.map(({ name }) => name);
}

export async function anyInForce(
  db: Queryable,
  kind: DirectoryKind,
  places: readonly string[],
  on: LocalDate,
): Promise<boolean> {
  const found = await row(
    db,
    `select from directory_entries where kind = $1 and jurisdiction = any($2 /* few */) and ${inForce(3)} limit 1`,
    [kind, places, on],
  );
  return found !== undefined;
}

/** What a file proposes, in the order of its rows. */
export function entriesOfImport(
  db: Queryable,
  importId: string,
  after: string | null,
  limit: number,
): Promise<DirectoryEntry[]> {
  return rows(
    db,
    `select ${columns} from directory_entries where import_id = $1 and ($2::text is null or id > $2) order by id limit $3`,
    [importId, after, limit],
  );
}
