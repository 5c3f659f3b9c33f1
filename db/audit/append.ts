import { createHash } from 'node:crypto';
import { type AuditEntry, type ChainedEntry, canonicalEntry } from '../../domain/audit.ts';
import { type Queryable, row } from '../pool.ts';

/** The end of the chain. */
export interface AuditHead {
  seq: number;
  hash: string;
}

/** The link of an entry in the chain: SHA-256, hexadecimal. */
export function auditHash(entry: AuditEntry, seq: number, previousHash: string): string {
  return createHash('sha256')
    .update(canonicalEntry(entry, seq, previousHash))
    .digest('hex');
}

/** Behind the last entry, one behind the other. */
function chained({ seq, hash }: AuditHead, entries: readonly AuditEntry[]): ChainedEntry[] {
  let previousHash = hash;
  return entries.map((entry, i) => {
    const own = auditHash(entry, seq + i + 1, previousHash);
    const link = { ...entry, seq: seq + i + 1, previousHash, hash: own };
    previousHash = own;
    return link;
  });
}

// Whoever holds the end and falls silent is cut off by PostgreSQL, so that readers wait for nobody who is gone.
const lockEnd = `select seq, hash, set_config('idle_in_transaction_session_timeout', '5s', true) from audit_head for update`;

/**
 * Appends at least one entry in the caller's transaction and answers the new end. It holds the end of the chain until the transaction ends: let it be
 * the last thing that is done there.
 */
export async function appendEntries(tx: Queryable, entries: readonly AuditEntry[]): Promise<AuditHead> {
  const links = chained((await row<AuditHead>(tx, lockEnd))!, entries);
  const { seq, hash } = links.at(-1)!;
  const stored = links.map(({ businessAt, apiKey, claimId, requestId, previousHash, ...entry }) => ({
    ...entry,
    ...{ business_at: businessAt, api_key: apiKey, claim_id: claimId, request_id: requestId },
    previous_hash: previousHash,
  }));
  await tx.query(
    `with moved as (update audit_head set seq = $2, hash = $3)
     insert into audit_log select * from jsonb_populate_recordset(null::audit_log, $1)`,
    [JSON.stringify(stored), seq, hash],
  );
  return { seq, hash };
}

export async function readAuditHead(db: Queryable): Promise<AuditHead | undefined> {
  return row(db, 'select seq, hash from audit_head');
}
