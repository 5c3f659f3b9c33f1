import { setTimeout as sleep } from 'node:timers/promises';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { reportScheduleId } from '../../domain/reports/report.ts';
import { scheduledWorkflowId } from '../../jurisdictions/plans.ts';
import type { House } from '../claims/support/house.ts';
import { classForm } from '../reports/support.ts';
import type { Life } from './lives.ts';

/** Lives of claims that reports count. */
export const reportLives: Record<string, (house: House) => Promise<Life>> = {
  'chongqing withdrawn, reported and amended': async (house) => {
    house.setNow('2020-06-10T10:00:00+08:00');
    const { claimId } = await house.file({
      ...{ jurisdiction: 'chongqing', programme: 'enterprise-online' },
      form: classForm({ district: '500112', platform: '中国职业培训在线', opens: '2020-06-20' }),
      people: [
        {
          ...{ seed: 40_401, registeredOn: '2020-06-08' },
          plannedCertificate: { kind: 'skill-level', level: 4, occupation: 'fitter', basis: 'other' },
        },
      ],
    });
    await report(house, '2020-06-12');
    await house.advanceTo('2020-06-15T10:00:00+08:00');
    await house.act(claimId, 'withdrawal');
    return { claimId, besides: { 'biweekly report': await report(house, '2020-06-25') } };
  },
};

/** Lets the Schedule form the report of a day. @returns the id of its workflow */
async function report(house: House, day: string): Promise<string> {
  const at = new Date(`${day}T09:00:00+08:00`);
  const id = reportScheduleId('chongqing');
  const workflowId = scheduledWorkflowId({ id }, at.getTime());
  await house.client.schedule.getHandle(id).backfill({ start: at, end: at, overlap: ScheduleOverlapPolicy.ALLOW_ALL });
  const handle = house.client.workflow.getHandle(workflowId);
  const hasBegun = () =>
    handle.describe().then(
      () => true,
      () => false,
    );
  while (!(await hasBegun())) await sleep(50);
  await handle.result();
  return workflowId;
}
