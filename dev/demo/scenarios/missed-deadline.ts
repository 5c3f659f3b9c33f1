import { shownInstant } from '../../../domain/messages/mail-content.ts';
import { act, approveFiling, read } from '../acts.ts';
import { storyClass } from '../class.ts';
import { same } from '../expect.ts';
import { wuxiSubsidy } from '../expected.ts';
import { crew, times } from '../people.ts';
import type { Scenario } from '../scenario.ts';

/** A company of Wuxi trains its people and forgets to apply until 30 September. */
export function missedDeadline(): Scenario {
  const days = { classOpensOn: '2020-06-29', classEndsOn: '2020-07-17', classHours: 24 };
  const training = storyClass({
    ...{ jurisdiction: 'wuxi', programme: 'online-on-the-job', company: 108, city: 'wuxi', days },
    members: crew(20, 16_000),
    attendance: [{ people: 20, minutes: times(24, 45), fen: wuxiSubsidy(24) }],
    estimateFen: wuxiSubsidy(24),
    becomes: () => ({ stage: 'lapsed', amountFen: null, paidFen: {} }),
  });
  const { claim } = training;

  return {
    name: 'Wuxi, too late',
    claims: [claim],
    acts: [
      {
        at: '2020-06-22T10:00:00+08:00',
        title: 'a company files in the last days of the window',
        run: (world) => training.file(world),
      },
      {
        at: '2020-06-24T10:00:00+08:00',
        title: 'the filing is approved',
        run: (world) => approveFiling(world, claim),
      },
      {
        at: '2020-07-20T10:00:00+08:00',
        title: 'the class has ended; nobody applies',
        async run(world) {
          const { classOpensOn, classEndsOn } = days;
          const ended = { classOpenedOn: classOpensOn, classEndedOn: classEndsOn };
          const open = await act(world, claim, 'training-completion', ended);
          same('until when one can apply', [open.stage, open.dueAt], ['application-open', '2020-10-01T00:00:00+08:00']);
          world.note(`applications until ${shownInstant(open.dueAt!)}`);
        },
      },
      {
        at: '2020-10-01T00:05:00+08:00',
        title: '30 September has passed: the claim has lapsed',
        async run(world) {
          await read(world, claim, 'lapsed');
          const late = act(world, claim, 'application', await world.example('wuxi', claim.programme, 'application'));
          const { status, code, messages } = await world.refusal(late, 'wrong-stage');
          world.note(`an application now: ${status} ${code}`);
          world.note(messages.en);
        },
      },
    ],
  };
}
