import { median } from '../../bench/harness/race.ts';
import { usageOf } from '../../bench/harness/usage.ts';

/** Resident memory of one process at a moment. */
export interface Sample {
  atS: number;
  mb: number;
}

/** With what it has started. @throws Error when there is no such process. */
export function residentMb(pid: number): number {
  const { MiB } = usageOf(pid);
  if (MiB === 0) throw new Error(`there is no process ${pid}`);
  return MiB;
}

/**
 * By how much a process may grow within the second half of a run, as a share of what it has then. Something that is kept of each act grows on and on, and
 * a heap that breathes does not. Seen in the second half of an hour: 0.4 % of an API, 2.3 % of a worker.
 */
export const MOST_GROWTH = 0.04;
/** In a shorter run processes are still warming up: what they hold is told and not judged. */
export const LEAST_MINUTES = 30;

export interface Trend {
  medianMb: number;
  /** What the second half has brought: the middle of the slopes between any two samples, which no single peak moves, over its time. */
  grownMb: number;
  flat: boolean;
}

/** How the second half went. */
export function trendOf(samples: readonly Sample[]): Trend {
  const half = samples.slice(Math.floor(samples.length / 2));
  const slopes = half.flatMap((a, i) => half.slice(i + 1).map((b) => (b.mb - a.mb) / (b.atS - a.atS)));
  const seconds = half.length > 1 ? half.at(-1)!.atS - half[0]!.atS : 0;
  const medianMb = half.length > 0 ? median(half.map(({ mb }) => mb)) : 0;
  const grownMb = slopes.length > 0 ? median(slopes) * seconds : 0;
  return { medianMb, grownMb, flat: half.length > 1 && grownMb <= MOST_GROWTH * medianMb };
}

const bars = '▁▂▃▄▅▆▇█';

/** A line of a terminal: from nothing to the most there was, each bar the middle of its part of the run. */
export function sparkline(samples: readonly Sample[], width = 60): string {
  const most = Math.max(...samples.map(({ mb }) => mb));
  const parts = Math.min(width, samples.length);
  return Array.from({ length: parts }, (_, i) => {
    const part = samples.slice(
      Math.floor((i * samples.length) / parts),
      Math.floor(((i + 1) * samples.length) / parts),
    );
    return bars[Math.min(bars.length - 1, Math.floor((median(part.map(({ mb }) => mb)) / most) * bars.length))];
  }).join('');
}
