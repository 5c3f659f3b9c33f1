import type { House } from '../claims/support/house.ts';
import { actOnInspection, draw, employ, inspectionReaches, inspectorsOf } from '../claims/support/inspections.ts';
import { filedBeyondCalendar, inTraining, publishCalendar } from '../claims/support/lives.ts';
import { signal } from '../claims/support/signals.ts';
import type { Life } from './lives.ts';

const visit = { place: '某路1号', met: '负责人', observations: '抽问三人', materials: [] };
const reason = { reasonCode: 'some-reason', reason: '说明' };

/** Lives of claims that are drawn for inspection, by everything that can happen on the way. */
export const inspectionLives: Record<string, (house: House) => Promise<Life>> = {
  'wuxi drawn and withdrawn': async (house) => {
    const claimId = await inTraining(house, [{ seed: 42_001 }]);
    await employ(house, 'wuxi', 'WX-1', 'WX-2', 'WX-3');
    await house.advanceTo('2020-04-15T09:00:00+08:00');
    const { workflowId, drawn } = await draw(house, 'wuxi');
    const { id, workflow_id } = drawn[0]!;
    await signal(house, workflow_id!, 'result', '{not json');
    await signal(house, workflow_id!, 'no-such-signal', 'x', 'binary/encrypted');
    await house.advanceTo('2020-05-18T09:00:00+08:00');
    await inspectionReaches(house, id, ({ overdue }) => overdue);
    const [first] = await inspectorsOf(house, id);
    const leaves = { staffNumber: first!.staffNumber, reasonCode: 'ill' };
    await actOnInspection(house, id, 'reassignment', first!.subject, leaves);
    const [now] = await inspectorsOf(house, id);
    await actOnInspection(house, id, 'finding', now!.subject, { finding: 'none', refs: null, ...reason }).catch(
      () => 'not visited yet',
    );
    await actOnInspection(house, id, 'visit-record', now!.subject, { visitedOn: '2020-05-18', ...visit });
    await actOnInspection(house, id, 'finding', now!.subject, { finding: 'irregularity', refs: ['1'], ...reason });
    await actOnInspection(house, id, 'statement', 'enterprise-1', { reason: '说明', materials: [] });
    await actOnInspection(house, id, 'result', 'supervisor', { outcome: 'to-be-corrected', ...reason });
    await house.act(claimId, 'withdrawal');
    return { claimId, besides: { 'inspection draw': workflowId, 'inspection overdue, heard': workflow_id! } };
  },

  'sandbox drawn beyond the calendar': async (house) => {
    const claimId = await filedBeyondCalendar(house, 42_011);
    await house.act(claimId, 'filing-review', undefined, { decision: 'approve' });
    await employ(house, 'sandbox', 'SB-1');
    const { drawn } = await draw(house, 'sandbox');
    const { id, workflow_id } = drawn[0]!;
    await publishCalendar(house);
    await house.advanceTo('2027-01-11T09:00:00+08:00');
    await inspectionReaches(house, id, ({ due_at }) => due_at !== null);
    const by = 'inspector-SB-1';
    await actOnInspection(house, id, 'visit-record', by, { visitedOn: '2027-01-11', ...visit });
    await actOnInspection(house, id, 'finding', by, { finding: 'suspected-fraud', refs: null, ...reason });
    await house.advanceTo('2027-01-20T09:00:00+08:00');
    await inspectionReaches(house, id, ({ stage }) => stage === 'result');
    await actOnInspection(house, id, 'result', 'supervisor', { outcome: 'clean', ...reason });
    await house.act(claimId, 'withdrawal');
    return { claimId, besides: { 'inspection not answered, due beyond the calendar': workflow_id! } };
  },
};
