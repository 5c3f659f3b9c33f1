import type { Instant } from '../../domain/calendar/date.ts';
import type { Month } from '../../domain/calendar/month.ts';
import type { Account, Entry, PostingKind } from '../../domain/money/ledger.ts';
import { type Queryable, rows } from '../pool.ts';
import { monthOfSet } from './closings.ts';
import type { Chain } from './ledger-head.ts';

/** A posting set as stored. Sums in fen. */
export interface LedgerSet {
  jurisdiction: string;
  fund: string;
  seq: number;
  cause: string;
  kind: PostingKind;
  claim_id: string | null;
  at: Instant;
  /** The month that it belongs to; null: that of its instant. */
  period: Month | null;
  entry_count: number;
  previous_hash: string;
  hash: string;
  /** In the order of their numbers. */
  entries: Entry[];
}

const setsWithEntries = `
  select s.*, coalesce((select jsonb_agg(jsonb_build_object('account', e.account, 'debitFen', e.debit_fen, 'creditFen', e.credit_fen, 'ref', e.ref) order by e.entry_no)
               from ledger_entries e where e.jurisdiction = s.jurisdiction and e.fund = s.fund and e.seq = s.seq), '[]') as entries
  from ledger_sets s`;

export function ledgerOfClaim(db: Queryable, claimId: string): Promise<LedgerSet[]> {
  return rows(db, `${setsWithEntries} where s.claim_id = $1 order by s.at, s.jurisdiction, s.fund, s.seq`, [claimId]);
}

/** Which sets: null says nothing of them. */
export interface LedgerFilter {
  jurisdiction: string | null;
  fund: string | null;
  period: Month | null;
  /** Those that have an entry in it. */
  account: Account | null;
}

/** Where one set stands in time; of one moment they stand by their place and number. */
export type LedgerPlace = Pick<LedgerSet, 'at' | 'jurisdiction' | 'fund' | 'seq'>;

/** One page of the ledger, oldest first, after the given set. */
export function ledgerPage(
  db: Queryable,
  { jurisdiction, fund, period, account }: LedgerFilter,
  after: LedgerPlace | null,
  limit: number,
): Promise<LedgerSet[]> {
  return rows(
    db,
    `${setsWithEntries} where ($1::text is null or s.jurisdiction = $1) and ($2::text is null or s.fund = $2)
       and ($3::text is null or ${monthOfSet} = $3)
       and ($4::text is null or exists (select from ledger_entries e
         where e.jurisdiction = s.jurisdiction and e.fund = s.fund and e.seq = s.seq and e.account = $4))
       and ($5::timestamptz is null or (s.at, s.jurisdiction, s.fund, s.seq) > ($5, $6, $7, $8::bigint))
     order by s.at, s.jurisdiction, s.fund, s.seq limit $9`,
    [
      ...[jurisdiction, fund, period, account],
      ...[after?.at ?? null, after?.jurisdiction ?? null, after?.fund ?? null, after?.seq ?? null, limit],
    ],
  );
}

const setsPerPage = 500;
const entriesPerPage = 5_000;

/** Every set of a chain after a number, in order. In memory are one page of sets, one of entries and the entries of one set. */
export async function* setsOfChain(db: Queryable, chain: Chain, after: number): AsyncGenerator<LedgerSet> {
  for (let seq = after; ; ) {
    const page = await rows<Omit<LedgerSet, 'entries'>>(
      db,
      'select * from ledger_sets where jurisdiction = $1 and fund = $2 and seq > $3 order by seq limit $4',
      [chain.jurisdiction, chain.fund, seq, setsPerPage],
    );
    const last = page.at(-1)?.seq;
    if (last === undefined) return;
    const stored = entriesOfChain(db, chain, seq, last);
    let next = await stored.next();
    for (const set of page) {
      const entries: Entry[] = [];
      for (; !next.done && next.value.seq <= set.seq; next = await stored.next()) {
        const { seq: of, entryNo: _, ...entry } = next.value;
        // Entries of a set that somebody removed have nobody to go to.
        if (of === set.seq) entries.push(entry);
      }
      yield { ...set, entries };
    }
    seq = last;
  }
}

type StoredEntry = Entry & { seq: number; entryNo: number };

async function* entriesOfChain(db: Queryable, chain: Chain, after: number, upTo: number): AsyncGenerator<StoredEntry> {
  let [seq, entryNo] = [after, Number.MAX_SAFE_INTEGER];
  for (;;) {
    const page = await rows<StoredEntry>(
      db,
      `select seq, entry_no as "entryNo", account, debit_fen as "debitFen", credit_fen as "creditFen", ref from ledger_entries
       where jurisdiction = $1 and fund = $2 and (seq, entry_no) > ($3::bigint, $4::bigint) and seq <= $5
       order by seq, entry_no limit $6`,
      [chain.jurisdiction, chain.fund, seq, entryNo, upTo, entriesPerPage],
    );
    yield* page;
    const last = page.at(-1);
    if (page.length < entriesPerPage || !last) return;
    ({ seq, entryNo } = last);
  }
}
