import type { z } from '@hono/zod-openapi';
import type { Task } from '../../claims/task.ts';

/** Where the thing that waits is dealt with; undefined: no page does it, only the API. */
export function addressOf(task: z.infer<typeof Task>): string | undefined {
  const of = `/review/${task.claimId}`;
  const under = `/supervision/${task.claimId}`;
  switch (task.act) {
    case 'filing-review':
    case 'application-review':
    case 'verification':
      return of;
    case 'resubmission':
    case 'application':
      return `/claims/${task.claimId}/${task.act}`;
    case 'ruling':
      return `${of}/objections/${task.objectionId}`;
    case 'change-review':
      return `${of}/changes/${task.changeId}`;
    case 'repinning-decision':
      return `${under}/repinning/${task.repinningId}`;
    case 'reopening-decision':
      return `${under}/reopenings/${task.reopeningId}`;
    case 'administrative-review':
    case 'administrative-review-confirmation':
      return `${under}/administrative-reviews/${task.administrativeReviewId}`;
    case 'fraud-ruling':
      return `${under}/fraud-findings/${task.findingId}`;
    case 'party-listing-decision':
      return `/supervision/listings/${task.listingId}`;
  }
  // What is overdue is looked after where it waits: there a supervisor gives a review to somebody.
  if (task.act === 'supervision' && !task.inspectionId) return task.changeId ? `${of}/changes/${task.changeId}` : of;
  if (task.inspectorId) return '/inspectors';
  if (task.disbursementId) return `/batches/${task.disbursementId}`;
  if (task.inspectionId) return `/inspections/${task.inspectionId}`;
  if (task.paymentId) return `/returns/${task.paymentId}`;
  if (task.recoveryId) return `/recoveries/${task.recoveryId}`;
  return task.claimId ? `/claims/${task.claimId}` : undefined;
}
