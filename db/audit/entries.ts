import type { ChainedEntry } from '../../domain/audit.ts';
import type { Instant } from '../../domain/calendar/date.ts';
import { type Queryable, rows } from '../pool.ts';

const columns = `seq, at, business_at as "businessAt", actor, role, jurisdiction, api_key as "apiKey", act, place, claim_id as "claimId",
  concerns, persons, purpose, request_id as "requestId", outcome, previous_hash as "previousHash", hash`;

const entriesPerPage = 1_000;

/** The whole log in order; in memory is a page of it. */
export async function* allEntries(db: Queryable): AsyncGenerator<ChainedEntry> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const page = await rows<ChainedEntry>(db, `select ${columns} from audit_log where seq > $1 order by seq limit $2`, [
      after,
      entriesPerPage,
    ]);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** What is left out does not narrow. */
export interface AuditFilter {
  actor?: string;
  claim?: string;
  /** Id of a person who was shown. */
  person?: string;
  act?: string;
  /** Real time, from this instant on and before that one. */
  from?: Instant;
  to?: Instant;
}

/** Newest first, behind (before) the entry of that number; `place`: what is about it, or null for all. */
export function auditPage(
  db: Queryable,
  place: string | null,
  filter: AuditFilter,
  after: number | null,
  limit: number,
): Promise<ChainedEntry[]> {
  return rows(
    db,
    `select ${columns} from audit_log
     where ($1::text is null or place = $1) and ($2::text is null or actor = $2) and ($3::text is null or claim_id = $3)
       and ($4::uuid is null or persons @> array[$4::uuid]) and ($5::text is null or act = $5)
       and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7) and ($8::bigint is null or seq < $8)
     order by seq desc limit $9`,
    [
      ...[place, filter.actor ?? null, filter.claim ?? null, filter.person ?? null, filter.act ?? null],
      ...[filter.from ?? null, filter.to ?? null, after, limit],
    ],
  );
}
