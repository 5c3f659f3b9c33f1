import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClaimActivities } from '../../activities/claim/index.ts';
import { pinnedLaw } from '../../db/claims/pins.ts';
import { timelineOf } from '../../db/claims/transitions.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { settingsToEnv } from '../../domain/settings-to-env.ts';
import { flagsOf } from '../../worker/flags.ts';
import { type Drift, reconcile, report } from '../../worker/reconcile.ts';
import { payMonth } from '../claims/support/batches.ts';
import { wuxiFiling } from '../claims/support/filings.ts';
import { type House, openHouse } from '../claims/support/house.ts';
import { applied, inTraining } from '../claims/support/lives.ts';
import { runScript } from '../support/process.ts';
import { sharedServers } from '../support/stack.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  house.setNow('2020-03-02T10:00:00+08:00');
});
afterAll(() => house?.stop());

const filed = async (seed: number) => (await house.file(wuxiFiling({ people: [{ seed }] }))).claimId;
const compare = (dry = false, tell?: (drift: Drift) => void) =>
  reconcile({ db: house.deps.db, client: house.client, dry, patienceMs: 5_000, tell });

/** An approval that the database has and the workflow does not know of: worker and server died in between. */
async function lostApproval(claimId: string): Promise<void> {
  const dossierId = randomUUID();
  const { db, clock } = house.deps;
  await storeDossier(db, { id: dossierId, claimId, kind: 'filing-review', body: {}, bySubject: 'reviewer-1' });
  const { steps } = (await pinnedLaw(db, claimId)).rules;
  const no = steps.findIndex(({ kind }) => kind === 'training');
  await createClaimActivities(house.deps).approveFiling({
    ...{ claimId, n: (await house.claim(claimId)).transition_no + 1, at: await clock.now(), turn: 'filing-review' },
    ...{ message: { by: 'reviewer-1', via: 'api', decision: 'approve', dossierId }, next: { step: steps[no]!, no } },
  });
}

test('where claim and workflow agree nothing is told; a workflow that has lost an act is told to look, and goes on', async () => {
  const [same, lost] = [await filed(9001), await filed(9002)];
  expect(await compare()).toEqual({ claims: 2, drifts: [] });
  await lostApproval(lost);
  const told = await compare(true);
  expect(told).toMatchObject({
    claims: 2,
    drifts: [{ claimId: lost, what: 'elsewhere', written: expect.stringMatching(/^training/), mended: false }],
  });
  expect(report(told).at(-1)).toBe('2 open claims, 1 stood elsewhere, 1 still do');
  const mended = await compare();
  expect(mended.drifts).toMatchObject([
    { claimId: lost, workflow: expect.stringMatching(/^filing-review/), mended: true },
  ]);
  expect(report(mended).at(-1)).toBe('2 open claims, 1 stood elsewhere, 0 still do');
  expect(await compare()).toEqual({ claims: 2, drifts: [] });
  expect((await house.claim(same)).stage).toBe('filing-review');
});

test('a claim whose workflow was ended from outside is told, and nothing is pretended', async () => {
  const id = await filed(9011);
  await house.client.workflow.getHandle((await house.claim(id)).workflow_id).terminate('by hand');
  const heard: Drift[] = [];
  const { drifts } = await compare(false, (drift) => heard.push(drift));
  expect(heard).toEqual(drifts);
  expect(drifts).toMatchObject([{ claimId: id, what: 'gone', workflow: null, mended: false }]);
  expect(report({ claims: 1, drifts })[0]).toContain('its workflow is not running');
});

test('a flag that is misspelt mends nothing', async () => {
  const lost = await filed(9021);
  await lostApproval(lost);
  const run = runScript('worker/reconcile.ts', ['--dri'], settingsToEnv(house.settings));
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(/^Nothing is done: Unknown option '--dri'.* There is "-- --dry"\.\n$/);
  const { drifts } = await compare(true);
  expect(drifts.find(({ claimId }) => claimId === lost)).toMatchObject({ what: 'elsewhere' });
});

test('flags are known by their whole name', () => {
  expect(flagsOf(['unversioned', 'check'], ['--check'])).toEqual({ unversioned: false, check: true });
  for (const wrong of ['--chec', '--check=no', 'check', '-c'])
    expect(() => flagsOf(['unversioned', 'check'], [wrong]), wrong).toThrow('"-- --unversioned" and "-- --check"');
});

test('a workflow that was terminated is reset by the command of the manual, and its claim goes on to its payment', {
  timeout: 120_000,
}, async () => {
  const claimId = await inTraining(house, [{ seed: 9031 }]);
  const { workflow_id: workflowId } = await house.claim(claimId);
  const handle = house.client.workflow.getHandle(workflowId);
  await handle.terminate('by mistake');
  const drifts = async () => (await compare(true)).drifts.filter((drift) => drift.claimId === claimId);
  expect(await drifts()).toMatchObject([{ what: 'gone' }]);
  const { events } = await handle.fetchHistory();
  const last = events!.filter((event) => event.workflowTaskCompletedEventAttributes).at(-1)!.eventId;
  const { temporalAddress, temporalNamespace } = house.settings;
  const options = ['--workflow-id', workflowId, '--event-id', String(last), '--reason', 'terminated by mistake'];
  await promisify(execFile)(sharedServers().temporalCli, [
    ...['workflow', 'reset', '--address', temporalAddress!, '--namespace', temporalNamespace, ...options],
  ]);
  await expect.poll(drifts, { timeout: 20_000 }).toEqual([]);
  await applied(house, [claimId]);
  await house.act(claimId, 'application-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-06-01T02:00:00+08:00');
  await house.reaches(claimId, 'payable');
  await payMonth(house, 'wuxi', '2020-05');
  await house.reaches(claimId, 'paid');
  expect((await timelineOf(house.deps.db, claimId)).map(({ act }) => act)).toEqual([
    ...['fileClaim', 'approveFiling', 'addLearningRecords', 'completeTraining', 'apply', 'approveApplication'],
    ...['endNotice', 'recordPayment'],
  ]);
});
