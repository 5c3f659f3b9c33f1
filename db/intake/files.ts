import { type Queryable, rows } from '../pool.ts';

export interface NewFile {
  id: string;
  owner: string;
  contentType: string;
  sha256: string;
  content: Buffer;
  /** File name as the person gave it: may name people. */
  name: string | null;
}

/** Stores a file once; the same id again is the same upload repeated. */
export async function storeFile(db: Queryable, file: NewFile): Promise<void> {
  await db.query(
    `insert into files (id, owner, content_type, bytes, sha256, content, personal)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
    [
      file.id,
      file.owner,
      file.contentType,
      file.content.byteLength,
      file.sha256,
      file.content,
      JSON.stringify({ name: file.name }),
    ],
  );
}

export interface FileHead {
  id: string;
  owner: string;
  contentType: string;
  bytes: number;
  sha256: string;
}

export async function findFiles(db: Queryable, ids: readonly string[]): Promise<FileHead[]> {
  return rows<FileHead>(
    db,
    'select id, owner, content_type as "contentType", bytes, sha256 from files where id = any($1)',
    [ids],
  );
}
