/** Who sees rows of a table besides the system: `both` a claimant their own and officials those of their place, or only the one or the other. */
export type Seen = 'both' | 'claimants' | 'officials' | 'nobody';

/** Every table under a policy. */
export const guarded: Readonly<Record<string, Seen>> = {
  advances: 'both',
  api_keys: 'claimants',
  bank_import_rows: 'both',
  bank_imports: 'officials',
  cap_uses: 'both',
  claims: 'both',
  credit_listings: 'both',
  disbursements: 'both',
  dossier_files: 'both',
  dossiers: 'both',
  erasures: 'both',
  external_runs: 'both',
  filed_rosters: 'both',
  files: 'both',
  findings: 'both',
  fraud_findings: 'officials',
  idempotency_keys: 'nobody',
  instalments: 'both',
  learning_records: 'both',
  ledger_closings: 'officials',
  ledger_entries: 'both',
  ledger_heads: 'officials',
  ledger_sets: 'both',
  lines: 'both',
  objections: 'both',
  outbox: 'nobody',
  payees: 'both',
  payment_returns: 'both',
  payments: 'both',
  people: 'both',
  person_corrections: 'both',
  pins: 'both',
  public_notices: 'both',
  recoveries: 'both',
  recovery_acts: 'both',
  repayments: 'both',
  roster_rows: 'both',
  rosters: 'both',
  settings: 'nobody',
  transitions: 'both',
};

/** Tables without one, and why. */
export const unguarded: Readonly<Record<string, string>> = {
  audit_head: 'the end of the audit log, which every disclosure moves',
  audit_log: 'appended by whoever reads; read by one call, for auditors and administrators, and never changed',
  migrations: 'which migrations have run; the application may not even read it',
  rehearsal_clock: 'business time, which is everybody’s',
};
