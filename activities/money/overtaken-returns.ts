import { returnsToEnd } from '../../db/money/payment-returns.ts';
import type { Deps } from '../deps.ts';
import { signal } from '../signal.ts';

/**
 * Returns of a claim, or of the claims in a batch, for which nothing waits any more look where they stand, and end. Comes behind the transaction that closed them, and is
 * repeated with its activity; one that hears of it twice, or never, ends all the same.
 */
export async function endOvertakenReturns(deps: Deps, of: Parameters<typeof returnsToEnd>[1]): Promise<void> {
  for (const { workflowId } of await returnsToEnd(deps.db, of)) await signal(deps, workflowId, 'overtaken');
}
