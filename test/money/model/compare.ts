import { expect } from 'vitest';
import { reconcile } from '../../../db/money/reconcile.ts';
import { rows } from '../../../db/pool.ts';
import type { Bureau } from './bureau.ts';
import type { LedgerModel } from './model.ts';

const stages = { training: 'training', review: 'application-review', notice: 'public-notice' } as Record<
  string,
  string
>;

/** Accounts, lines, advances, transfers and stages are what the model says, and the books reconcile with the tables. */
export async function expectSame(model: LedgerModel, bureau: Bureau): Promise<void> {
  expect(await realOf(bureau)).toEqual(expectedOf(model, bureau));
  const accounts = (await reconcile(bureau.db)).flatMap((chain) => chain.accounts);
  expect(accounts.filter(({ differenceFen }) => differenceFen !== 0)).toEqual([]);
}

function expectedOf(model: LedgerModel, bureau: Bureau) {
  const of = <T>(items: T[]) => items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    balances: of([...model.balances].filter(([, fen]) => fen !== 0).map(([account, fen]) => [account, fen])),
    claims: of(model.claims.map((claim) => [bureau.idOf(claim), stages[claim.stage] ?? claim.stage])),
    lines: of(
      model.claims.flatMap((claim) =>
        claim.lines
          .filter(({ status }) => status !== 'none')
          .map(({ ref, status, fen, offset }) => [bureau.idOf(claim), ref, status, fen, offset]),
      ),
    ),
    advances: of(
      model.claims.flatMap((claim) =>
        claim.advance ? [[bureau.idOf(claim), claim.advance.status, claim.advance.fen, claim.advance.settled]] : [],
      ),
    ),
    transfers: of(
      model.batches.flatMap(({ transfers }) =>
        transfers.map(({ claim, kind, status }) => [bureau.idOf(claim), kind, status]),
      ),
    ),
    batches: of(model.batches.map(({ place, status }) => [place, status])),
  };
}

async function realOf({ db }: Bureau): Promise<ReturnType<typeof expectedOf>> {
  const of = async (sql: string) => {
    const found = await rows<object>(db, sql);
    return found
      .map((row) => Object.values(row))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) as never;
  };
  return {
    balances: await of(
      `select * from (select jurisdiction || '/' || account as account, sum(debit_fen - credit_fen) as fen from ledger_entries group by 1) b where fen <> 0`,
    ),
    // A closed claim of which everything came back is told as recovered.
    claims: await of(
      `select id, case when stage = 'recovered' then (select to_stage from transitions t where t.claim_id = c.id and t.act not in ('revoke', 'recover')
         order by n desc limit 1) else stage end as stage from claims c`,
    ),
    lines: await of('select claim_id, ref, status, amount_fen, advance_offset_fen from lines'),
    advances: await of('select claim_id, status, amount_fen, settled_fen from advances'),
    transfers: await of('select claim_id, kind, status from payments'),
    batches: await of('select jurisdiction, status from disbursements'),
  };
}
