import { createHash } from 'node:crypto';

/** What every bank takes as the id of a message (ISO 20022: Max35Text). */
const plain = /^[A-Za-z0-9.-]{1,35}$/;

/** The id under which a batch goes to the bank, always the same: the batch's own, or a hash of it where that is too long. */
export function messageIdOf(batchId: string): string {
  if (plain.test(batchId)) return batchId;
  return `B${createHash('sha256').update(batchId).digest('hex').slice(0, 30).toUpperCase()}`;
}
