import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ExternalActivities } from '../../activities/claim/external.ts';
import type { ClaimActivities } from '../../activities/claim/index.ts';
import type { RecoveryMessengers } from '../../activities/money/recovery/index.ts';

/**
 * One local activity per move: it runs inside the act's own workflow task, which saves five events and a round trip.
 * It may run twice (a worker killed in between), so each is idempotent by claim and transition number.
 */
export const moves = proxyLocalActivities<ClaimActivities>({
  // A hundred thousand people on a busy machine: begun anew before its end, it would never come to one.
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

export const { startExternal, startRecoveries } = proxyActivities<ExternalActivities & RecoveryMessengers>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});
