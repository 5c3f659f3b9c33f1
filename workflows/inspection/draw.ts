import { setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import { instantToMs, msToInstant } from '../../domain/calendar/instant.ts';
import type { DrawStanding, InspectionDrawInput } from '../../domain/inspection/inspection.ts';
import { WorkflowTime } from '../time.ts';
import { drawActivities } from './activities.ts';
import { drawDetails } from './details.ts';
import { drawStandingQuery } from './messages.ts';

/**
 * 双随机: one draw of a place. Its population is frozen and the hash published; after a pause in which everybody can keep it the seed is
 * drawn and published, and the lots fall by it. Each object then has an inspection of its own.
 */
export async function inspectionDraw(input: InspectionDrawInput): Promise<DrawStanding> {
  const { freezePopulation, drawLots, startInspections } = drawActivities();
  let now: DrawStanding = {
    ...{ status: 'freezing', drawId: null, objects: 0, inspectors: 0 },
    ...{ sha256: null, seedDueAt: null, drawn: 0, clockOffsetMs: 0 },
  };
  const show = (standing: DrawStanding) => {
    now = standing;
    setCurrentDetails(drawDetails(input, standing));
    return standing;
  };
  setHandler(drawStandingQuery, () => now);
  const { workflowId } = workflowInfo();
  const { status, drawId, seedDueAt, clockOffsetMs } = show(await freezePopulation({ ...input, workflowId }));
  if (status === 'not-held' || !drawId || !seedDueAt) return now;
  const time = new WorkflowTime();
  const clock = () => msToInstant(time.now() + clockOffsetMs);
  const early = () => instantToMs(seedDueAt) - clockOffsetMs - time.now();
  while (early() > 0) await time.sleep(early(), 'seed of the draw');
  show(await drawLots({ drawId, at: clock() }));
  await startInspections({ drawId, at: clock(), clockOffsetMs });
  return now;
}
