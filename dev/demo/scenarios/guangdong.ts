import { approveFiling, enterprise, read } from '../acts.ts';
import type { Claim } from '../answers.ts';
import { type ClassStory, readOwn, storyClass } from '../class.ts';
import { same } from '../expect.ts';
import { guangdongSubsidy } from '../expected.ts';
import { asCrew, crew, rosterCsv, times } from '../people.ts';
import type { Scenario } from '../scenario.ts';

/** Two enterprises share two people: what the first claim brings them is missing from their year's limit in the second. */
export function guangdong(): Scenario {
  const long = times(20, 90);
  const half = times(10, 90);
  const first = enterpriseClass({
    company: 104,
    days: { classOpensOn: '2020-04-07', classEndsOn: '2020-05-15', classHours: 40 },
    members: crew(25, 13_000),
    attendance: [
      // 40 class hours would be 1,200 yuan: the limit is 1,000.
      { people: 1, minutes: long, fen: guangdongSubsidy(long) },
      { people: 1, minutes: half, fen: guangdongSubsidy(half) },
      attends(16, times(24, 45)),
      // 24 lessons, each a minute too short.
      attends(5, times(24, 44)),
      attends(2, [...times(20, 45), ...times(4, 44)]),
    ],
    estimateFen: guangdongSubsidy(times(40, 45)),
    paidIn: '2020-05',
  });
  const shared = first.members.slice(0, 2);
  const evenings = times(20, 45);
  const second = enterpriseClass({
    company: 105,
    days: { classOpensOn: '2020-05-25', classEndsOn: '2020-06-19', classHours: 20 },
    members: asCrew([...shared, ...crew(20, 13_500)]),
    attendance: [
      { people: 1, minutes: evenings, fen: guangdongSubsidy(evenings, guangdongSubsidy(long)) },
      { people: 1, minutes: evenings, fen: guangdongSubsidy(evenings, guangdongSubsidy(half)) },
      attends(20, times(16, 45)),
    ],
    // Filed before the first claim was approved: nobody had taken anything yet.
    estimateFen: guangdongSubsidy(evenings),
    paidIn: '2020-06',
  });

  return {
    name: 'Guangdong',
    claims: [first.claim, second.claim],
    acts: [
      {
        at: '2020-03-16T10:00:00+08:00',
        title: 'an enterprise uploads its roster (Annex 2) and files',
        async run(world) {
          const { claim, members } = first;
          const query = `jurisdiction=${claim.jurisdiction}&programme=${claim.programme}`;
          const roster = await enterprise(world, claim).upload<{ rosterId: string; accepted: number }>(
            `/v1/rosters?${query}&classOpensOn=2020-04-07`,
            'text/csv',
            rosterCsv(members),
          );
          same('accepted rows', roster.accepted, members.length);
          await first.file(world, { rosterId: roster.rosterId });
        },
      },
      {
        at: '2020-03-17T10:00:00+08:00',
        title: 'the filing is approved',
        run: (world) => approveFiling(world, first.claim),
      },
      {
        at: '2020-05-18T10:00:00+08:00',
        title: 'its class has ended; the enterprise applies',
        run: first.apply,
      },
      {
        at: '2020-05-18T10:00:00+08:00',
        title: 'a second enterprise files, with two of the same people',
        run: (world) => second.file(world),
      },
      {
        at: '2020-05-19T10:00:00+08:00',
        title: 'the first application is approved; lessons of 44 minutes give nothing',
        run: first.approve,
      },
      {
        at: '2020-05-19T10:00:00+08:00',
        title: 'the second filing is approved',
        run: (world) => approveFiling(world, second.claim),
      },
      {
        at: '2020-06-22T10:00:00+08:00',
        title: 'the second class has ended; its enterprise applies',
        run: second.apply,
      },
      {
        at: '2020-06-24T10:00:00+08:00',
        title: 'approved: one person has no room left under the limit, one has some',
        async run(world) {
          await second.approve(world);
          const official = (await read(world, second.claim, 'public-notice')).lines?.[0];
          const own = (await readOwn<Claim>(world, second.claim)).lines?.[0];
          same('why the line is 0', official?.code, 'cap-reached');
          same('what the reviewer reads', official?.takenBy, [first.claim.id]);
          same('what the enterprise reads', own?.takenBy, ['another claim']);
          world.note(`“${own?.messages?.en}” Taken by: ${own?.takenBy} (the reviewer reads ${official?.takenBy})`);
        },
      },
    ],
  };
}

const attends = (people: number, minutes: number[]) => ({ people, minutes, fen: guangdongSubsidy(minutes) });

function enterpriseClass({
  paidIn,
  ...story
}: Pick<ClassStory, 'company' | 'days' | 'members' | 'attendance' | 'estimateFen'> & { paidIn: string }) {
  return storyClass({
    ...story,
    ...{ jurisdiction: 'guangdong', programme: 'online-job-adaptation', city: 'guangzhou' },
    certificates: false,
    becomes: (subsidy) => ({ stage: 'paid', amountFen: subsidy, paidFen: { [paidIn]: subsidy } }),
  });
}
