import { type Db, type Queryable, rows, snapshot } from '../pool.ts';
import { type ChainCheck, type ChainWalk, type ClosedMonth, checkChain } from './chain-check.ts';
import { type Chain, readHead } from './ledger-head.ts';
import { setsOfChain } from './ledger-sets.ts';
import { type AccountComparison, type Reconciliation, reconcile } from './reconcile.ts';

/** The outcome of checking one chain, and the books behind it, fen. */
export interface ChainVerification extends ChainWalk {
  reconciled: boolean;
  /** Accounts that do not say what the other tables say. */
  differences: AccountComparison[];
}

export const isSound = (chain: ChainVerification) => chain.balanced && chain.intact && chain.reconciled;

/**
 * Recomputes every hash, number and balance of the ledger and compares the accounts with what they book, at one moment. In memory
 * are a page of it and some sums, however long it is.
 */
export function verifyLedger(db: Db, jurisdiction: string | null = null): Promise<ChainVerification[]> {
  return snapshot(db, async (tx) => {
    const books = await reconcile(tx, { jurisdiction });
    const found: ChainVerification[] = [];
    for (const chain of await chainsOf(tx, jurisdiction, books)) {
      const check = await openCheck(tx, chain);
      await walkOn(tx, chain, check);
      found.push({ ...check.result(await readHead(tx, chain)), ...comparison(books, chain) });
    }
    return found;
  });
}

/** A check of a chain that has not taken a step yet. */
export async function openCheck(db: Queryable, chain: Chain): Promise<ChainCheck> {
  const closings = await rows<ClosedMonth>(
    db,
    'select period, seq, hash, trial_balance from ledger_closings where jurisdiction = $1 and fund = $2 order by period',
    [chain.jurisdiction, chain.fund],
  );
  return checkChain(chain, closings);
}

/** Takes what the chain has behind the last set that was checked. */
export async function walkOn(db: Queryable, chain: Chain, check: ChainCheck): Promise<void> {
  for await (const set of setsOfChain(db, chain, check.seq)) check.take(set);
}

/** Whatever holds a trace of a chain: its head, its sets, its closings, or tables that it should have booked. */
async function chainsOf(db: Queryable, jurisdiction: string | null, books: readonly Chain[]): Promise<Chain[]> {
  const found = await rows<Chain>(
    db,
    `select jurisdiction, fund from ledger_heads where seq > 0 and ($1::text is null or jurisdiction = $1)
     union select jurisdiction, fund from ledger_sets where $1::text is null or jurisdiction = $1
     union select jurisdiction, fund from ledger_closings where $1::text is null or jurisdiction = $1`,
    [jurisdiction],
  );
  const all = new Map([...found, ...books].map((chain) => [`${chain.jurisdiction}/${chain.fund}`, chain]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { jurisdiction, fund }]) => ({ jurisdiction, fund }));
}

function comparison(books: readonly Reconciliation[], { jurisdiction, fund }: Chain) {
  const own = books.find((one) => one.jurisdiction === jurisdiction && one.fund === fund);
  const differences = (own?.accounts ?? []).filter((one) => one.differenceFen !== 0);
  return { reconciled: differences.length === 0, differences };
}
