import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { RecoveryActs, RecoveryMessengers } from '../../activities/money/recovery/index.ts';

/** One local activity per act, inside the act's own workflow task; idempotent by recovery and number, since it may run twice. */
export const acts = proxyLocalActivities<RecoveryActs>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

export const { startRecoveries, tellClaim } = proxyActivities<RecoveryMessengers>({
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});
