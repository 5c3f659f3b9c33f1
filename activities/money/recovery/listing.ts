import {
  listingOf,
  decideListing as writeDecision,
  proposeListing as writeProposal,
} from '../../../db/money/credit-listings.ts';
import { Problem } from '../../../domain/problem.ts';
import { handedIn, type RecoveryContext } from './act.ts';
import { tell } from './mails.ts';

// 失信名单: who does not repay can be listed as dishonest. One person proposes, a supervisor decides.

export async function proposeListing(c: RecoveryContext): Promise<Record<string, unknown>> {
  await handedIn(c, 'listing');
  const { recovery, claim, move } = c;
  if (recovery.status !== 'overdue') throw new Problem('recovery-not-overdue', { status: recovery.status });
  if (recovery.listing === 'proposed' || recovery.listing === 'listed')
    throw new Problem('listing-wrong-status', { listing: recovery.listing });
  await writeProposal(c.tx, {
    recovery_id: recovery.id,
    jurisdiction: recovery.jurisdiction,
    claimant_kind: claim.claimant_kind,
    claimant: claim.claimant,
    proposed_by: move.message?.by ?? '',
    proposed_at: c.at,
  });
  recovery.listing = 'proposed';
  await tell(c, 'proposeListing', 'supervisor');
  return {};
}

/** Listed only while overdue: who has agreed on instalments meanwhile, and keeps to them, is spared. */
export async function decideListing(c: RecoveryContext): Promise<Record<string, unknown>> {
  const { decision } = await handedIn<{ decision: string }>(c, 'listing-decision');
  const { recovery, move } = c;
  const by = move.message?.by ?? '';
  if (decision !== 'approve' && decision !== 'reject')
    throw new Problem('decision-unknown', { allowed: 'approve, reject' });
  if (recovery.listing !== 'proposed') throw new Problem('listing-wrong-status', { listing: recovery.listing });
  const proposal = await listingOf(c.tx, recovery.id);
  if (proposal?.proposed_by === by) throw new Problem('another-person-required');
  const listed = decision === 'approve';
  if (listed && recovery.status !== 'overdue') throw new Problem('recovery-not-overdue', { status: recovery.status });
  recovery.listing = listed ? 'listed' : 'spared';
  await writeDecision(c.tx, recovery.id, { status: recovery.listing, by, at: c.at });
  await tell(c, listed ? 'listAsDishonest' : 'spareFromListing', 'claimant', 'finance');
  return { decision };
}
