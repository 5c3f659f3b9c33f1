import { createHash } from 'node:crypto';
import type { Month } from '../../domain/calendar/month.ts';
import { canonical, type PostingSet } from '../../domain/money/ledger.ts';

/** The link of a posting set in its chain: SHA-256, hexadecimal. */
export function hashOf(set: PostingSet, seq: number, previousHash: string, period: Month | null): string {
  return createHash('sha256')
    .update(canonical(set, seq, previousHash, period))
    .digest('hex');
}
