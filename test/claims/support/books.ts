import { expect } from 'vitest';
import { verifyLedger } from '../../../db/money/ledger.ts';
import { reconcile } from '../../../db/money/reconcile.ts';
import type { House } from './house.ts';

/** The ledger is whole, and each of its balances is what the rows say, to the fen. */
export async function expectBooks({ deps: { db } }: Pick<House, 'deps'>): Promise<void> {
  for (const chain of await verifyLedger(db)) expect(chain).toMatchObject({ balanced: true, intact: true });
  const off = (await reconcile(db)).flatMap(({ accounts, ...chain }) =>
    accounts.filter(({ differenceFen }) => differenceFen !== 0).map((account) => ({ ...chain, ...account })),
  );
  expect(off).toEqual([]);
}
