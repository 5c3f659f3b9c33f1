import { approveFiling, enterprise } from '../acts.ts';
import { storyClass } from '../class.ts';
import { wuxiSubsidy } from '../expected.ts';
import { crew, times } from '../people.ts';
import type { Scenario } from '../scenario.ts';

/** A labour-dispatch company: Wuxi refuses it; Jiangyin follows Wuxi in everything but this. */
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
    becomes: (subsidy) => ({ stage: 'paid', amountFen: subsidy, paidFen: { '2020-05': subsidy } }),
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
    ],
  };
}
