export interface Check {
  file: string;
  /** Is told where the audit log's anchors are. */
  anchored?: boolean;
}

/** What docs/operations.md has one run after a restore, in its order. First what asks the databases alone: nothing has moved yet. */
export const verifiedBeforeWorkers: readonly Check[] = [
  { file: 'db/migrate.ts' },
  { file: 'db/verify-ledger.ts' },
  { file: 'db/verify-audit.ts', anchored: true },
];

/** Then what needs workers: each workflow is asked where it stands, and what has to be erased anew is erased by them. */
export const verifiedByWorkers: readonly Check[] = [{ file: 'worker/reconcile.ts' }, { file: 'db/verify-erasures.ts' }];
