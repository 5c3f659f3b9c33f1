import { shownInstant } from '../../../domain/messages/mail-content.ts';
import { formatYuan } from '../../../domain/money/yuan.ts';
import {
  act,
  approveApplication,
  approveFiling,
  file,
  filingForm,
  finishAndApply,
  read,
  sameLines,
  summary,
} from '../acts.ts';
import type { Claim, Deadline, List } from '../answers.ts';
import { same, sameFen } from '../expect.ts';
import { chongqingSubsidy, sum } from '../expected.ts';
import { crew, grouped, headCount, rosterOf } from '../people.ts';
import { readReport } from '../reports.ts';
import { type Scenario, storyClaim } from '../scenario.ts';

/** A class in Chongqing: the review comes late, half is advanced, certificates at four levels decide about the rest. */
export function chongqing(): Scenario {
  const groups = [
    { people: 10, level: 5 },
    { people: 8, level: 4 },
    { people: 4, level: 3 },
    { people: 2, level: 2 },
  ];
  const members = crew(headCount(groups), 12_000);
  const planned = grouped(groups, members);
  const estimate = sum(groups.map(({ people, level }) => people * chongqingSubsidy[level]!));
  const advance = Math.floor(estimate / 2);
  const failedTheExam = { ref: planned[1]!.refs[0]!, fen: chongqingSubsidy[4]! };
  const subsidy = estimate - failedTheExam.fen;
  const days = { classOpensOn: '2020-07-02', classEndsOn: '2020-07-17', classHours: 24, theoryClassHours: 12 };
  const skill = (level: number) => ({ kind: 'skill-level', level, occupation: '示例工种', basis: 'other' });

  const claim = storyClaim({
    ...{ jurisdiction: 'chongqing', programme: 'enterprise-online', company: 103, city: 'chongqing' },
    trainees: members.length,
    expected: {
      stage: 'paid',
      amountFen: subsidy,
      paidFen: { '2020-06': advance, '2020-07': subsidy - advance },
    },
  });

  return {
    name: 'Chongqing',
    claims: [claim],
    acts: [
      {
        at: '2020-06-24T10:00:00+08:00',
        title: 'a company applies to open a class, the day before the Dragon Boat holiday',
        async run(world) {
          const facts = { relation: 'employee', registeredOn: '2020-06-10' };
          const level = new Map(planned.flatMap(({ refs, level }) => refs.map((ref) => [ref, level])));
          const roster = rosterOf(members, facts).map((row) => ({
            ...row,
            plannedCertificate: skill(level.get(row.ref)!),
          }));
          const filed = await file(world, claim, await filingForm(world, claim, days), { roster }, estimate);
          same('the end of the review limit', filed.dueAt, '2020-06-30T00:00:00+08:00');
        },
      },
      {
        at: '2020-06-24T10:00:00+08:00',
        title: 'until when has it to be reviewed?',
        async run(world) {
          const { jurisdiction, programme } = claim;
          const filed = { jurisdiction, programme, filedAt: '2020-06-24T10:00:00+08:00' };
          const { deadlines } = await world.anybody.post<{ deadlines: Deadline[] }>('/v1/timetables', filed);
          const limit = deadlines.find(({ step }) => step === 'filing-review')!;
          same('the days that count', limit.counted, ['2020-06-28', '2020-06-29']);
          for (const { date, reason } of limit.skipped) world.note(`${date} does not count: ${reason}`);
          world.note(`${limit.counted.join(' and ')} count; the limit is ${shownInstant(limit.dueAt)}`);
        },
      },
      {
        at: '2020-06-25T10:00:00+08:00',
        title: 'the biweekly report of the day; that of 12 June is amended, for people who had registered by then',
        async run(world) {
          const registered = members.length;
          const rows = { 渝北区: [registered, 0, 0], 合计: [registered, 0, 0] } as const;
          await readReport(world, claim, '2020-06-25', { version: 1, rows });
          await readReport(world, claim, '2020-06-12', { version: 2, rows });
        },
      },
      {
        at: '2020-06-30T09:00:00+08:00',
        title: 'nobody has reviewed it: overdue, and put before the supervisor',
        async run(world) {
          const supervisor = world.as({ role: 'supervisor', jurisdiction: claim.jurisdiction });
          const now = await supervisor.get<Claim>(`/v1/claims/${claim.id}`);
          same('the late claim', [now.stage, now.overdue], ['filing-review', true]);
          const timeline = await supervisor.get<List<{ act: string; at: string }>>(`/v1/claims/${claim.id}/timeline`);
          const escalated = timeline.items.find((item) => item.act === 'escalateReview');
          same('the escalation', escalated !== undefined, true);
          const tasks = await supervisor.get<List<{ act: string; claimId: string; overdue: boolean }>>('/v1/tasks');
          const task = tasks.items.find(({ claimId }) => claimId === claim.id);
          same('the supervisor’s task', [task?.act, task?.overdue], ['supervision', true]);
          world.note(`escalated at ${escalated!.at}; nothing is approved by silence`);
        },
      },
      {
        at: '2020-06-30T10:00:00+08:00',
        title: 'the reviewer approves; the company asks for the advance',
        async run(world) {
          const approved = await approveFiling(world, claim);
          same('overdue', approved.overdue, false);
          const asked = await act(world, claim, 'advance-request', { bankAccount: claim.account });
          sameFen('the advance', asked.advance?.amountFen, advance);
          world.note(`half of ${formatYuan(estimate)} in advance: ${formatYuan(advance)}`);
        },
      },
      {
        at: '2020-07-20T10:00:00+08:00',
        title: 'the class has ended; one person failed the exam; the company applies',
        async run(world) {
          const certificates = planned
            .flatMap(({ refs, level }) => refs.map((ref) => ({ ref, ...skill(level) })))
            .filter(({ ref }) => ref !== failedTheExam.ref)
            .map((one) => ({ ...one, number: `CQ-2020-${one.ref.padStart(4, '0')}`, issuedOn: '2020-07-19' }));
          const { classOpensOn, classEndsOn } = days;
          await finishAndApply(world, claim, { certificates, classOpenedOn: classOpensOn, classEndedOn: classEndsOn });
        },
      },
      {
        at: '2020-07-21T10:00:00+08:00',
        title: 'the reviewer approves the application',
        async run(world) {
          await approveApplication(world, claim, subsidy);
          const approved = await read(world, claim, 'public-notice');
          const earned = planned.flatMap(({ refs, level }) =>
            refs.map((ref) => [ref, chongqingSubsidy[level]!] as const),
          );
          sameLines(approved, new Map([...earned, [failedTheExam.ref, 0]]));
          world.note(summary(approved));
          world.note(`${formatYuan(subsidy - advance)} are left to pay after the advance`);
        },
      },
    ],
  };
}
