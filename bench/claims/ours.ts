import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { createPool, rows } from '../../db/pool.ts';
import { bankAnswers } from '../../dev/bank/answers.ts';
import { act, approveFiling, reviewer } from '../../dev/demo/acts.ts';
import type { Batch, Claim, List } from '../../dev/demo/answers.ts';
import { type StoryClass, storyClass } from '../../dev/demo/class.ts';
import { same, sameFen } from '../../dev/demo/expect.ts';
import { wuxiSubsidy } from '../../dev/demo/expected.ts';
import { approver, preparer } from '../../dev/demo/finance.ts';
import { completions, crew, lessons, times } from '../../dev/demo/people.ts';
import { openWorld, type World } from '../../dev/demo/world.ts';
import type { Stack } from '../../dev/stack.ts';
import type { Contestant, Trial } from '../harness/race.ts';
import type { Servers } from '../harness/servers.ts';
import { processesOf } from '../harness/usage.ts';
import { days, stopwatch, type Town } from './life.ts';

const place = 'wuxi';
export const programme = 'online-on-the-job';
const PATIENCE_MS = 300_000;
export const training = { classOpensOn: '2020-04-22', classEndsOn: '2020-05-15', classHours: 24 };

/** The whole system as its users have it: over HTTP, signed in, validated, sealed, with documents, ledger, mails and audit. */
export function ours(servers: Servers, town: Town): Contestant {
  return {
    name: 'this system, over HTTP',
    async trial() {
      const stack = await servers.system({ start: days.filing });
      try {
        const { API, worker, PostgreSQL } = processesOf(servers, stack);
        return await liveThrough(stack, { ...town, cpuOf: { ...town.cpuOf, API, worker, PostgreSQL } });
      } finally {
        await stack.stop();
      }
    },
  };
}

/** Lets the claims of a town live in a stack from filing to paid. */
export async function liveThrough(stack: Stack, town: Town): Promise<Trial> {
  const world = openWorld(stack.urls.api!, {
    signal: AbortSignal.timeout(PATIENCE_MS * 10),
    note: () => undefined,
  });
  const classes = Array.from({ length: town.claims }, (_, i) => classOf(i, town.people));
  const watch = stopwatch(town);
  const everybody = (life: (one: StoryClass) => Promise<void>) => inParallel(town.actors, classes, life);
  const advanceTo = (at: string) => world.as({ role: 'admin' }).post('/v1/rehearsal/clock', { advanceTo: at });
  await everybody(async (one) => {
    await watch.act(() => one.file(world));
    await watch.act(() => approveFiling(world, one.claim));
  });
  watch.filed();
  await advanceTo(days.application);
  await everybody((one) => apply(world, one, watch.act, training));
  await advanceTo(days.payment);
  await pay(world, town.claims * town.people * wuxiSubsidy(training.classHours));
  await allPaid(stack.settings.databaseUrl, town.claims);
  return watch.paid();
}

/** A company with its people, whom no other company has. */
export function classOf(no: number, people: number, when = training, jurisdiction = place): StoryClass {
  const fen = wuxiSubsidy(when.classHours);
  return storyClass({
    ...{ jurisdiction, programme, company: 1_000 + no, city: 'wuxi' },
    days: when,
    members: crew(people, 100_000 + no * people),
    attendance: [{ people, minutes: times(when.classHours, 45), fen }],
    estimateFen: fen,
    becomes: (amountFen) => ({ stage: 'paid', amountFen, paidFen: { '2020-05': amountFen } }),
  });
}

/** What people do once the class is over, up to the approval. */
export async function apply(
  world: World,
  { claim, members, subsidyFen }: StoryClass,
  timed: (work: () => Promise<unknown>) => Promise<void>,
  { classOpensOn: classOpenedOn, classEndsOn: classEndedOn, classHours }: typeof training,
): Promise<void> {
  const refs = members.map(({ ref }) => ref);
  const records = refs.flatMap((ref) => lessons(ref, classOpenedOn, times(classHours, 45)));
  await timed(() => act(world, claim, 'learning-records', { records }));
  await timed(() => act(world, claim, 'training-completion', { classOpenedOn, classEndedOn }));
  const example = await world.example(claim.jurisdiction, claim.programme, 'application');
  // Numbers of its own: where all claims bring the same, each is compared with all others.
  const certificates = completions(refs, classEndedOn, `SP-${claim.id}`);
  await timed(() => act(world, claim, 'application', { ...example, certificates, bankAccount: claim.account }));
  await timed(() =>
    reviewer(world, claim)
      .post<Claim>(`/v1/claims/${claim.id}/application-review`, { decision: 'approve' })
      .then(({ amountFen }) => sameFen('the approved amount', amountFen, subsidyFen)),
  );
}

/** The month's batch: submitted by one person, approved by another, answered by the bank. */
async function pay(world: World, totalFen: number): Promise<void> {
  const { items } = await world.as(preparer).get<List<Batch>>('/v1/disbursements?limit=200');
  const batch = items.find(({ jurisdiction, payments }) => jurisdiction === place && payments > 0);
  if (!batch) throw new Error('no batch was formed');
  sameFen('the batch', batch.totalFen, totalFen);
  const path = `/v1/disbursements/${batch.id}`;
  await world.as(preparer).post(`${path}/submission`);
  await world.as(approver).post(`${path}/approval`, { decision: 'approve' });
  const order = await world.as(preparer).download(`${path}/bank-file`);
  const { content, contentType } = bankAnswers('csv', batch.id, Buffer.from(order), () => ({ status: 'paid' }));
  await world.as(preparer).upload(`${path}/bank-results`, contentType, content.toString('utf8'));
}

async function allPaid(databaseUrl: string, claims: number): Promise<void> {
  const db = createPool(databaseUrl, 1);
  try {
    const counts = `select count(*) filter (where stage = 'paid') as paid, count(*) as n from claims`;
    for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
      const [{ paid, n }] = (await rows<{ paid: number; n: number }>(db, counts)) as [{ paid: number; n: number }];
      if (paid === claims) return same('the number of claims', n, claims);
      if (Date.now() > until) throw new Error(`${paid} of ${claims} claims were paid`);
    }
  } finally {
    await db.end();
  }
}
