import type { Instant } from '../../domain/calendar/date.ts';
import { inScope, type Scope, scopeParameters } from '../claims/lists.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofFile } from '../privacy/context.ts';

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
      db.vault.sealBytes(file.content, 'content', ofFile(file.id)),
      db.vault.seal({ name: file.name }, ofFile(file.id)),
    ],
  );
}

export interface FileHead {
  id: string;
  owner: string;
  contentType: string;
  bytes: number;
  sha256: string;
  name: string | null;
}

const head = `id, owner, content_type as "contentType", bytes, sha256, personal->>'name' as name`;

export async function findFiles(db: Queryable, ids: readonly string[]): Promise<FileHead[]> {
  const found = await rows<FileHead>(db, `select ${head} from files where id = any($1)`, [ids]);
  return found.map((one) => named(db, one));
}

/** What a form may ask about a file that it names; its name stays closed. */
export interface UploadedFile {
  id: string;
  owner: string;
  /** Real time. */
  uploadedAt: Instant;
  /** Something that was handed in names it. */
  kept: boolean;
  /** Nothing is in it any more; nothing was ever stored empty. */
  erased: boolean;
}

/** The owner of specimens. Every claim of a rehearsal names them, so nobody counts which. */
export const everybodys = '*';

export async function findUploads(db: Queryable, ids: readonly string[]): Promise<UploadedFile[]> {
  return rows(
    db,
    `select id, owner, at as "uploadedAt", octet_length(content) = 0 as erased,
       case when owner = $2 then true else exists (select from dossier_files f where f.file_id = id) end as kept
     from files where id = any($1)`,
    [ids, everybodys],
  );
}

/** The same, and nobody erases them before the transaction ends: what it hands in may name them. */
export async function holdUploads(tx: Queryable, ids: readonly string[]): Promise<UploadedFile[]> {
  // Specimens are everybody's, so that nobody may hold them, and nobody erases them.
  await tx.query('select from files where id = any($1) order by id for key share', [ids]);
  return findUploads(tx, ids);
}

export async function readFile(db: Queryable, id: string): Promise<(FileHead & { content: Buffer }) | undefined> {
  const found = await row<FileHead & { content: Buffer }>(db, `select ${head}, content from files where id = $1`, [id]);
  if (!found) return undefined;
  // Erased: nothing was ever stored empty.
  if (found.content.byteLength === 0) return { ...found, name: null };
  return { ...named(db, found), content: db.vault.openBytes(found.content, 'content', ofFile(id), placeOf(id)) };
}

const placeOf = (id: string) => `files ${id}`;

function named<T extends FileHead>(db: Queryable, file: T): T {
  return { ...file, name: db.vault.openField(file.name, 'name', ofFile(file.id), placeOf(file.id)) };
}

/** The newest claim within the scope for which something was handed in that names the file. */
export async function claimNaming(db: Queryable, scope: Scope, fileId: string): Promise<string | undefined> {
  const named = await row<{ id: string }>(
    db,
    `select c.id from dossier_files f join dossiers d on d.id = f.dossier_id 
       left join inspections i on i.id = d.claim_id join claims c on c.id = coalesce(i.claim_id, d.claim_id)
     where f.file_id = $1 and ${inScope('$2', '$3')} order by c.filed_at desc limit 1`,
    [fileId, ...scopeParameters(scope)],
  );
  return named?.id;
}
