import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGateway } from '../../api/gateway.ts';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { rosterIntake } from '../../api/rosters/intake.ts';
import { demandClock } from '../../db/clock/clock.ts';
import { storeDossier } from '../../db/intake/dossiers.ts';
import { type IncomingRow, storeRoster } from '../../db/intake/store-roster.ts';
import { createPool, transaction } from '../../db/pool.ts';
import { openVault } from '../../db/privacy/open-vault.ts';
import { enterprise } from '../../dev/demo/acts.ts';
import type { StoryClass } from '../../dev/demo/class.ts';
import type { StoryClaim } from '../../dev/demo/scenario.ts';
import { openWorld, type World } from '../../dev/demo/world.ts';
import type { Stack } from '../../dev/stack.ts';
import { rosterPerson, rosterRow } from '../../jurisdictions/china/forms.ts';
import { connectClient } from '../../worker/connection.ts';
import { days } from '../claims/life.ts';
import { classOf, programme } from '../claims/ours.ts';
import { type Bench, goal, type Part } from '../harness/part.ts';
import { type Contestant, race, type Trial } from '../harness/race.ts';
import { tableOf } from '../harness/report.ts';
import { processesOf, watchCpu } from '../harness/usage.ts';

const [http, client] = ['over HTTP', 'by client'];
type Pids = Record<string, number[]>;

const people = 20;
const actors = 16;

/** Filing with a roster: what HTTP, validation, authorisation and idempotency cost beside the same by the Temporal client. */
export const filing: Part = {
  name: 'filing',
  title: 'Filings per second',
  async run({ servers, repetitions, scale, say }: Bench) {
    const claims = Math.round(200 * scale);
    const stack = await servers.system({ start: days.filing });
    try {
      let next = 0;
      const some = () => Array.from({ length: claims }, () => classOf(next++, people));
      const cpuOf = { everything: [process.pid], ...processesOf(servers, stack) };
      const contestants = [await byClient(stack, some, cpuOf), overHttp(stack, some, cpuOf)];
      const standings = await race(contestants, { repetitions, reference: client, say });
      const ratio = standings.find(({ name }) => name === http)!.ratio.median;
      return {
        ...tableOf('filings/s', standings),
        goals: [goal('over HTTP ≥ 0.9 × by client', ratio, ratio >= 0.9)],
        notes: [
          `${claims} filings with ${people} people each, ${actors} at a time; both store form and roster, sealed. By client nothing is read or checked: rows are ready for the database.`,
        ],
      };
    } finally {
      await stack.stop();
    }
  },
};

function overHttp(stack: Stack, some: () => StoryClass[], cpuOf: Pids): Contestant {
  const world = openWorld(stack.urls.api!, { signal: new AbortController().signal, note: () => undefined });
  return {
    name: http,
    async trial() {
      const bodies = await bodiesOf(world, some());
      return timed(cpuOf, bodies, ({ claim, body }) => enterprise(world, claim).post('/v1/claims', body));
    },
  };
}

/** Stores what the API stores, which is ready before the clock runs, and starts the claim as it does; nobody checks anything on the way. */
async function byClient({ settings, urls }: Stack, some: () => StoryClass[], cpuOf: Pids): Promise<Contestant> {
  const world = openWorld(urls.api!, { signal: new AbortController().signal, note: () => undefined });
  const vault = await openVault(settings);
  return {
    name: client,
    async trial() {
      const filings: { claim: StoryClaim; filing: object; rows: IncomingRow[] }[] = [];
      for (const { claim, body } of await bodiesOf(world, some()))
        filings.push({ claim, filing: body.filing, rows: await readyRows(body.roster) });
      const pool = createPool(settings.databaseUrl, 10, vault);
      const temporal = await connectClient(settings);
      try {
        const gateway = createGateway(temporal, settings.taskQueue, settings.actsAtOnce);
        const { offsetMs: clockOffsetMs } = await demandClock(pool);
        return await timed(cpuOf, filings, async ({ claim, filing, rows }) => {
          const [claimId, rosterId, dossierId] = [`b${randomUUID().slice(0, 12)}`, randomUUID(), randomUUID()];
          const owner = `enterprise:${claim.company.uscc}`;
          const head = { id: rosterId, owner, jurisdiction: claim.jurisdiction, programme };
          const outcome = () => ({ rows: rows.length, accepted: rows.length, refusedRows: [] });
          await transaction(pool, (tx) => storeRoster(tx, head, Readable.from(rows), outcome));
          const by = { bySubject: 'clerk' };
          await storeDossier(pool, { id: dossierId, claimId, kind: 'filing', body: { filing, rosterId }, ...by });
          const input = { claimId, jurisdiction: claim.jurisdiction, programme, clockOffsetMs };
          const message = { by: 'clerk', dossierId };
          return gateway.file({ input, claimant: claim.company.uscc, title: claimId, message, key: claimId });
        });
      } finally {
        await Promise.all([pool.end(), temporal.connection.close()]);
      }
    },
  };
}

/** What the API makes of a roster when it has checked it. */
async function readyRows(roster: object[]): Promise<IncomingRow[]> {
  const taken = rosterIntake({ schema: rosterRow(rosterPerson), minimumAge: 16, on: '2020-03-02' });
  const rows: IncomingRow[] = [];
  for await (const row of taken.incoming(roster as Record<string, unknown>[])) rows.push(row);
  const { faults } = taken.outcome();
  if (faults.length > 0) throw new Error(`a sample roster has ${faults.length} faults`);
  return rows;
}

async function bodiesOf(world: World, classes: StoryClass[]) {
  const bodies = [];
  for (const one of classes) {
    const filing = await one.form(world);
    const body = { jurisdiction: one.claim.jurisdiction, programme, filing, roster: one.roster() };
    bodies.push({ claim: one.claim, body });
    // Signed in before.
    await enterprise(world, one.claim).get('/v1/claims?limit=1');
  }
  return bodies;
}

async function timed<T>(cpuOf: Pids, items: T[], work: (item: T) => Promise<unknown>): Promise<Trial> {
  const used = watchCpu(cpuOf);
  const began = performance.now();
  await inParallel(actors, items, work);
  const ms = performance.now() - began;
  const cpu = Object.entries(used()).map(([name, cores]) => [`ms of CPU: ${name}`, (cores * ms) / items.length]);
  return { perSecond: (items.length * 1000) / ms, more: Object.fromEntries(cpu) };
}
