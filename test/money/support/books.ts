import { onTestFinished } from 'vitest';
import { postAll } from '../../../db/money/ledger.ts';
import { createPool, type Db, rows, transaction } from '../../../db/pool.ts';
import type { PostingSet } from '../../../domain/money/ledger.ts';
import { transfer } from '../../../domain/money/ledger.ts';
import { adminUrlOf, testDatabase } from '../../support/stack.ts';
import { testVault } from '../../support/vault.ts';

export const fund = 'skill-action-special-account';
export const wuxi = { jurisdiction: 'wuxi', fund };

export interface Books {
  /** As the application: role `app`. */
  db: Db;
  databaseUrl: string;
  /** Of the owner of the tables. */
  migrationDatabaseUrl: string;
  /** Posts in one transaction. */
  post(...sets: PostingSet[]): Promise<void>;
  /** Posts together with a change of other tables. */
  postWith(sql: string, set: PostingSet): Promise<void>;
  /** As the owner of the tables. */
  owner(sql: string): Promise<unknown>;
  /** As a superuser who has switched every trigger off. */
  tamper(...statements: string[]): Promise<void>;
}

/** A database of one's own for the test that asks for it. */
export async function openBooks(): Promise<Books> {
  const { databaseUrl, migrationDatabaseUrl } = await testDatabase();
  const [db, migrator, admin] = [
    createPool(databaseUrl, 10, testVault),
    createPool(migrationDatabaseUrl, 1),
    createPool(adminUrlOf(databaseUrl), 1),
  ];
  onTestFinished(async () => void (await Promise.all([db.end(), migrator.end(), admin.end()])));
  return {
    ...{ db, databaseUrl, migrationDatabaseUrl },
    post: (...sets) => transaction(db, (tx) => postAll(tx, sets)),
    postWith: (sql, set) =>
      transaction(db, async (tx) => {
        await tx.query(sql);
        await postAll(tx, [set]);
      }),
    owner: (sql) => migrator.query(sql),
    async tamper(...statements) {
      await admin.query('set session_replication_role = replica');
      for (const sql of statements) {
        const { rowCount } = await admin.query(sql);
        if (!rowCount) throw new Error(`nothing was altered: ${sql}`);
      }
    },
  };
}

/** The `n`th posting set of a chain: an entitlement of two lines. */
export function entitlement(n: number, change: Partial<PostingSet> = {}): PostingSet {
  return {
    ...wuxi,
    cause: `c${n}/9/entitlement/${change.jurisdiction ?? 'wuxi'}`,
    kind: 'entitlement',
    claimId: `c${n}`,
    at: '2020-05-26T00:00:00+08:00',
    entries: [
      ...transfer('subsidy-expense', 'payable-to-claimants', 44_400, '1'),
      ...transfer('subsidy-expense', 'payable-to-claimants', 50_000 + n, '2'),
    ],
    ...change,
  };
}

export const entitlements = (count: number, change: Partial<PostingSet> = {}) =>
  Array.from({ length: count }, (_, i) => entitlement(i + 1, change));

/** The links of a chain, in order. */
export function linksOf(db: Db, { jurisdiction } = wuxi) {
  return rows<{ seq: number; cause: string; previous_hash: string; hash: string; period: string }>(
    db,
    'select seq, cause, previous_hash, hash, period from ledger_sets where jurisdiction = $1 order by seq',
    [jurisdiction],
  );
}
