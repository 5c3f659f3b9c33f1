import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { inParallel } from '../../api/rehearsal/in-parallel.ts';
import { createPool, rows } from '../../db/pool.ts';
import { openVault } from '../../db/privacy/open-vault.ts';
import { loadRegistry } from '../../jurisdictions/registry.ts';
import { connectClient } from '../../worker/connection.ts';
import { type Absence, absencesOf, withoutActs } from './absences.ts';
import type { Evidence } from './audit/findings.ts';
import { audit } from './audit/index.ts';
import { createInjector, type InjectedFault, type Injector } from './injector.ts';
import { closeBooks } from './people/books.ts';
import { deskOf, newCase } from './people/case.ts';
import { moveClock } from './people/clock.ts';
import { settle, waitingBatches } from './people/finance.ts';
import { errandsOf } from './people/life.ts';
import { openOffice } from './people/office.ts';
import { dun, openRecoveries, payBack } from './people/recoveries.ts';
import { type Phase, phases } from './plan/calendar.ts';
import type { Plan } from './plan/index.ts';
import { allAnswer } from './probe.ts';
import { chance } from './random.ts';
import { startTown } from './town.ts';

export interface FaultRun {
  plan: Plan;
  /** Folder for all data; empty or new. */
  folder: string;
  /** Longest time for the whole run; it fails when it takes longer. */
  budgetMinutes: number;
  /** Calls the run off. */
  signal?: AbortSignal;
  /** How long a day's errands are spread out, milliseconds; without it they are done as fast as it goes. */
  paceMs?(phase: Phase): number;
  /** Goes on beside the claims' lives, until what it answers is called; that says by name what must hold, and what does not. */
  beside?(
    evidence: Evidence,
    signal: AbortSignal,
    injected: readonly InjectedFault[],
  ): () => Promise<Outcome['findings']>;
  say(line: string): void;
}

export interface Outcome {
  faults: InjectedFault[];
  absences: Absence[];
  /** What must hold, by its name, with what does not. */
  findings: Record<string, string[]>;
  /** Figures of the run, by name. */
  counts: Record<string, number>;
  seconds: number;
}

/** So many people act at the same moment. */
const ACTORS = 8;
const START = '2020-03-02T09:00:00+08:00';
/** How long one act may go unanswered, and how long the last claims may take to close, milliseconds. */
const PATIENCE_MS = 240_000;
const CLOSING_MS = 60_000;

/**
 * Lets the claims of a plan live while its faults happen, and judges the end.
 * @throws Error that names claim and act when somebody is never answered, when the budget is used up or the run is called off. Nothing is left running.
 */
export async function faultRun({
  plan,
  folder,
  budgetMinutes,
  signal,
  paceMs,
  beside,
  say,
}: FaultRun): Promise<Outcome> {
  const began = Date.now();
  const clock = () => (Date.now() - began) / 1000;
  const over = new AbortController();
  const budget = AbortSignal.timeout(budgetMinutes * 60_000);
  const until = AbortSignal.any([over.signal, budget, ...(signal ? [signal] : [])]);
  // Every act under way listens.
  setMaxListeners(0, until);
  const town = await startTown(plan.setup, folder, START, say);
  let injector: Injector | undefined;
  const closing: (() => Promise<unknown>)[] = [() => town.stop()];
  try {
    say(`${clock().toFixed(0).padStart(6)} s  everything is up`);
    const [registry, client] = [await loadRegistry(), await connectClient(town.settings)];
    const db = createPool(town.settings.databaseUrl, 4, await openVault(town.settings));
    closing.unshift(() => Promise.allSettled([db.end(), client.connection.close()]));
    const cases = plan.claims.map((claim) => newCase(registry, claim));
    const answer = (away: ReadonlySet<string>) =>
      allAnswer({
        ...{ town, client, signal: until, away },
        someWorkflow: () => cases.findLast(({ workflowId }) => workflowId)?.workflowId,
      });
    injector = createInjector({
      ...{ town, faults: plan.faults, signal: until, say, clock, allAnswer: answer },
      fail: (error) => over.abort(error),
    });
    const office = openOffice({
      ...{ urls: Object.values(town.apis), signal: until, clock, patienceMs: PATIENCE_MS },
      onAct: (moment) => injector!.began(moment),
    });
    const deaths = () => injector!.injected.length + injector!.endedByThemselves.length;
    const evidence: Evidence = { town, office, client, db, cases, bank: new Map(), deaths };
    const finish = beside?.(evidence, until, injector.injected);
    for (const phase of Object.keys(phases) as Phase[]) {
      await moveClock(office, phase);
      say(`${clock().toFixed(0).padStart(6)} s  ${phases[phase].slice(0, 10)} ${phase}`);
      await aDay(evidence, plan, phase, paced(paceMs?.(phase) ?? 0, until));
    }
    await injector.finish();
    await settled(evidence);
    const absences = absencesOf(injector.injected, office.answered);
    const findings = { ...(await finish?.()), ...(await audit(evidence)), ...withoutActs(absences) };
    const counts: Record<string, number> = { ...office.counts, ...(await figures(evidence)) };
    if (injector.endedByThemselves.length > 0) counts['ended by themselves'] = injector.endedByThemselves.length;
    return { faults: injector.injected, absences, findings, counts, seconds: clock() };
  } catch (error) {
    if (budget.aborted) throw new Error(`the budget of ${budgetMinutes} minutes is used up`, { cause: error });
    throw over.signal.aborted ? over.signal.reason : error;
  } finally {
    over.abort(new Error('over'));
    injector?.stop();
    for (const close of closing) await close();
  }
}

type Errand = () => Promise<unknown>;
type Pace = (errands: readonly Errand[], work: (errands: readonly Errand[]) => Promise<unknown>) => Promise<void>;

/** Spreads errands over a time; the day is over when they are done, and the time too. */
function paced(ms: number, signal: AbortSignal): Pace {
  return async (errands, work) => {
    const began = Date.now();
    const wait = (share: number) => sleep(Math.max(0, began + ms * share - Date.now()), undefined, { signal });
    await work(errands.map((errand, i) => () => wait(i / errands.length).then(errand)));
    await wait(1);
  };
}

/** Everything that the day asks for, in an order of chance, by several people at once; finance officers among them. */
async function aDay(evidence: Evidence, { seed, claims }: Plan, phase: Phase, pace: Pace): Promise<void> {
  const { office, cases, bank } = evidence;
  const errands = claims.flatMap((claim, i) =>
    errandsOf(claim, phase).map(
      ({ run }) =>
        () =>
          run(cases[i]!, deskOf(office, cases[i]!)),
    ),
  );
  const batches = phase.endsWith('Batch') ? await waitingBatches({ office }) : [];
  const finance = { office, bank, cases, seed, last: phase === 'lastBatch' };
  const payments = batches.map((batch) => () => settle(finance, batch));
  // What is posted at the same moment goes into the month that is open then.
  const closings = phase === 'lastBatch' ? [() => closeBooks(office, ['2020-05', '2020-06'])] : [];
  const everything = chance(seed, phase).shuffled([...errands, ...payments, ...closings]);
  await pace(everything, (turns) => inParallel(ACTORS, turns, (errand) => errand()));
  if (phase === 'closing') await inParallel(ACTORS, await openRecoveries(office), (one) => payBack(office, one, seed));
  if (phase !== 'dunning') return;
  await inParallel(ACTORS, await openRecoveries(office), (one) => dun(office, one, seed));
  await closeBooks(office, ['2020-07', '2020-08', '2020-09']);
}

/** What the bank answered reaches the claims by signal: the last of them close a moment after it. */
async function settled({ db }: Evidence): Promise<void> {
  for (const until = Date.now() + CLOSING_MS; Date.now() < until; await sleep(250)) {
    if ((await rows(db, 'select id from claims where not closed')).length === 0) return;
  }
}

async function figures({ db, cases }: Evidence): Promise<Record<string, number>> {
  const one = async (sql: string) => (await rows<{ n: number }>(db, sql))[0]?.n ?? 0;
  return {
    claims: cases.length,
    transitions: await one('select count(*) as n from transitions'),
    'lines paid': await one(`select count(*) as n from lines where status = 'paid'`),
    'lines fallen': await one(`select count(*) as n from lines where status = 'fallen'`),
    'lines that met a limit': await one(`select count(*) as n from lines where taken_by <> '{}'`),
    'payments of the bank': await one(`select count(*) as n from payments where status = 'paid'`),
    'payments returned': await one(`select count(*) as n from payments where status = 'returned'`),
    'payments refused': await one(`select count(*) as n from payments where status = 'refused'`),
    'batches refused': await one(`select count(*) as n from disbursements where status = 'refused'`),
    'posting sets': await one('select count(*) as n from ledger_sets'),
    'parties listed': await one(`select count(*) as n from credit_listings where status = 'listed'`),
    'months closed': await one('select count(*) as n from ledger_closings'),
    'recoveries repaid': await one(`select count(*) as n from recoveries where status = 'repaid'`),
    'mails sent': await one('select count(*) as n from outbox where sent_at is not null'),
  };
}
