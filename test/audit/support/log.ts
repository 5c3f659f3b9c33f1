import { onTestFinished } from 'vitest';
import { appendEntries } from '../../../db/audit/append.ts';
import { createPool, type Db, transaction } from '../../../db/pool.ts';
import type { AuditEntry } from '../../../domain/audit.ts';
import { adminUrlOf, testDatabase } from '../../support/stack.ts';

export interface Log {
  /** As the application: role `app`. */
  db: Db;
  databaseUrl: string;
  /** As the owner of the tables. */
  owner: Db;
  /** One transaction each. */
  append(...entries: AuditEntry[]): Promise<void>;
  /** As a superuser who has switched every trigger off. */
  tamper(...statements: string[]): Promise<void>;
}

/** A database of one's own for the test that asks for it. */
export async function openLog(): Promise<Log> {
  const { databaseUrl, migrationDatabaseUrl } = await testDatabase();
  const [db, owner, admin] = [
    createPool(databaseUrl, 60),
    createPool(migrationDatabaseUrl, 1),
    createPool(adminUrlOf(databaseUrl), 1),
  ];
  onTestFinished(async () => void (await Promise.all([db.end(), owner.end(), admin.end()])));
  return {
    ...{ db, databaseUrl, owner },
    async append(...entries) {
      for (const entry of entries) await transaction(db, (tx) => appendEntries(tx, [entry]));
    },
    async tamper(...statements) {
      await admin.query('set session_replication_role = replica');
      for (const sql of statements) {
        const { rowCount } = await admin.query(sql);
        if (!rowCount) throw new Error(`nothing was altered: ${sql}`);
      }
    },
  };
}

/** The `n`th entry of a log: somebody was shown a claim with one person. */
export function reading(n: number, change: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...{ at: `2026-03-02T09:00:00.${String(100 + n)}+08:00`, businessAt: '2020-03-02T09:00:00+08:00' },
    ...{ actor: `official-${n}`, role: 'reviewer', jurisdiction: 'wuxi', apiKey: null },
    ...{ act: 'read-dossier', place: 'wuxi', claimId: `C${n}`, concerns: [] },
    persons: [`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`],
    ...{ purpose: 'filing-review', requestId: `request-${n}`, outcome: 'shown' },
    ...change,
  };
}

export const readings = (count: number) => Array.from({ length: count }, (_, i) => reading(i + 1));
