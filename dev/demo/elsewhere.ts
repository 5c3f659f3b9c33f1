import { reviewer } from './acts.ts';
import type { Claim } from './answers.ts';
import { storyClass } from './class.ts';
import { chongqingSubsidy, guangdongSubsidy } from './expected.ts';
import { preparer } from './finance.ts';
import { crew, rosterOf, times } from './people.ts';
import type { Scenario } from './scenario.ts';
import type { Api, ExampleForm, World } from './world.ts';

/** The school and the worker whom a rehearsal signs in with one click. */
const school = { role: 'institution', uscc: '91320200MA0000002K', subject: 'school' };
const worker = { role: 'individual', subject: 'worker' };

const planned = {
  registeredOn: '2020-05-25',
  plannedCertificate: { kind: 'skill-level', level: 4, occupation: '示例工种', basis: 'other' },
};

/** What else waits on the working day: other claimants, other places, and a batch for the second person. */
export function elsewhere(): Scenario {
  const days = { classOpensOn: '2020-06-10', classEndsOn: '2020-06-30', classHours: 20 };
  const classes = {
    guangdong: storyClass({
      ...{ jurisdiction: 'guangdong', programme: 'online-job-adaptation', company: 110, city: 'guangzhou', days },
      members: crew(12, 23_000),
      attendance: [{ people: 12, minutes: times(20, 45), fen: guangdongSubsidy(times(20, 45)) }],
      estimateFen: guangdongSubsidy(times(20, 45)),
      certificates: false,
      becomes: (amountFen) => ({ stage: 'paid', amountFen, paidFen: {} }),
    }),
    chongqing: storyClass({
      ...{ jurisdiction: 'chongqing', programme: 'enterprise-online', company: 111, city: 'chongqing', days },
      members: crew(10, 23_100),
      attendance: [{ people: 10, minutes: times(20, 45), fen: chongqingSubsidy[4]! }],
      estimateFen: chongqingSubsidy[4]!,
      becomes: (amountFen) => ({ stage: 'paid', amountFen, paidFen: {} }),
    }),
  };
  const own = { school: '', worker: '' };
  return {
    name: 'Elsewhere',
    claims: [],
    acts: [
      {
        at: '2020-05-12T10:00:00+08:00',
        title: 'a worker files a class of their own',
        run: async (world) => {
          const training = { classOpensOn: '2020-05-14', classEndsOn: '2020-05-29' };
          own.worker = await fileAs(
            world,
            worker,
            'sandbox',
            'individual-hours',
            { training },
            rosterOf(crew(1, 23_200)),
          );
        },
      },
      {
        at: '2020-05-13T10:00:00+08:00',
        title: 'the worker’s filing is approved',
        run: (world) =>
          reviewer(world, { jurisdiction: 'sandbox' }).post(reviewOf(own.worker), { decision: 'approve' }),
      },
      {
        at: '2020-05-28T10:00:00+08:00',
        title: 'a training institution files a project in Chongqing',
        run: async (world) => {
          const training = { ...days, plannedHeadCount: 5, theoryClassHours: 12 };
          const institution = { name: '示例职业培训学校', uscc: school.uscc };
          const roster = rosterOf(crew(5, 23_300), { relation: 'employee', ...planned });
          own.school = await fileAs(world, school, 'chongqing', 'project-based', { training, institution }, roster);
        },
      },
      {
        at: '2020-05-29T10:00:00+08:00',
        title: 'companies of Guangdong and Chongqing file; the institution’s project is returned',
        run: async (world) => {
          await classes.guangdong.file(world);
          const roster = rosterOf(classes.chongqing.members, { relation: 'employee', ...planned });
          const { company } = classes.chongqing.claim;
          const form = await classes.chongqing.form(world, { theoryClassHours: 12 });
          const clerk = { role: 'enterprise', uscc: company.uscc, subject: `clerk-${company.uscc}` };
          const body = { jurisdiction: 'chongqing', programme: 'enterprise-online', filing: form, roster };
          await world.as(clerk).post('/v1/claims', body);
          await reviewer(world, classes.chongqing.claim).post(reviewOf(own.school), {
            ...{ decision: 'return', reasonCode: 'materials-missing', reason: '请补充师资和课程安排。' },
          });
        },
      },
      {
        at: '2020-06-01T08:30:00+08:00',
        title: 'Guangdong’s batch is submitted; a second person approves it',
        run: submitBatch,
      },
    ],
  };
}

const reviewOf = (claimId: string) => `/v1/claims/${claimId}/filing-review`;

/** Files the example of a programme with what is given of it anew; answers the claim's number. */
async function fileAs(
  world: World,
  who: Parameters<World['as']>[0],
  jurisdiction: string,
  programme: string,
  given: { training: object; institution?: object },
  roster: object[],
): Promise<string> {
  const example = (await world.example(jurisdiction, programme, 'filing')) as ExampleForm & { institution?: object };
  const filing = {
    ...example,
    training: { ...example.training, ...given.training },
    ...(given.institution && { institution: { ...example.institution, ...given.institution } }),
  };
  const api: Api = world.as(who);
  return (await api.post<Claim>('/v1/claims', { jurisdiction, programme, filing, roster })).id;
}

async function submitBatch(world: World): Promise<void> {
  const id = 'guangdong.skill-action-special-account.2020-05';
  await world.as(preparer).post(`/v1/disbursements/${id}/submission`, { reason: '5月公示期满的申报。' });
}
