import { createHash } from 'node:crypto';
import { canonical, type Entry, firstHash, type PostingKind, type PostingSet } from '../../domain/money/ledger.ts';
import { type Queryable, row, rows } from '../pool.ts';

/** A posting set as stored. Sums in fen. */
export interface LedgerSet {
  jurisdiction: string;
  fund: string;
  seq: number;
  cause: string;
  kind: PostingKind;
  claim_id: string | null;
  at: string;
  previous_hash: string;
  hash: string;
  entries: Entry[];
}

/**
 * Posts balanced entries, once per cause: the same cause again changes nothing. The chain of a jurisdiction and fund is taken
 * under a lock, so sets get their numbers one after the other.
 */
export async function post(db: Queryable, set: PostingSet): Promise<void> {
  const entries = set.entries.filter((e) => e.debitFen !== e.creditFen);
  if (entries.length === 0) return;
  const debit = entries.reduce((sum, e) => sum + e.debitFen, 0);
  const credit = entries.reduce((sum, e) => sum + e.creditFen, 0);
  if (debit !== credit) throw new Error(`posting ${set.cause} does not balance: debit ${debit}, credit ${credit}`);
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`ledger/${set.jurisdiction}/${set.fund}`]);
  if (await row(db, 'select 1 from ledger_sets where cause = $1', [set.cause])) return;
  const head = await row<{ seq: number; hash: string }>(
    db,
    'select seq, hash from ledger_sets where jurisdiction = $1 and fund = $2 order by seq desc limit 1',
    [set.jurisdiction, set.fund],
  );
  const seq = (head?.seq ?? 0) + 1;
  const previousHash = head?.hash ?? firstHash;
  const hash = hashOf({ ...set, entries }, seq, previousHash);
  await db.query(
    `insert into ledger_sets (jurisdiction, fund, seq, cause, kind, claim_id, at, previous_hash, hash) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)`,
    [set.jurisdiction, set.fund, seq, set.cause, set.kind, set.claimId, set.at, previousHash, hash],
  );
  await db.query(
    `insert into ledger_entries (jurisdiction, fund, seq, entry_no, account, debit_fen, credit_fen, ref)
     select $1, $2, $3, r.no, r.account, r."debitFen", r."creditFen", r.ref
     from jsonb_to_recordset($4) as r(no int, account text, "debitFen" bigint, "creditFen" bigint, ref text)`,
    [set.jurisdiction, set.fund, seq, JSON.stringify(entries.map((e, i) => ({ no: i + 1, ...e })))],
  );
}

function hashOf(set: PostingSet, seq: number, previousHash: string): string {
  return createHash('sha256')
    .update(canonical(set, seq, previousHash))
    .digest('hex');
}

const setsWithEntries = `
  select s.*, (select jsonb_agg(jsonb_build_object('account', e.account, 'debitFen', e.debit_fen, 'creditFen', e.credit_fen, 'ref', e.ref) order by e.entry_no)
               from ledger_entries e where e.jurisdiction = s.jurisdiction and e.fund = s.fund and e.seq = s.seq) as entries
  from ledger_sets s`;

export function ledgerOfClaim(db: Queryable, claimId: string): Promise<LedgerSet[]> {
  return rows(db, `${setsWithEntries} where s.claim_id = $1 order by s.at, s.jurisdiction, s.fund, s.seq`, [claimId]);
}

/** One page of a jurisdiction's ledger (all when null), oldest first, after the given set. */
export function ledgerPage(
  db: Queryable,
  jurisdiction: string | null,
  after: { jurisdiction: string; fund: string; seq: number } | null,
  limit: number,
): Promise<LedgerSet[]> {
  return rows(
    db,
    `${setsWithEntries} where ($1::text is null or s.jurisdiction = $1)
       and ($2::text is null or (s.jurisdiction, s.fund, s.seq) > ($2, $3, $4::bigint))
     order by s.jurisdiction, s.fund, s.seq limit $5`,
    [jurisdiction, after?.jurisdiction ?? null, after?.fund ?? null, after?.seq ?? null, limit],
  );
}

/** The outcome of checking one chain: balance per account (debit − credit, fen) and the first set that does not fit. */
export interface ChainVerification {
  jurisdiction: string;
  fund: string;
  sets: number;
  debitFen: number;
  creditFen: number;
  balances: Record<string, number>;
  balanced: boolean;
  intact: boolean;
  firstBroken: { seq: number; reason: string } | null;
}

/** Recomputes every hash, number and balance of the ledger, page by page. */
export async function verifyLedger(db: Queryable, jurisdiction: string | null = null): Promise<ChainVerification[]> {
  const chains = new Map<string, ChainVerification & { hash: string }>();
  let after: { jurisdiction: string; fund: string; seq: number } | null = null;
  for (;;) {
    const page: LedgerSet[] = await ledgerPage(db, jurisdiction, after, 1000);
    for (const set of page) check(chains, set);
    const last = page.at(-1);
    if (!last) break;
    after = last;
  }
  return [...chains.values()].map(({ hash: _, ...chain }) => chain);
}

function check(chains: Map<string, ChainVerification & { hash: string }>, set: LedgerSet): void {
  const key = `${set.jurisdiction}/${set.fund}`;
  let chain = chains.get(key);
  if (!chain) {
    const { jurisdiction, fund } = set;
    chain = {
      jurisdiction,
      fund,
      sets: 0,
      debitFen: 0,
      creditFen: 0,
      balances: {},
      balanced: true,
      intact: true,
      firstBroken: null,
      hash: firstHash,
    };
    chains.set(key, chain);
  }
  const entries = set.entries ?? [];
  const debit = entries.reduce((sum, e) => sum + e.debitFen, 0);
  const credit = entries.reduce((sum, e) => sum + e.creditFen, 0);
  const posting = { ...set, claimId: set.claim_id, entries };
  const reason =
    set.seq !== chain.sets + 1
      ? `expected set ${chain.sets + 1}`
      : set.previous_hash !== chain.hash
        ? 'previous hash does not match'
        : set.hash !== hashOf(posting, set.seq, set.previous_hash)
          ? 'content does not match its hash'
          : null;
  if (reason) {
    chain.intact = false;
    chain.firstBroken ??= { seq: set.seq, reason };
  }
  if (debit !== credit || entries.length === 0) chain.balanced = false;
  chain.sets = set.seq;
  chain.hash = set.hash;
  chain.debitFen += debit;
  chain.creditFen += credit;
  for (const e of entries) chain.balances[e.account] = (chain.balances[e.account] ?? 0) + e.debitFen - e.creditFen;
}
