import type { Instant, LocalDate } from '../../domain/calendar/date.ts';
import type { Agreement, Partner } from '../../domain/exchange/agreements.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** A file for another authority, proposed or decided on. */
export interface ExchangeRow {
  id: string;
  jurisdiction: string;
  partner: Partner;
  /** Days on which credits were earned, both inclusive. */
  from_on: LocalDate;
  to_on: LocalDate;
  agreement: Agreement;
  /** `文号 clause` of the place's table. */
  source: string;
  sha256: string;
  persons: number;
  rows: number;
  status: 'proposed' | 'approved' | 'refused';
  proposed_by: string;
  proposed_at: Instant;
  decided_by: string | null;
  decided_at: Instant | null;
}

export async function proposeExchange(
  db: Queryable,
  one: Omit<ExchangeRow, 'status' | 'decided_by' | 'decided_at'>,
): Promise<void> {
  await db.query(
    `insert into exchanges (id, jurisdiction, partner, from_on, to_on, agreement, source, sha256, persons, rows, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[one.id, one.jurisdiction, one.partner, one.from_on, one.to_on, JSON.stringify(one.agreement), one.source],
      ...[one.sha256, one.persons, one.rows, one.proposed_by, one.proposed_at],
    ],
  );
}

const ofPlace = 'select * from exchanges where id = $1 and ($2::text is null or jurisdiction = $2)';

/** The exchange, if it is of the place (null: of any). */
export function findExchange(db: Queryable, id: string, place: string | null): Promise<ExchangeRow | undefined> {
  return row(db, ofPlace, [id, place]);
}

/** The same, kept from other deciders until the transaction ends. */
export function lockExchange(db: Queryable, id: string, place: string | null): Promise<ExchangeRow | undefined> {
  return row(db, `${ofPlace} for update`, [id, place]);
}

export async function decideExchange(
  db: Queryable,
  id: string,
  { status, by, at }: { status: 'approved' | 'refused'; by: string; at: Instant },
): Promise<void> {
  await db.query('update exchanges set status = $2, decided_by = $3, decided_at = $4 where id = $1', [
    ...[id, status, by, at],
  ]);
}

/** Newest first, behind the one named. */
export function listExchanges(
  db: Queryable,
  place: string | null,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<ExchangeRow[]> {
  return rows(
    db,
    `select * from exchanges where ($1::text is null or jurisdiction = $1)
       and ($2::timestamptz is null or (proposed_at, id) < ($2, $3)) order by proposed_at desc, id desc limit $4`,
    [place, after?.at ?? null, after?.id ?? null, limit],
  );
}

/** Waiting for a decision, oldest first; not those that the person proposed. */
export function waitingExchanges(
  db: Queryable,
  place: string | null,
  limit: number,
  subject: string,
): Promise<ExchangeRow[]> {
  return rows(
    db,
    `select * from exchanges where status = 'proposed' and ($1::text is null or jurisdiction = $1) and proposed_by <> $3
     order by proposed_at, id limit $2`,
    [place, limit, subject],
  );
}
