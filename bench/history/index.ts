import type { History } from '@temporalio/common/lib/proto-utils.js';
import { recorded } from '../../test/histories/files.ts';
import { type BareHouse, openBareHouse } from '../claims/bare-house.ts';
import { type Bench, goal, type Part, type Result } from '../harness/part.ts';
import { programmeHistories } from './programmes.ts';
import { type Shape, shapeOf } from './shape.ts';
import { type Weight, weigh } from './weigh.ts';

/** Longer than everything that a bare claim waits for. */
const YEAR_MS = 365 * 86_400_000;

/** How heavy a finished claim is of each programme, beside a bare one that waits for the same. */
export const history: Part = {
  name: 'history',
  title: 'Events, bytes and billable Actions of a finished claim',
  isOnce: true,
  async run({ servers, say }: Bench): Promise<Result> {
    const house = await openBareHouse(servers);
    try {
      const rows = [];
      for (const { file, history } of recorded().filter(({ file }) => programmeHistories.has(file))) {
        const [own, bare] = [weigh(history), await weightOfBare(house, file, shapeOf(history))];
        say(`  ${programmeHistories.get(file)}: ${own.events} events, bare ${bare.events}`);
        rows.push({ name: programmeHistories.get(file)!, own, bare });
      }
      const worst = Math.max(...rows.map(({ own, bare }) => own.events / bare.events));
      return {
        columns: ['programme', 'events', 'bare', 'ratio', 'bytes', 'Actions', 'bare Actions'],
        rows: rows.map(({ name, own, bare }) => [
          name,
          ...[own.events, bare.events, own.events / bare.events, own.bytes, own.actions, bare.actions],
        ]),
        chart: {
          unit: 'events',
          bars: rows.map(({ name, own, bare }) => ({ name, value: own.events, mark: bare.events })),
        },
        goals: [goal('events of a claim ≤ 1.25 × those of the bare one', worst, worst <= 1.25)],
        notes: [
          'The bare claim has the same Updates, timers, Signals and starts of other workflows, and one local activity in all. Each move of ours is a local activity of its own, and a search attribute. Behind each act the bare claim begins its timer anew, as the SDK’s `condition` with a limit does; ours serves a period through all acts within it.',
        ],
      };
    } finally {
      await house.stop();
    }
  },
};

async function weightOfBare(house: BareHouse, id: string, { acts, ...waits }: Shape): Promise<Weight> {
  const names = acts.map((act, i) => `${i + 1}-${act}`);
  await house.file({ id, activity: 'local', acts: names, ...waits });
  for (const name of names.slice(1)) await house.act(id, name);
  if (waits.periods > 0) await house.moveAll([id], YEAR_MS);
  for (let i = 0; i < waits.signals; i++) await house.pay(id);
  await house.allPaid([id]);
  return weigh((await house.client.workflow.getHandle(id).fetchHistory()) as History);
}
