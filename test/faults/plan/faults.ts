import { members } from '../../../dev/cluster/server.ts';
import { chance } from '../random.ts';

/**
 * The processes of a run, each of which is hit. `one-server`: one of each kind, on Temporal's dev server. `cluster`: two APIs and three workers on
 * the processes of Temporal's production server. `soak`: two APIs and two workers, of which the first of each lives through the run and is measured.
 */
export const processes = {
  'one-server': ['worker', 'api', 'temporal', 'postgres', 'mail'],
  soak: ['worker-1', 'worker-2', 'api-1', 'api-2', 'temporal', 'postgres', 'mail'],
  cluster: [...members, 'api-1', 'api-2', 'worker-1', 'worker-2', 'worker-3', 'postgres', 'mail'],
} as const;
export type Setup = keyof typeof processes;
type Target = (typeof processes)[Setup][number];

/** What a run counts, and faults are planned by: acts of people, moves of the clock, acts on batches. */
export type Moment = 'act' | 'clock' | 'batch';

export interface PlannedFault {
  no: number;
  target: Target;
  /** `kill`: by SIGKILL, and started again after `forMs`. `absence`: the same, and others of its kind go on meanwhile. `pause`: SIGSTOP, and SIGCONT after `forMs`. */
  kind: 'kill' | 'pause' | 'absence';
  /** It comes `jitterMs` after the `n`th of its moments has begun, one whose number is never reached at the end of the run. */
  moment: Moment;
  n: number;
  jitterMs: number;
  forMs: number;
}

/** What is hit where not everything is. */
const hit: Partial<Record<Setup, readonly Target[]>> = { soak: ['worker-2', 'api-2'] };

/** Where one process of each kind that has several stays dead for long. */
const haveAbsences: readonly Setup[] = ['cluster'];
/** Longer than anything waits to miss who is dead. */
const AWAY_MS = { least: 50_000, most: 60_000 };

/** Processes of one kind do the same work, and differ by their numbers. */
export const kindOf = (target: string): string => target.replace(/-\d+$/, '');

/**
 * Faults at moments of a seed; `expected`: how many of each there will be, about. Every round of the `count` hits every process that is to be hit once; the first
 * kills. Absences come on top.
 */
export function planFaults(
  seed: number,
  count: number,
  expected: Readonly<Record<Moment, number>>,
  setup: Setup,
): PlannedFault[] {
  const dice = chance(seed, 'faults');
  const targets: readonly Target[] = hit[setup] ?? processes[setup];
  const rounds = Array.from({ length: Math.ceil(count / targets.length) }, () => dice.shuffled(targets));
  const short = rounds
    .flat()
    .slice(0, count)
    .map((target, i) => {
      const kind = i < targets.length || dice.percent(70) ? ('kill' as const) : ('pause' as const);
      const moment = dice.weighted({ act: 6, clock: 3, batch: 2 });
      return {
        ...{ target, kind, moment, n: dice.between(1, expected[moment]) },
        jitterMs: moment === 'clock' ? dice.between(0, 4_000) : dice.between(0, 400),
        // Some pauses are longer than a workflow task may take.
        forMs: kind === 'kill' ? dice.between(0, 2_500) : dice.of([800, 2_000, 4_000, 12_000]),
      };
    });
  const place = { act: 0, clock: 1, batch: 2 };
  return [...short, ...planAbsences(seed, expected.act, setup)]
    .sort((a, b) => place[a.moment] - place[b.moment] || a.n - b.n || a.jitterMs - b.jitterMs)
    .map((fault, i) => ({ no: i + 1, ...fault }));
}

/** One for each kind of which there are several, one after the other, and so early that there is still much to do. */
function planAbsences(seed: number, acts: number, setup: Setup): Omit<PlannedFault, 'no'>[] {
  if (!haveAbsences.includes(setup)) return [];
  const dice = chance(seed, 'absences');
  const all: readonly Target[] = processes[setup];
  const kinds = [...new Set(all.map(kindOf))].map((kind) => all.filter((target) => kindOf(target) === kind));
  const several = dice.shuffled(kinds.filter(({ length }) => length > 1));
  const stretch = Math.floor(acts / (several.length + 1));
  return several.map((kind, i) => ({
    ...{ target: dice.of(kind), kind: 'absence', moment: 'act', n: i * stretch + dice.between(1, stretch) },
    ...{ jitterMs: dice.between(0, 400), forMs: dice.between(AWAY_MS.least, AWAY_MS.most) },
  }));
}
