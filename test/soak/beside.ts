import { setTimeout as sleep } from 'node:timers/promises';
import { rows } from '../../db/pool.ts';
import { messageOf } from '../../domain/failure.ts';
import { reconcile, report } from '../../worker/reconcile.ts';
import { unreconciled } from '../faults/audit/books.ts';
import type { Evidence } from '../faults/audit/findings.ts';
import { brokenChains, paidTwice } from '../faults/audit/money.ts';
import { Refused } from '../faults/people/office.ts';
import { type Chance, chance } from '../faults/random.ts';
import { LEAST_MINUTES, MOST_GROWTH, residentMb, type Sample, trendOf } from './memory.ts';

/** Live through the whole run. */
export const measured = ['api-1', 'worker-1'] as const;

/** One look at how everything stands. */
export interface Look {
  minute: number;
  acts: number;
  reads: number;
  restarts: number;
  claims: number;
  mb: Record<(typeof measured)[number], number>;
  found: number;
}

export interface Watch {
  memory: Record<(typeof measured)[number], Sample[]>;
  looks: Look[];
  reads: number;
  /** Ends it. By name what must hold, and in words what does not. */
  finish(): Promise<Record<string, string[]>>;
}

export interface WatchOptions {
  evidence: Evidence;
  seed: number;
  signal: AbortSignal;
  /** Pause between two looks, milliseconds. */
  lookMs: number;
  restarts(): number;
  onLook(look: Look): void;
}

const READERS = 3;
const PAUSE_MS = 250;
/** A short run has samples enough too. */
const sampleMs = (lookMs: number) => Math.min(10_000, lookMs / 20);
/** How long a workflow may stand elsewhere than the database: a worker that was killed is missed after ten seconds, and the next one reads its history. */
const DRIFT_MS = 60_000;
const AGAIN_MS = 5_000;

/** People who only read, memory that is measured, and looks at workflows and money, while claims live. */
export function watch({ evidence, seed, signal, lookMs, restarts, onLook }: WatchOptions): Watch {
  const { town, office, db, client } = evidence;
  const stopping = new AbortController();
  const over = AbortSignal.any([signal, stopping.signal]);
  const pause = (ms: number) => sleep(ms, undefined, { signal: over }).catch(() => undefined);
  const began = Date.now();
  const checks: Record<string, () => Promise<string[]>> = {
    'workflows stand where the read model says': drifting,
    'the ledger verifies': () => brokenChains(db),
    'the books reconcile': () => lasting(() => unreconciled(db)),
    'nothing is paid twice': () => paidTwice(db),
  };
  const goesOn = 'what is watched is there';
  const names = ['memory is flat', 'readers are answered', goesOn, ...Object.keys(checks)];
  const found = Object.fromEntries(names.map((name): [string, string[]] => [name, []]));
  const self: Watch = { memory: { 'api-1': [], 'worker-1': [] }, looks: [], reads: 0, finish };
  const running = [again(measure, sampleMs(lookMs)), again(look, lookMs)];
  for (let i = 0; i < READERS; i++) {
    const dice = chance(seed, `reader ${i}`);
    running.push(again(() => read(dice), PAUSE_MS));
  }
  return self;

  async function again(work: () => Promise<void>, ms: number): Promise<void> {
    for (await pause(ms); !over.aborted; await pause(ms)) await noted(work);
  }

  /** A run of an hour whose watched process is gone has a verdict all the same. */
  async function noted(work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => {
      if (!found[goesOn]!.includes(messageOf(error))) found[goesOn]!.push(messageOf(error));
    });
  }

  async function finish() {
    stopping.abort();
    await Promise.all(running);
    await noted(measure);
    await noted(look);
    if (Date.now() - began < LEAST_MINUTES * 60_000) delete found['memory is flat'];
    for (const name of measured) {
      const { medianMb, grownMb, flat } = trendOf(self.memory[name]);
      const says = `${name} has grown by ${grownMb.toFixed(0)} MB in the second half, of ${medianMb.toFixed(0)} MB`;
      if (!flat) found['memory is flat']?.push(`${says}: more than ${MOST_GROWTH * 100} %`);
    }
    return found;
  }

  async function measure(): Promise<void> {
    for (const name of measured) {
      const mb = residentMb(town.services[name]!.child().pid);
      self.memory[name].push({ atS: (Date.now() - began) / 1000, mb });
    }
  }

  async function look(): Promise<void> {
    const at = `${((Date.now() - began) / 60_000).toFixed(1)} min: `;
    let count = 0;
    for (const [name, check] of Object.entries(checks)) {
      const lines = await check().catch((error: unknown) => (signal.aborted ? [] : [messageOf(error)]));
      found[name]!.push(...lines.map((line) => at + line));
      count += lines.length;
    }
    const [{ n: claims } = { n: 0 }] = await rows<{ n: number }>(
      db,
      'select count(*) as n from claims where not closed',
    );
    const mb = Object.fromEntries(measured.map((name) => [name, self.memory[name].at(-1)?.mb ?? 0])) as Look['mb'];
    const minute = (Date.now() - began) / 60_000;
    const one = { minute, acts: office.counts.acts, reads: self.reads, restarts: restarts(), claims, mb, found: count };
    self.looks.push(one);
    onLook(one);
  }

  /** What is wrong for a moment only, while an act goes on between two questions, is not wrong. */
  async function lasting(question: () => Promise<string[]>): Promise<string[]> {
    for (let left = 2; ; left--) {
      const lines = await question();
      if (lines.length === 0 || left === 0) return lines;
      await sleep(AGAIN_MS);
    }
  }

  async function drifting(): Promise<string[]> {
    const result = await reconcile({ db, client, dry: true, patienceMs: DRIFT_MS * 5 });
    return result.drifts.length > 0 ? report(result) : [];
  }

  async function read(dice: Chance): Promise<void> {
    const { plan, id } = dice.of(evidence.cases);
    const jurisdiction = plan.place.slug;
    const reviewer = office.as({ role: 'reviewer', jurisdiction, subject: `reviewer-${jurisdiction}` });
    const finance = office.as({ role: 'finance-preparer', subject: 'finance-zhou' });
    const auditor = office.as({ role: 'auditor', subject: 'auditor' });
    const readings = [
      () => reviewer.download('/v1/tasks'),
      () => reviewer.download('/v1/claims?limit=50'),
      () => finance.download('/v1/disbursements'),
      () => finance.download('/v1/payment-returns'),
      () => auditor.download('/v1/ledger/verification'),
      () => office.anybody.download('/v1/public-notices'),
      () => office.anybody.download(`/v1/jurisdictions/${jurisdiction}?on=2020-03-02`),
      () => office.anybody.download('/notices'),
      () => office.anybody.download('/rules'),
      ...(id ? [() => reviewer.download(`/v1/claims/${id}`), () => reviewer.download(`/v1/claims/${id}/dossier`)] : []),
    ];
    try {
      await dice.of(readings)();
      self.reads += 1;
    } catch (error) {
      if (over.aborted) return;
      if (!(error instanceof Refused)) throw error;
      found['readers are answered']!.push(error.message);
    }
  }
}
