import { createHash } from 'node:crypto';
import { filesNamedBy } from '../../domain/claim/forms.ts';
import { type Queryable, row, rows } from '../pool.ts';

export interface NewDossier {
  id: string;
  claimId: string;
  /** The act it belongs to: `filing`, `application`, `filing-review` … */
  kind: string;
  /** The form or the free text as it was submitted. */
  body: unknown;
  bySubject: string;
}

export interface Dossier<T = unknown> {
  id: string;
  claimId: string;
  kind: string;
  body: T;
  sha256: string;
  bySubject: string;
}

/** Stores what was submitted with an act, and which files it names; the same id again is the same submission repeated and changes nothing. */
export async function storeDossier(db: Queryable, dossier: NewDossier): Promise<void> {
  const json = JSON.stringify(dossier.body);
  const sha256 = createHash('sha256').update(json).digest('hex');
  await db.query(
    `with stored as (
       insert into dossiers (id, claim_id, kind, personal, sha256, by_subject)
       values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing returning id)
     insert into dossier_files (dossier_id, file_id) select distinct stored.id, named from stored, unnest($7::text[]) named`,
    [dossier.id, dossier.claimId, dossier.kind, json, sha256, dossier.bySubject, fileIdsIn(dossier.body)],
  );
}

type NamesFiles = Parameters<typeof filesNamedBy>[0];

/** A filing is kept together with its roster's id, every other form as it is. */
function fileIdsIn(body: unknown): string[] {
  const form = ((body as { filing?: unknown } | null)?.filing ?? body ?? {}) as NamesFiles;
  return filesNamedBy(form).map(({ fileId }) => fileId);
}

export async function readDossier<T>(db: Queryable, id: string): Promise<Dossier<T> | undefined> {
  return row<Dossier<T>>(
    db,
    'select id, claim_id as "claimId", kind, personal as body, sha256, by_subject as "bySubject" from dossiers where id = $1',
    [id],
  );
}

/** Free-text reasons by dossier, for those who may read the claim. */
export async function reasonsOf(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; reason: string }>(
    db,
    `select id, personal->>'reason' as reason from dossiers where id = any($1) and personal->>'reason' is not null`,
    [ids],
  );
  return new Map(found.map(({ id, reason }) => [id, reason]));
}

/** Forgets a submission that was refused. */
export async function dropDossier(db: Queryable, id: string): Promise<void> {
  await db.query('delete from dossiers where id = $1', [id]);
}
