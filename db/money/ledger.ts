import { type PostingSet, postingMonth } from '../../domain/money/ledger.ts';
import { type Queryable, rows, together } from '../pool.ts';
import { hashOf } from './ledger-hash.ts';
import { type Chain, closedUntil, lockHead, lockIfBegun, moveHead } from './ledger-head.ts';

export { type LedgerSet, ledgerOfClaim, ledgerPage } from './ledger-sets.ts';
export { type ChainVerification, verifyLedger } from './verify.ts';

/** Posts balanced entries, once per cause: the same again changes nothing. Throws when the cause has other entries already. */
export function post(db: Queryable, set: PostingSet): Promise<void> {
  return postAll(db, [set]);
}

/**
 * Posts many sets of one jurisdiction and fund in their order, each once per cause: those already posted are left out, once they are seen to be the same. Its chain
 * grows under the lock of its head, so sets get their numbers one after the other. Meant for chunks of some hundred sets.
 */
export async function postAll(db: Queryable, sets: readonly PostingSet[]): Promise<void> {
  const due = sets.map(withoutZeros).filter((set) => set.entries.length > 0);
  const [first] = due;
  if (!first) return;
  const chain: Chain = { jurisdiction: first.jurisdiction, fund: first.fund };
  for (const set of due) demandSound(set, chain);
  // Everybody who posts into the chain waits meanwhile: what is read behind the lock goes with it.
  const behindLock = () => together([lockIfBegun(db, chain), postedSets(db, due), closedUntil(db, chain)]);
  let [head, posted, closed] = await behindLock();
  if (!head) {
    await lockHead(db, chain);
    [head, posted, closed] = await behindLock();
  }
  let { seq, hash } = head!;
  const links = due.flatMap((set) => {
    const known = posted.get(set.cause);
    if (known !== undefined && known !== contentOf(set))
      throw new Error(`${set.cause} is posted already, with other entries`);
    if (known !== undefined) return [];
    posted.set(set.cause, contentOf(set));
    const previousHash = hash;
    const period = postingMonth(set.at, closed);
    seq += 1;
    hash = hashOf(set, seq, previousHash, period);
    return [{ set, seq, period, previousHash, hash }];
  });
  if (links.length === 0) return;
  await together([insert(db, chain, links), moveHead(db, chain, { seq, hash })]);
}

interface Link {
  set: PostingSet;
  seq: number;
  period: string;
  previousHash: string;
  hash: string;
}

async function insert(db: Queryable, { jurisdiction, fund }: Chain, links: readonly Link[]): Promise<void> {
  const sets = links.map(({ set: { cause, kind, claimId, at, entries }, ...link }) => {
    return { ...link, cause, kind, claimId, at, entryCount: entries.length };
  });
  const written = db.query(
    `insert into ledger_sets (jurisdiction, fund, seq, cause, kind, claim_id, at, period, entry_count, previous_hash, hash)
     select $1, $2, r.seq, r.cause, r.kind, r."claimId", r.at, r.period, r."entryCount", r."previousHash", r.hash
     from jsonb_to_recordset($3) as r(seq bigint, cause text, kind text, "claimId" text, at timestamptz, period text,
       "entryCount" int, "previousHash" text, hash text)`,
    [jurisdiction, fund, JSON.stringify(sets)],
  );
  const entries = links.flatMap(({ seq, set }) => set.entries.map((entry, i) => ({ seq, no: i + 1, ...entry })));
  const booked = db.query(
    `insert into ledger_entries (jurisdiction, fund, seq, entry_no, account, debit_fen, credit_fen, ref)
     select $1, $2, r.seq, r.no, r.account, r."debitFen", r."creditFen", r.ref
     from jsonb_to_recordset($3) as r(seq bigint, no int, account text, "debitFen" bigint, "creditFen" bigint, ref text)`,
    [jurisdiction, fund, JSON.stringify(entries)],
  );
  await together([written, booked]);
}

/** What is posted for these causes, by cause. */
async function postedSets(db: Queryable, sets: readonly PostingSet[]): Promise<Map<string, string>> {
  const found = await rows<Content & { cause: string }>(
    db,
    `select s.cause, s.jurisdiction, s.fund, s.kind, s.claim_id as "claimId",
       (select jsonb_agg(jsonb_build_object('account', e.account, 'debitFen', e.debit_fen, 'creditFen', e.credit_fen, 'ref', e.ref) order by e.entry_no)
        from ledger_entries e where e.jurisdiction = s.jurisdiction and e.fund = s.fund and e.seq = s.seq) as entries
     from ledger_sets s where s.cause = any($1)`,
    [sets.map(({ cause }) => cause)],
  );
  return new Map(found.map((set) => [set.cause, contentOf(set)]));
}

type Content = Pick<PostingSet, 'jurisdiction' | 'fund' | 'kind' | 'claimId' | 'entries'>;

/** All that must be the same when a cause comes again; the moment may be another one. */
function contentOf({ jurisdiction, fund, kind, claimId, entries }: Content): string {
  const lines = entries.map(({ account, debitFen, creditFen, ref }) => [account, debitFen, creditFen, ref ?? null]);
  return JSON.stringify([jurisdiction, fund, kind, claimId ?? null, lines]);
}

function withoutZeros(set: PostingSet): PostingSet {
  return { ...set, entries: set.entries.filter((entry) => entry.debitFen !== entry.creditFen) };
}

function demandSound({ jurisdiction, fund, cause, entries }: PostingSet, chain: Chain): void {
  if (jurisdiction !== chain.jurisdiction || fund !== chain.fund)
    throw new Error(`posting ${cause} is of ${jurisdiction}/${fund}, not of ${chain.jurisdiction}/${chain.fund}`);
  const debit = entries.reduce((sum, entry) => sum + entry.debitFen, 0);
  const credit = entries.reduce((sum, entry) => sum + entry.creditFen, 0);
  if (debit !== credit) throw new Error(`posting ${cause} does not balance: debit ${debit}, credit ${credit}`);
}
