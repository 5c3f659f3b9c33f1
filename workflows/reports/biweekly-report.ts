import { type ActivityOptions, ApplicationFailure, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { ReportActivities } from '../../activities/reports/index.ts';
import { msToInstant } from '../../domain/calendar/instant.ts';
import type { ReportInput, ReportStanding } from '../../domain/reports/report.ts';
import { activitiesOn } from '../long-work.ts';

const work: ActivityOptions = {
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
};

/** One biweekly report of a place, on the day for which its Schedule has started it, and the earlier ones to which late data belongs. */
export async function biweeklyReport({ jurisdiction }: ReportInput): Promise<ReportStanding> {
  const { makeReport, amendReports } = activitiesOn<ReportActivities>('bulk', work);
  const order = { jurisdiction, at: scheduledAt() };
  setCurrentDetails(`**forming** …\n- ${jurisdiction}, ${order.at}`);
  const made = await makeReport(order);
  const standing = { ...made, amended: await amendReports(order) };
  setCurrentDetails(detailsOf(standing));
  return standing;
}

function detailsOf({ reportId, registrations, trainingsStarted, amended }: ReportStanding): string {
  return [
    `**${reportId}**`,
    `- registrations 实名注册人次: ${registrations}, online training 线上培训人次: ${trainingsStarted}`,
    ...(amended.length > 0 ? [`- amended 更正: ${amended.join(', ')}`] : []),
  ].join('\n');
}

/** In a backfill years before the run itself. */
function scheduledAt(): string {
  const at = workflowInfo().searchAttributes.TemporalScheduledStartTime?.[0];
  if (!(at instanceof Date))
    throw ApplicationFailure.nonRetryable('a report is formed by its Schedule', 'not-scheduled');
  return msToInstant(at.getTime());
}
