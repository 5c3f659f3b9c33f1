import { inParallel } from '../../../api/rehearsal/in-parallel.ts';
import { ExpectationFailed } from '../../../dev/demo/expect.ts';
import type { Act, Scenario } from '../../../dev/demo/scenario.ts';
import { Refused, type World } from '../../../dev/demo/world.ts';
import { type Fate, formedBatches, takeToBank } from './banking.ts';
import { live, type Step } from './lives.ts';
import { type Household, newResident, type Resident } from './residents.ts';

/** One month of the street: filed, applied in the middle, then a batch; on that day claims stand in every stage. */
interface Month {
  files: string;
  class: [opens: string, ends: string];
  applies: string;
  batch: string;
  /** Days of a class that has not begun when the batch is there. */
  nextClass: [opens: string, ends: string];
}

const months: Month[] = [
  {
    ...{
      files: '2020-02-24T10:00:00+08:00',
      class: ['2020-03-02', '2020-03-15'],
      applies: '2020-03-16T09:00:00+08:00',
    },
    ...{ batch: '2020-04-01T10:00:00+08:00', nextClass: ['2020-04-07', '2020-05-15'] },
  },
  {
    ...{
      files: '2020-04-29T10:00:00+08:00',
      class: ['2020-05-02', '2020-05-15'],
      applies: '2020-05-18T09:00:00+08:00',
    },
    ...{ batch: '2020-06-01T10:00:00+08:00', nextClass: ['2020-06-08', '2020-06-26'] },
  },
  {
    ...{
      files: '2020-06-02T13:00:00+08:00',
      class: ['2020-06-03', '2020-06-16'],
      applies: '2020-06-17T09:00:00+08:00',
    },
    ...{ batch: '2020-07-01T10:00:00+08:00', nextClass: ['2020-07-06', '2020-07-31'] },
  },
];

const toTheNotice: Step[] = ['finish', 'apply', 'approveApplication'];

/** Where claims are to stand on the day of a batch, by what happens to them on that day. */
const stands: Step[][] = [
  [],
  ['finish'],
  ['finish', 'apply'],
  ['finish', 'apply', 'returnApplication'],
  [...toTheNotice],
  [...toTheNotice, 'object'],
];

/** What becomes of the payments of the claims that are in the batch. */
const paid: Fate[] = ['returned', 'fraud-upheld', 'fraud-reported', 'paid'];

const WIDTH = 6;

export interface Street extends Scenario {
  residents: Resident[];
  /** Strangers come from now on: by what they do, acts of the street may be refused, and claims stay where they are. */
  open(): void;
}

/** Claims of these households; `wide`: how many of each stand in each stage. */
export function street(households: readonly Household[], wide: number): Street {
  const residents: Resident[] = [];
  const move = (household: Household, days: [string, string]) => {
    const one = newResident(household, days, residents.length);
    residents.push(one);
    return one;
  };
  let isOpen = false;
  const everybody = <T>(list: readonly T[], work: (one: T) => Promise<void>) =>
    inParallel(WIDTH, list, (one) =>
      work(one).catch((error: unknown) => {
        if (!isOpen || !(error instanceof Refused || error instanceof ExpectationFailed)) throw error;
      }),
    );
  const open = () => {
    isOpen = true;
  };
  return { name: 'Street', claims: [], residents, open, acts: months.flatMap(actsOf) };

  function actsOf(month: Month): Act[] {
    const learning = households.filter(({ programme }) => !programme.hires);
    const hiring = households.filter(({ programme }) => programme.hires);
    const toPay = learning.flatMap((household) => paid.map((fate) => ({ one: move(household, month.class), fate })));
    const standing = learning.flatMap((household) =>
      Array.from({ length: wide }, () => stands.map((path) => ({ one: move(household, month.class), path }))).flat(),
    );
    const hired = hiring.flatMap((household) => Array.from({ length: 2 * wide }, () => move(household, month.class)));
    return [
      {
        at: month.files,
        title: 'claims for a class are filed and approved',
        run: (world) => everybody([...toPay, ...standing], ({ one }) => live(world, one, 'file', 'approveFiling')),
      },
      {
        at: month.applies,
        title: 'those that are to be paid apply; others ask for an advance',
        async run(world) {
          await everybody(toPay, ({ one }) => live(world, one, ...toTheNotice));
          await everybody(hired, (one) => live(world, one, 'file', 'approveFiling'));
        },
      },
      {
        at: month.batch,
        title: 'batches are formed: they meet their fates, and claims stand everywhere',
        async run(world) {
          const fates = new Map<string, Fate>(toPay.map(({ one, fate }) => [one.claim.id, fate]));
          await everybody(await formedBatches(world), (batch) => takeToBank(world, batch, fates));
          await everybody(standing, ({ one, path }) => live(world, one, ...path));
          await everybody(
            hired.filter((_, i) => i % 2 === 0),
            (one) => live(world, one, 'finish'),
          );
          await everybody(households, (household) => newcomers(world, household, month.nextClass));
        },
      },
    ];
  }

  async function newcomers(world: World, household: Household, days: [string, string]): Promise<void> {
    for (let n = 0; n < wide; n++) {
      await live(world, move(household, days), 'file');
      await live(world, move(household, days), 'file', 'returnFiling');
    }
  }
}
