import { filesNamedBy } from '../../domain/claim/forms.ts';
import { type Queryable, row, rows } from '../pool.ts';
import { ofDossier } from '../privacy/context.ts';

export interface NewDossier {
  id: string;
  claimId: string;
  /** The act it belongs to: `filing`, `application`, `filing-review` … */
  kind: string;
  /** The form or the free text as it was submitted. */
  body: object;
  bySubject: string;
}

/** That something was submitted, and by whom: nothing of it is opened. */
export interface DossierHead {
  id: string;
  claimId: string;
  kind: string;
  bySubject: string;
}

export interface Dossier<T = unknown> extends DossierHead {
  body: T;
}

/** Stores what was submitted with an act, and which files it names; the same id again is the same submission repeated and changes nothing. */
export async function storeDossier(db: Queryable, dossier: NewDossier): Promise<void> {
  const { id, claimId, kind, body, bySubject } = dossier;
  await db.query(
    `with stored as (
       insert into dossiers (id, claim_id, kind, personal, by_subject)
       values ($1, $2, $3, $4, $5) on conflict (id) do nothing returning id)
     insert into dossier_files (dossier_id, file_id) select distinct stored.id, named from stored, unnest($6::text[]) named`,
    [id, claimId, kind, db.vault.seal(body, ofDossier(id)), bySubject, fileIdsIn(body)],
  );
}

type NamesFiles = Parameters<typeof filesNamedBy>[0];

/** A filing is kept together with its roster's id, every other form as it is. */
function fileIdsIn(body: object): string[] {
  const form = ((body as { filing?: unknown }).filing ?? body) as NamesFiles;
  return filesNamedBy(form).map(({ fileId }) => fileId);
}

const head = 'id, claim_id as "claimId", kind, by_subject as "bySubject"';

export async function readDossier<T>(db: Queryable, id: string): Promise<Dossier<T> | undefined> {
  const found = await row<Dossier<T>>(db, `select ${head}, personal as body from dossiers where id = $1`, [id]);
  return found && { ...found, body: db.vault.open(found.body, ofDossier(id), placeOf(id)) };
}

/** The form alone; undefined where none was handed in. */
export async function formOf<T>(db: Queryable, id: string | null): Promise<T | undefined> {
  return id === null ? undefined : (await readDossier<T>(db, id))?.body;
}

/** What somebody has handed in for a claim; undefined where it is another's, or another claim's. */
export async function submissionOf<T>(db: Queryable, { id, ...by }: Submitted): Promise<T | undefined> {
  const found = await row<Pick<Dossier<T>, 'body'>>(db, `select personal as body ${isTheirs}`, [
    id,
    by.claimId,
    by.bySubject,
  ]);
  return found && db.vault.open(found.body, ofDossier(id), placeOf(id));
}

/** Whether there is one. */
export async function hasSubmitted(db: Queryable, { id, claimId, bySubject }: Submitted): Promise<boolean> {
  return (await row(db, `select ${isTheirs}`, [id, claimId, bySubject])) !== undefined;
}

type Submitted = Pick<DossierHead, 'id' | 'claimId' | 'bySubject'>;
const isTheirs = 'from dossiers where id = $1 and claim_id = $2 and by_subject = $3';

export async function findDossier(db: Queryable, id: string): Promise<DossierHead | undefined> {
  return row<DossierHead>(db, `select ${head} from dossiers where id = $1`, [id]);
}

/** The address that was said last for mails about a claim: by its filing, or by itself. Undefined once it is erased. */
export async function contactAddressOf(
  db: Queryable,
  claim: { id: string; filing_dossier_id: string },
): Promise<string | undefined> {
  const last = await row<{ id: string; body: { email?: string; filing?: { contact?: { email: string } } } }>(
    db,
    `select id, personal as body from dossiers where claim_id = $1 and (id = $2 or kind = 'contact-address') order by at desc, id = $2 limit 1`,
    [claim.id, claim.filing_dossier_id],
  );
  const body = last && db.vault.open(last.body, ofDossier(last.id), placeOf(last.id));
  return body?.email ?? body?.filing?.contact?.email;
}

const placeOf = (id: string) => `dossiers ${id}`;

/** Free-text reasons by dossier, for those who may read the claim. */
export async function reasonsOf(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ id: string; reason: string }>(
    db,
    `select id, personal->>'reason' as reason from dossiers where id = any($1) and personal->>'reason' is not null`,
    [ids],
  );
  return new Map(found.map(({ id, reason }) => [id, db.vault.openField(reason, 'reason', ofDossier(id), placeOf(id))]));
}

/** Forgets a submission that was refused. */
export async function dropDossier(db: Queryable, id: string): Promise<void> {
  await db.query('delete from dossiers where id = $1', [id]);
}
