import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { row } from '../../db/pool.ts';
import { allMailSent } from '../harness/mails.ts';
import type { Bench } from '../harness/part.ts';
import type { Contestant } from '../harness/race.ts';
import { processesOf } from '../harness/usage.ts';
import { payMonth, told, until } from './month.ts';
import { perClaim, waitingOf } from './payable.ts';
import { openSystem, type System } from './system.ts';
import { besideBatch, createUsers, lateClass, liveToApproval, type Pace } from './users.ts';

const place = 'wuxi';
export const livePace: Pace = 'an act each a second';
/** Acts under way at a time while the claims grow. */
const acting = 16;
const approvedOn = '2020-02-22T09:00:00+08:00';
/** Their notices have ended, and the Schedule has not formed the batch yet. */
const noticedAt = '2020-03-01T01:00:00+08:00';

/** A batch whose claims all live: each hears of its payment, takes it and closes, in the place and the fund in which people act meanwhile. */
export function live({ servers, scale, say }: Bench, claims: number): Contestant {
  const waiting = waitingOf(claims);
  return {
    name: 'this system, live claims',
    async trial() {
      const system = await openSystem(servers, approvedOn);
      try {
        const grownS = await grow(system, claims);
        say(`    ${claims} live claims are payable after ${Math.round(grownS)} s`);
        let seconds: Record<string, number> = {};
        const paying = async () => {
          const month = await payMonth(system, place, waiting, 'live');
          await until('all claims are paid', async () => (await countOf(system, 'paid')) === claims);
          const paidS = (performance.now() - month.overAt) / 1000;
          const all = month.seconds['all stages']! + paidS;
          seconds = { ...month.seconds, 'claims paid': paidS, 'all stages': all };
          say(`    a batch of live claims beside people, ${livePace}: ${told(seconds)}`);
          return all;
        };
        const people = createUsers(system.world, claims);
        const cpuOf = processesOf(servers, system.stack);
        const acted = await besideBatch(people, { place, pace: livePace, scale, cpuOf }, paying);
        const more = { ...seconds, ...acted, 'claims told live': await countOf(system, 'paid') };
        return { perSecond: waiting.entitlements / seconds['all stages']!, more };
      } finally {
        await system.stop();
      }
    },
  };
}

/** Over HTTP from the filing on, until they wait for their money and every mail about them was sent. Answers after how many seconds. */
async function grow(system: System, claims: number): Promise<number> {
  const { world, db } = system;
  const began = performance.now();
  const classes = Array.from({ length: claims }, (_, no) => lateClass(no, perClaim, place));
  await inParallel(acting, classes, (one) =>
    liveToApproval(world, one, async (work) => {
      await work();
    }),
  );
  await world.as({ role: 'admin' }).post('/v1/rehearsal/clock', { advanceTo: noticedAt });
  await until('all claims are payable', async () => (await countOf(system, 'payable')) === claims);
  await allMailSent(db);
  return (performance.now() - began) / 1000;
}

async function countOf({ db }: System, stage: string): Promise<number> {
  return (await row<{ n: number }>(db, 'select count(*) as n from claims where stage = $1', [stage]))!.n;
}
