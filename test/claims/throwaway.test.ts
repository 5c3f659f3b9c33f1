import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { timelineOf } from '../../db/claims/transitions.ts';
import { bankAccountOf } from '../../jurisdictions/china/examples.ts';
import { loadRegistry, type Registry } from '../../jurisdictions/registry.ts';
import { testApi } from '../api/support/api.ts';
import { payMonth } from './support/batches.ts';
import { certificates } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { trained } from './support/lives.ts';

const folder = fileURLToPath(new URL('../fixtures/throwaway', import.meta.url));

let registry: Registry;
let house: House;
beforeAll(async () => {
  registry = await loadRegistry({ folders: [folder] });
  house = await openHouse({ registry, packs: true });
});
afterAll(() => house?.stop());

async function filed(seed: number): Promise<string> {
  house.setNow('2020-03-02T10:00:00+08:00');
  const form = registry.programme('throwaway', 'valley-skills').programme.forms.filing.example as object;
  const { claimId, moved } = await house.file({
    ...{ jurisdiction: 'throwaway', programme: 'valley-skills', form },
    people: [{ seed }],
  });
  expect(moved).toMatchObject({ stage: 'external', dueAt: null, estimateFen: 70000 });
  return claimId;
}

async function votes(claimId: string, ...given: boolean[]): Promise<void> {
  const elders = house.client.workflow.getHandle(`elders/throwaway/valley-skills/${claimId}/1`);
  await expect
    .poll(() =>
      elders.describe().then(
        (now) => now.status.name,
        () => 'not there',
      ),
    )
    .toBe('RUNNING');
  for (const agree of given) await elders.signal('vote', { agree });
}

test('a place with a step nobody foresaw, in an order of its own, runs to its payment from its folder alone', async () => {
  const id = await filed(1201);
  await expect(house.act(id, 'filing-review', undefined, { decision: 'approve' })).rejects.toMatchObject({
    code: 'wrong-stage',
  });
  await votes(id, true, false, true);
  // Its own four working days, not the two that hold elsewhere.
  expect((await house.reaches(id, 'filing-review')).due_at).toBe('2020-03-07T00:00:00+08:00');
  await house.act(id, 'filing-review', undefined, { decision: 'approve' });
  await house.advanceTo('2020-05-18T09:00:00+08:00');
  const refs = await trained(house, id);
  await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
  expect((await house.claim(id)).due_at).toBe('2020-07-16T00:00:00+08:00');
  await house.act(id, 'application', {
    certificates: certificates(...refs),
    bankAccount: bankAccountOf('虚构企业有限公司'),
  });
  // 24 class hours at 31 yuan are 744, limited to 700; no notice: payable at once.
  const moved = await house.act(id, 'application-review', undefined, { decision: 'approve' });
  expect(moved).toMatchObject({ stage: 'payable', amountFen: 70000 });
  expect((await payMonth(house, 'throwaway', '2020-05')).total_fen).toBe(70000);
  await house.reaches(id, 'paid');
  expect((await timelineOf(house.deps.db, id)).map((t) => t.to_stage)).toEqual(
    'external filing-review training training application-open application-review payable paid'.split(' '),
  );
});

test('its own step can end the claim', async () => {
  const id = await filed(1202);
  await votes(id, false, false);
  expect((await house.reaches(id, 'rejected')).last_decision).toContain('elders-disagree');
});

test('the API describes it with its steps and its figures of the day', async () => {
  const api = await testApi({ registry });
  try {
    const list = (await (await api.get('/v1/jurisdictions')).json()) as { items: { slug: string }[] };
    expect(list.items.map(({ slug }) => slug)).toContain('throwaway');
    const rules = (await (await api.get('/v1/jurisdictions/throwaway?on=2020-05-01')).json()) as {
      programmes: { steps: { kind: string }[]; parameters: { name: string; value: unknown; source: object }[] }[];
    };
    const [programme] = rules.programmes;
    expect(programme!.steps[1]).toEqual({
      kind: 'external',
      name: 'elders',
      workflow: 'eldersMeet',
      taskQueue: 'throwaway-elders',
    });
    expect(programme!.parameters.find(({ name }) => name === 'rate-per-class-hour')).toMatchObject({
      value: 3300,
      source: { document: '雾谷人社规〔2020〕1号（虚构）', clause: '三', provenance: 'N' },
    });
  } finally {
    await api.close();
  }
});
