import { proxyLocalActivities } from '@temporalio/workflow';
import type { DrawActivities, InspectionActs } from '../../activities/inspection/index.ts';
import { activitiesOn } from '../long-work.ts';

/** One local activity per act, inside the act's own workflow task; idempotent by inspection and number, since it may run twice. */
export const acts = proxyLocalActivities<InspectionActs>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** A population may be large; each may run twice, and is written once. */
export const drawActivities = () =>
  activitiesOn<DrawActivities>('bulk', {
    startToCloseTimeout: '5 minutes',
    retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
  });
