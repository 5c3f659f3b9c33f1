import type { Site } from '../../env.ts';
import { administrativeReviewPages } from './administrative-review.tsx';
import { fraudRulingPages } from './fraud-ruling.tsx';
import { listingProposalPages } from './listing-proposal.tsx';
import { listingPages } from './listings.tsx';
import { overviewPages } from './overview.tsx';
import { reopeningPages } from './reopening.tsx';
import { repinningPages } from './repinning.tsx';

/** The desk of a supervisor. */
export function supervisionPages(site: Site): void {
  const parts = [overviewPages, listingProposalPages, listingPages, reopeningPages, repinningPages];
  for (const part of [...parts, administrativeReviewPages, fraudRulingPages]) part(site);
}
