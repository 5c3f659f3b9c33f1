import { afterAll, beforeAll, expect, test } from 'vitest';
import { timelineOf } from '../../db/claims/transitions.ts';
import { type Act, acts } from '../../domain/claim/stages.ts';
import { wuxiFiling } from './support/filings.ts';
import { type House, openHouse } from './support/house.ts';
import { applied, inTraining, onNotice } from './support/lives.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.stop());

const possible: Record<string, readonly Act[]> = {
  'filing-review': ['filing-review', 'withdrawal'],
  returned: ['resubmission', 'withdrawal'],
  training: ['training-start', 'learning-records', 'training-completion', 'withdrawal'],
  'application-open': ['application', 'learning-records', 'withdrawal'],
  'application-review': ['application-review', 'withdrawal'],
  'public-notice': ['withdrawal'],
};

const reach: Record<string, () => Promise<string>> = {
  'filing-review': async () => {
    house.setNow('2020-03-02T10:00:00+08:00');
    return (await house.file(wuxiFiling({ people: [{ seed: 901 }] }))).claimId;
  },
  returned: async () => {
    house.setNow('2020-03-02T10:00:00+08:00');
    const { claimId } = await house.file(wuxiFiling({ people: [{ seed: 902 }] }));
    await house.act(claimId, 'filing-review', undefined, { decision: 'return' });
    return claimId;
  },
  training: () => inTraining(house, [{ seed: 903 }]),
  'application-open': async () => {
    const id = await inTraining(house, [{ seed: 904 }]);
    await house.advanceTo('2020-05-18T09:00:00+08:00');
    await house.act(id, 'training-completion', { classEndedOn: '2020-05-15' });
    return id;
  },
  'application-review': async () => {
    const id = await inTraining(house, [{ seed: 905 }]);
    await applied(house, [id]);
    return id;
  },
  'public-notice': async () => (await onNotice(house, [{ seed: 906 }]))[0]!,
};

for (const [stage, reached] of Object.entries(reach)) {
  test(`in ${stage} every other act is refused with wrong-stage and leaves no trace`, async () => {
    const id = await reached();
    expect((await house.claim(id)).stage).toBe(stage);
    const before = (await timelineOf(house.deps.db, id)).length;
    for (const act of acts.filter((a) => !possible[stage]!.includes(a))) {
      const refused = house.act(id, act, {}, { decision: 'approve' });
      await expect(refused, act).rejects.toMatchObject({ code: 'wrong-stage', status: 409 });
    }
    expect((await timelineOf(house.deps.db, id)).length).toBe(before);
    const { acceptedActs } = await house.client.workflow
      .getHandle((await house.claim(id)).workflow_id)
      .query<{ acceptedActs: string[] }>('standing');
    for (const act of possible[stage]!) expect(acceptedActs).toContain(act);
  });
}
