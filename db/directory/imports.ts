import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** A file for the directory: uploaded by one person, decided by another. */
export interface DirectoryImport {
  id: string;
  jurisdiction: string;
  /** Rows in the file. */
  rows: number;
  /** Rows that were right, and are proposed. */
  accepted: number;
  status: 'proposed' | 'listed' | 'refused';
  by_subject: string;
  /** Business time. */
  at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

export async function insertImport(
  db: Queryable,
  one: Pick<DirectoryImport, 'id' | 'jurisdiction' | 'rows' | 'accepted' | 'by_subject' | 'at'>,
): Promise<void> {
  await db.query(
    `insert into directory_imports (id, jurisdiction, rows, accepted, by_subject, at) values ($1,$2,$3,$4,$5,$6)
     on conflict (id) do nothing`,
    [one.id, one.jurisdiction, one.rows, one.accepted, one.by_subject, one.at],
  );
}

export function findImport(db: Queryable, id: string): Promise<DirectoryImport | undefined> {
  return row(db, 'select * from directory_imports where id = $1', [id]);
}

/** Kept from other deciders until the transaction ends. */
export function lockImport(db: Queryable, id: string): Promise<DirectoryImport | undefined> {
  return row(db, 'select * from directory_imports where id = $1 for update', [id]);
}

export async function decideImport(
  db: Queryable,
  { id, status, decided_by, decided_at }: Pick<DirectoryImport, 'id' | 'status' | 'decided_by' | 'decided_at'>,
): Promise<void> {
  await db.query('update directory_imports set status = $2, decided_by = $3, decided_at = $4 where id = $1', [
    ...[id, status, decided_by, decided_at],
  ]);
}

/** The latest first; `after` is the last one of the page before. */
export function directoryImports(
  db: Queryable,
  jurisdiction: string | null,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<DirectoryImport[]> {
  return rows(
    db,
    `select * from directory_imports where ($1::text is null or jurisdiction = $1)
       and ($2::timestamptz is null or (at, id) < ($2, $3)) order by at desc, id desc limit $4`,
    [jurisdiction, after?.at ?? null, after?.id ?? null, limit],
  );
}

/** Those that wait for somebody else than `but`, oldest first. */
export function waitingImports(
  db: Queryable,
  jurisdiction: string | null,
  but: string,
  limit: number,
): Promise<DirectoryImport[]> {
  return rows(
    db,
    `select * from directory_imports where status = 'proposed' and by_subject <> $2 and ($1::text is null or jurisdiction = $1)
     order by at, id limit $3`,
    [jurisdiction, but, limit],
  );
}
