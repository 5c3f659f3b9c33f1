import { formatYuan } from '../../../domain/money/yuan.ts';
import { approveFiling, enterprise, read } from '../acts.ts';
import { storyClass } from '../class.ts';
import { same } from '../expect.ts';
import { wuxiSubsidy } from '../expected.ts';
import { approver } from '../finance.ts';
import { crew, times } from '../people.ts';
import type { Scenario } from '../scenario.ts';

/** A labour-dispatch company: Wuxi refuses it; Jiangyin follows Wuxi in everything but this. Its account is wrong, and the money comes back once. */
export function jiangyin(): Scenario {
  const training = storyClass({
    ...{ jurisdiction: 'jiangyin', programme: 'online-on-the-job', company: 106, city: 'jiangyin' },
    days: { classOpensOn: '2020-04-07', classEndsOn: '2020-05-15', classHours: 28 },
    members: crew(20, 14_000),
    attendance: [
      { people: 16, minutes: times(24, 45), fen: wuxiSubsidy(24) },
      { people: 4, minutes: times(28, 45), fen: wuxiSubsidy(28) },
    ],
    estimateFen: wuxiSubsidy(28),
    relation: 'dispatched',
    becomes: (subsidy) => ({
      ...{ stage: 'paid', amountFen: subsidy },
      ...{ returnedFen: { '2020-05': subsidy }, paidFen: { '2020-06': subsidy } },
    }),
  });
  const { claim } = training;
  const dispatches = { enterprise: { ...claim.company, kind: 'labour-dispatch', affectedByEpidemic: true } };

  return {
    name: 'Jiangyin',
    claims: [claim],
    acts: [
      {
        at: '2020-03-16T10:00:00+08:00',
        title: 'a labour-dispatch company tries to file in Wuxi',
        async run(world) {
          const filing = { ...(await training.form(world)), ...dispatches };
          const body = { jurisdiction: 'wuxi', programme: claim.programme, filing, roster: training.roster() };
          const call = enterprise(world, claim).post('/v1/claims', body);
          const { status, code, messages } = await world.refusal(call, 'enterprise-kind-excluded');
          world.note(`refused: ${status} ${code}`);
          world.note(messages.zh);
          world.note(messages.en);
        },
      },
      {
        at: '2020-03-16T10:00:00+08:00',
        title: 'Jiangyin admits it',
        run: (world) => training.file(world, { filing: dispatches }),
      },
      {
        at: '2020-03-17T10:00:00+08:00',
        title: 'the filing is approved',
        run: (world) => approveFiling(world, claim),
      },
      {
        at: '2020-05-18T10:00:00+08:00',
        title: 'the class has ended; the company applies',
        run: training.apply,
      },
      {
        at: '2020-05-19T10:00:00+08:00',
        title: 'the application is approved',
        run: training.approve,
      },
      {
        at: '2020-06-02T10:00:00+08:00',
        title: 'the bank has sent the money back: the company corrects its account',
        async run(world) {
          const [returned] = (await read(world, claim, 'payable')).paymentReturns;
          same('the returned payment', [returned?.status, returned?.reasonCode], ['correction', 'AC01']);
          const bankAccount = { ...claim.account, accountNumber: `${claim.account.accountNumber.slice(0, -1)}9` };
          const path = `/v1/payment-returns/${returned!.id}`;
          await enterprise(world, claim).post(`${path}/account-correction`, { bankAccount });
          await world.as(approver).post(`${path}/confirmation`, { decision: 'approve' });
          world.note(
            `${formatYuan(returned!.amountFen)} join the next batch, to the account that ${approver.subject} has confirmed`,
          );
        },
      },
    ],
  };
}
