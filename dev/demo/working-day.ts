import type { SampleCompany } from '../sample-people.ts';
import { act, approveFiling, reviewer } from './acts.ts';
import type { List, PublicNotice } from './answers.ts';
import { storyClass } from './class.ts';
import { wuxiSubsidy } from './expected.ts';
import { crew, times } from './people.ts';
import type { Act, Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** The morning on which the demo's data stop: batches were formed in the night, and something waits for everybody. */
export const workingDay = '2020-06-01T09:00:00+08:00';

/** The company whose clerk a rehearsal signs in with one click. */
const ownCompany: SampleCompany = {
  name: '无锡示例精密机械有限公司',
  uscc: '91320200MA0000001G',
  address: '无锡市示例路1号',
  legalRepresentative: '示例法人',
  phone: '0510-80000001',
};

const classHours = 24;
const earlier = { classOpensOn: '2020-04-20', classEndsOn: '2020-05-22', classHours };
const running = { classOpensOn: '2020-05-18', classEndsOn: '2020-06-19', classHours };
const coming = { classOpensOn: '2020-06-08', classEndsOn: '2020-06-30', classHours };

/** Classes of one company in Wuxi, each left where somebody has to go on with it; and Wuxi's inspectors, for the draw of April. */
export function onTheWorkingDay(): Scenario {
  let classes = 0;
  const classOf = (days: typeof coming, people: number) =>
    storyClass({
      ...{ jurisdiction: 'wuxi', programme: 'online-on-the-job', company: ownCompany, city: 'wuxi', days },
      members: crew(people, 20_000 + 100 * classes++),
      attendance: [{ people, minutes: times(classHours, 45), fen: wuxiSubsidy(classHours) }],
      estimateFen: wuxiSubsidy(classHours),
      becomes: (amountFen) => ({ stage: 'paid', amountFen, paidFen: {} }),
    });
  const applied = classOf(earlier, 12);
  const published = classOf(earlier, 10);
  const ended = classOf(earlier, 8);
  const learning = classOf(running, 15);
  const returned = classOf(coming, 10);
  const overdue = classOf(coming, 20);
  const waiting = classOf(coming, 6);
  const fresh = classOf(coming, 9);

  const acts: Act[] = [
    { at: '2020-04-13T09:00:00+08:00', title: 'inspectors come into Wuxi’s pool', run: poolOfWuxi },
    {
      at: '2020-04-13T10:00:00+08:00',
      title: 'the company files three classes',
      run: inTurn(applied.file, published.file, ended.file),
    },
    {
      at: '2020-04-14T10:00:00+08:00',
      title: 'their filings are approved',
      run: inTurn(
        ...[applied, published, ended].map(
          ({ claim }) =>
            (world: World) =>
              approveFiling(world, claim),
        ),
      ),
    },
    { at: '2020-05-12T10:00:00+08:00', title: 'the company files a fourth class', run: learning.file },
    {
      at: '2020-05-13T10:00:00+08:00',
      title: 'the fourth filing is approved',
      run: (world) => approveFiling(world, learning.claim),
    },
    { at: '2020-05-25T10:00:00+08:00', title: 'a fifth class is filed', run: returned.file },
    {
      at: '2020-05-26T10:00:00+08:00',
      title: 'the fifth filing is returned',
      run: (world) =>
        reviewer(world, returned.claim).post(`/v1/claims/${returned.claim.id}/filing-review`, {
          decision: 'return',
          reasonCode: 'documents-missing',
          reason: '请补充培训课程表。',
        }),
    },
    { at: '2020-05-27T10:00:00+08:00', title: 'a sixth class is filed; nobody reviews it in time', run: overdue.file },
    {
      at: '2020-05-28T10:00:00+08:00',
      title: 'two classes have ended; the company applies',
      run: inTurn(applied.apply, published.apply),
    },
    {
      at: '2020-05-28T11:00:00+08:00',
      title: 'the third class has ended',
      run: (world) =>
        act(world, ended.claim, 'training-completion', {
          classOpenedOn: earlier.classOpensOn,
          classEndedOn: earlier.classEndsOn,
        }),
    },
    { at: '2020-05-29T10:00:00+08:00', title: 'a seventh class is filed', run: waiting.file },
    { at: '2020-05-29T10:00:00+08:00', title: 'an application is approved, and published', run: published.approve },
    { at: '2020-06-01T08:30:00+08:00', title: 'an eighth class is filed', run: fresh.file },
    {
      at: '2020-06-01T08:30:00+08:00',
      title: 'somebody objects to a line of the notice',
      run: (world) => objectTo(world, published.claim.id),
    },
    { at: workingDay, title: 'the day begins', run: async () => undefined },
  ];
  const claims = [applied, published, ended, learning, returned, overdue, waiting, fresh].map(({ claim }) => claim);
  return { name: 'The working day', claims, acts };
}

const inTurn =
  (...runs: readonly ((world: World) => Promise<unknown>)[]) =>
  async (world: World): Promise<void> => {
    for (const run of runs) await run(world);
  };

async function objectTo(world: World, claimId: string): Promise<void> {
  const { items } = await world.anybody.get<List<PublicNotice>>('/v1/public-notices?jurisdiction=wuxi');
  const notice = items.find((one) => one.claimId === claimId)!;
  await world.anybody.post(`/v1/public-notices/${notice.id}/objections`, {
    ...{ ref: '3', text: '该人员培训期间在外地工作，请核实其学习记录。', contact: 'neighbour@example.com' },
  });
}

/** One supervisor proposes, another decides; the first of them is the inspector whom a rehearsal signs in with one click. */
async function poolOfWuxi(world: World): Promise<void> {
  const supervisor = (subject: string) => world.as({ role: 'supervisor', jurisdiction: 'wuxi', subject });
  for (const [i, subject] of ['zhou', 'inspector-qian'].entries()) {
    const body = { jurisdiction: 'wuxi', subject, staffNumber: `WX-0${i + 1}` };
    const { id } = await supervisor('sun').post<{ id: string }>('/v1/inspectors', body);
    await supervisor('supervisor-he').post(`/v1/inspectors/${id}/decision`, { decision: 'approve' });
  }
}
