import { formatYuan } from '../../../domain/money/yuan.ts';
import { act, approveFiling, read, reviewer } from '../acts.ts';
import type { Claim } from '../answers.ts';
import { readOwn, storyClass } from '../class.ts';
import { same, sameFen } from '../expect.ts';
import { wuxiSubsidy } from '../expected.ts';
import { crew, times } from '../people.ts';
import type { Scenario } from '../scenario.ts';
import type { World } from '../world.ts';

/** People in work learn online, some too little, some beyond the limit; the filing comes back once, and two lines are objected to. */
export function wuxiOnTheJob(): Scenario {
  const upheld = { ref: '3', fen: wuxiSubsidy(24) };
  const dismissed = { ref: '30', fen: wuxiSubsidy(30) };
  const objections = new Map<string, string>();
  const training = storyClass({
    ...{ jurisdiction: 'wuxi', programme: 'online-on-the-job', company: 101, city: 'wuxi' },
    days: { classOpensOn: '2020-04-07', classEndsOn: '2020-05-15', classHours: 30 },
    members: crew(40, 10_000),
    attendance: [
      { people: 22, minutes: times(24, 45), fen: wuxiSubsidy(24) },
      { people: 6, minutes: times(27, 45), fen: wuxiSubsidy(27) },
      { people: 7, minutes: times(30, 45), fen: wuxiSubsidy(30) },
      { people: 5, minutes: times(23, 45), fen: wuxiSubsidy(23) },
    ],
    estimateFen: wuxiSubsidy(30),
    becomes: (subsidy) => ({
      stage: 'paid',
      amountFen: subsidy - upheld.fen,
      paidFen: { '2020-05': subsidy - upheld.fen - dismissed.fen, '2020-06': dismissed.fen },
    }),
  });
  const { claim } = training;

  return {
    name: 'Wuxi on the job',
    claims: [claim],
    acts: [
      {
        at: '2020-03-16T10:00:00+08:00',
        title: 'a company files the training of its people',
        run: (world) => training.file(world, { training: { plannedHeadCount: 38 } }),
      },
      {
        at: '2020-03-17T10:00:00+08:00',
        title: 'the reviewer returns the filing: the plan counts 38 people',
        async run(world) {
          const returned = await reviewer(world, claim).post<Claim>(`/v1/claims/${claim.id}/filing-review`, {
            decision: 'return',
            reasonCode: 'form-incomplete',
            reason: '计划人数为 38 人，花名册为 40 人，请核对后重新提交。',
          });
          same('where it stands', [returned.stage, returned.returnedFrom], ['returned', 'filing-review']);
        },
      },
      {
        at: '2020-03-18T10:00:00+08:00',
        title: 'the company corrects the plan and hands it in again',
        async run(world) {
          const again = await act(world, claim, 'resubmission', { filing: await training.form(world) });
          same('where it stands', again.stage, 'filing-review');
        },
      },
      {
        at: '2020-03-19T10:00:00+08:00',
        title: 'the reviewer approves the filing',
        run: (world) => approveFiling(world, claim),
      },
      {
        at: '2020-05-18T10:00:00+08:00',
        title: 'the class has ended; the company applies',
        run: training.apply,
      },
      {
        at: '2020-05-19T10:00:00+08:00',
        title: 'the reviewer approves the application',
        run: training.approve,
      },
      {
        at: '2020-05-21T10:00:00+08:00',
        title: 'citizens object to two of the published lines',
        async run(world) {
          const { notice } = await read(world, claim, 'public-notice');
          for (const { ref } of [upheld, dismissed]) {
            const body = { ref, text: '该人员培训期间不在本企业工作，请核查。', contact: 'citizen@mail.example' };
            const path = `/v1/public-notices/${notice?.id}/objections`;
            const objection = await world.anybody.post<{ id: string }>(path, body);
            objections.set(ref, objection.id);
          }
        },
      },
      {
        at: '2020-05-22T10:00:00+08:00',
        title: 'the first objection is upheld: its line falls',
        async run(world) {
          await rule(world, upheld.ref, 'uphold', '经查，该人员四月已离职，异议成立。');
          const now = await read(world, claim, 'public-notice');
          sameFen('the amount that stands', now.amountFen, training.subsidyFen - upheld.fen);
          const line = now.lines?.find(({ ref }) => ref === upheld.ref);
          same('its line', [line?.status, line?.fallenReason], ['fallen', 'objection-upheld']);
          world.note(`${formatYuan(now.amountFen!)} are left`);
        },
      },
      {
        at: '2020-06-10T10:00:00+08:00',
        title: 'the second is dismissed, after the others were paid',
        async run(world) {
          const { lines = [] } = await readOwn<Claim>(world, claim);
          const waiting = lines.filter(({ status }) => status !== 'paid' && status !== 'fallen');
          same(
            'the lines that wait',
            waiting.map(({ ref }) => ref),
            [dismissed.ref],
          );
          await rule(world, dismissed.ref, 'dismiss', '经核实学习记录完整，异议不成立。');
          world.note(`its ${formatYuan(dismissed.fen)} come a month after the others`);
        },
      },
    ],
  };

  async function rule(world: World, ref: string, decision: string, reason: string): Promise<void> {
    await reviewer(world, claim).post(`/v1/objections/${objections.get(ref)}/ruling`, { decision, reason });
  }
}
