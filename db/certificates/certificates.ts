import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Refutation } from '../../domain/certificates/registry.ts';
import { type Queryable, row, rows, together } from '../pool.ts';
import { ofCertificate } from '../privacy/context.ts';

export type Verification = 'none' | 'waiting' | 'confirmed' | 'refuted';

/** A certificate with which a person was applied for, as it stays: nothing here names anybody, nor the certificate's number. */
export interface CertificateRow {
  claim_id: string;
  ref: string;
  person_id: string;
  kind: string;
  level: number | null;
  occupation: string | null;
  issued_on: LocalDate;
  /** Keyed hash of kind and number. */
  number_index: string;
  verification: Verification;
  refutation: Refutation | null;
  /** Real time. */
  checked_at: Instant | null;
  reference: string | null;
}

export interface NewCertificate
  extends Pick<CertificateRow, 'claim_id' | 'ref' | 'person_id' | 'kind' | 'level' | 'occupation' | 'issued_on'> {
  number: string;
  verification: Extract<Verification, 'none' | 'waiting'>;
}

const columns =
  'claim_id, ref, person_id, kind, level, occupation, issued_on, number_index, verification, refutation, checked_at, reference';

/** The certificates of a claim, by roster reference. */
export function certificatesOf(db: Queryable, claimId: string): Promise<CertificateRow[]> {
  return rows(db, `select ${columns} from certificates where claim_id = $1 order by ref`, [claimId]);
}

/** Every certificate of a person, oldest first, whatever claim brought it. */
export function certificatesOfPerson(db: Queryable, personId: string): Promise<CertificateRow[]> {
  return rows(db, `select ${columns} from certificates where person_id = $1 order by issued_on, claim_id`, [personId]);
}

/** The numbers of a claim's certificates by roster reference; nothing of a claim that is erased. */
export async function numbersOf(db: Queryable, claimId: string): Promise<Map<string, string>> {
  const found = await rows<{ ref: string; number: string }>(
    db,
    `select ref, personal->>'number' as number from certificates where claim_id = $1 and personal <> '{}'`,
    [claimId],
  );
  return new Map(
    found.map(({ ref, number }) => [
      ref,
      db.vault.openField(number, 'number', ofCertificate(claimId, ref), `certificates ${claimId}/${ref}`),
    ]),
  );
}

/**
 * Takes the place of what the claim had applied with before. A certificate that stays the same keeps what a register said of it. Waits for other
 * claims that bring one of the numbers: whoever comes second sees the first.
 */
export async function replaceCertificates(
  db: Queryable,
  claimId: string,
  certificates: readonly NewCertificate[],
): Promise<void> {
  const stored = certificates.map(({ number, ...one }) => ({
    ...one,
    number_index: db.vault.certificateIndex(one.kind, number),
    personal: db.vault.seal({ number }, ofCertificate(one.claim_id, one.ref)),
  }));
  await lockNumbers(
    db,
    stored.map(({ number_index }) => number_index),
  );
  await db.query(
    `delete from certificates c where claim_id = $1 and not exists (
       select from jsonb_to_recordset($2) as n(ref text, person_id uuid, number_index text)
       where (n.ref, n.person_id, n.number_index) = (c.ref, c.person_id, c.number_index))`,
    [claimId, JSON.stringify(stored)],
  );
  await db.query(
    `insert into certificates (claim_id, ref, person_id, kind, level, occupation, issued_on, number_index, personal, verification)
     select n.claim_id, n.ref, n.person_id, n.kind, n.level, n.occupation, n.issued_on, n.number_index, n.personal, n.verification
     from jsonb_to_recordset($1) as n(claim_id text, ref text, person_id uuid, kind text, level int, occupation text, issued_on date,
       number_index text, personal jsonb, verification text)
     on conflict (claim_id, ref) do update set level = excluded.level, occupation = excluded.occupation, issued_on = excluded.issued_on,
       verification = case when certificates.verification = 'none' then excluded.verification else certificates.verification end`,
    [JSON.stringify(stored)],
  );
}

/** Apart from every other advisory lock. */
const all = 140;
const single = 141;
/** So many locks a claim takes at most in PostgreSQL's table, which is one for everybody. */
const most = 500;

/**
 * Numbers are locked in one order everywhere, each by itself: claims meet only where they bring the same. One with more numbers than the table
 * of locks should hold waits for all others, and they for it.
 */
async function lockNumbers(db: Queryable, indexes: readonly string[]): Promise<void> {
  const numbers = [...new Set(indexes.map((index) => Buffer.from(index.slice(-8), 'hex').readInt32BE()))].sort(
    (a, b) => a - b,
  );
  if (numbers.length > most) return void (await db.query('select pg_advisory_xact_lock($1, 0)', [all]));
  await together([
    db.query('select pg_advisory_xact_lock_shared($1, 0)', [all]),
    db.query('select pg_advisory_xact_lock($1, number) from unnest($2::int[]) as number', [single, numbers]),
  ]);
}

/** A certificate of a claim whose number occurs elsewhere too. */
export interface Reused {
  ref: string;
  /** Other persons of the claim who have it as well. */
  within: number;
  /** Other claims that have it, whoever filed them, and that were not refused. */
  beyond: number;
}

export function reusedNumbers(db: Queryable, claimId: string): Promise<Reused[]> {
  return rows(
    db,
    `select c.ref, count(*) filter (where u.claim_id = c.claim_id) as within, count(distinct u.claim_id) filter (where u.claim_id <> c.claim_id) as beyond
     from certificates c join certificates u on u.number_index = c.number_index and (u.claim_id, u.ref) <> (c.claim_id, c.ref)
       join claims b on b.id = u.claim_id
     where c.claim_id = $1 and (b.id = c.claim_id or b.stage not in ('rejected', 'withdrawn', 'lapsed'))
     group by c.ref order by c.ref`,
    [claimId],
  );
}

/** Who else has the number of a certificate. */
export interface Reuse {
  ref: string;
  /** Others of the same claim, by roster reference. */
  refs: string[];
  /** Other claims, as far as who asks may see them. */
  claims: string[];
}

/** The certificates of a claim whose numbers others have as well, by roster reference. */
export async function reusesOf(db: Queryable, claimId: string): Promise<Map<string, Reuse>> {
  const found = await rows<Reuse>(
    db,
    `select c.ref, coalesce(array_agg(u.ref) filter (where u.claim_id = c.claim_id), '{}') as refs,
       coalesce(array_agg(distinct u.claim_id order by u.claim_id) filter (where u.claim_id <> c.claim_id), '{}') as claims
     from certificates c join certificates u on u.number_index = c.number_index and (u.claim_id, u.ref) <> (c.claim_id, c.ref)
     where c.claim_id = $1 group by c.ref`,
    [claimId],
  );
  return new Map(found.map((one) => [one.ref, one]));
}

/** How many certificates of open claims wait for a register, and of how many it has been asked in vain. */
export async function waitingForRegister(db: Queryable): Promise<{ waiting: number; tried: number }> {
  const found = await row<{ waiting: number; tried: number }>(
    db,
    `select count(*) as waiting, count(*) filter (where last_error is not null) as tried
     from certificates c join claims a on a.id = c.claim_id where c.verification = 'waiting' and not a.closed`,
  );
  return found!;
}
