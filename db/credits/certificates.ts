import type { Instant } from '../../domain/calendar/date.ts';
import type { CreditUse } from '../../domain/credits/uses.ts';
import { type Queryable, row, rows, type Tx } from '../pool.ts';
import { asSystemIn } from '../scope.ts';

/** 免试、加分: what credits are used for in one examination. */
export interface CreditCertificate {
  id: string;
  person_id: string;
  jurisdiction: string;
  exam: string;
  use: CreditUse['use'];
  credits: number;
  bonus_points: number | null;
  /** `文号 clause` of the place's table. */
  source: string;
  status: 'proposed' | 'issued' | 'refused';
  /** Set when it is issued. */
  code: string | null;
  proposed_by: string;
  /** Business time. */
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

/** False: the person has one for this examination that is issued, or waits. */
export async function proposeCertificate(
  db: Queryable,
  one: Omit<CreditCertificate, 'status' | 'code' | 'decided_by' | 'decided_at'>,
): Promise<boolean> {
  const added = await db.query(
    `insert into credit_certificates (id, person_id, jurisdiction, exam, use, credits, bonus_points, source, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (person_id, jurisdiction, exam) where status <> 'refused' do nothing`,
    [
      ...[one.id, one.person_id, one.jurisdiction, one.exam, one.use, one.credits, one.bonus_points, one.source],
      ...[one.proposed_by, one.proposed_at],
    ],
  );
  return added.rowCount === 1;
}

const ofPlace = `select * from credit_certificates where id = $1 and ($2::text is null or jurisdiction = $2)`;

/** The certificate, if it is of the place (null: of any). */
export function findCertificate(
  db: Queryable,
  id: string,
  place: string | null,
): Promise<CreditCertificate | undefined> {
  return row(db, ofPlace, [id, place]);
}

/** The same, kept from other deciders until the transaction ends. */
export function lockCertificate(db: Queryable, id: string, place: string | null) {
  return row<CreditCertificate>(db, `${ofPlace} for update`, [id, place]);
}

export async function decideCertificate(
  db: Queryable,
  id: string,
  { status, code, by, at }: { status: 'issued' | 'refused'; code: string | null; by: string; at: Instant },
): Promise<void> {
  await db.query(
    'update credit_certificates set status = $2, code = $3, decided_by = $4, decided_at = $5 where id = $1',
    [id, status, code, by, at],
  );
}

export function certificateByCode(db: Queryable, code: string): Promise<CreditCertificate | undefined> {
  return row(db, 'select * from credit_certificates where code = $1', [code]);
}

/** What was issued to a person, in whatever place: an exemption uses its credits up everywhere. */
export function issuedTo(tx: Tx, personId: string): Promise<CreditCertificate[]> {
  return asSystemIn(tx, () =>
    rows(tx, `select * from credit_certificates where person_id = $1 and status = 'issued' order by decided_at, id`, [
      personId,
    ]),
  );
}

/** Newest first, behind the one named; of the place (null: of any). */
export function listCertificates(
  db: Queryable,
  place: string | null,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<CreditCertificate[]> {
  return rows(
    db,
    `select * from credit_certificates where ($1::text is null or jurisdiction = $1)
       and ($2::timestamptz is null or (proposed_at, id) < ($2, $3)) order by proposed_at desc, id desc limit $4`,
    [place, after?.at ?? null, after?.id ?? null, limit],
  );
}

/** Waiting for a decision, oldest first; not those that the person proposed. */
export function waitingCertificates(
  db: Queryable,
  place: string | null,
  limit: number,
  subject: string,
): Promise<CreditCertificate[]> {
  return rows(
    db,
    `select * from credit_certificates where status = 'proposed' and ($1::text is null or jurisdiction = $1) and proposed_by <> $3
     order by proposed_at, id limit $2`,
    [place, limit, subject],
  );
}
