import type { Ground } from './machine.ts';
import type { Spread } from './race.ts';
import type { Servers } from './servers.ts';

/** What the parts of the benchmark share. */
export interface Bench {
  servers: Servers;
  repetitions: number;
  /** Multiplies the sizes: 1 is what the goals speak of. */
  scale: number;
  /** Peers that do not take part. */
  without: readonly string[];
  say(line: string): void;
}

export interface Goal {
  says: string;
  measured: number;
  met: boolean;
}

export const goal = (says: string, measured: number, met: boolean): Goal => ({ says, measured, met });

export type Cell = string | number | Spread;

export interface Result {
  columns: string[];
  rows: Cell[][];
  /** One bar a row; `mark` is what it is compared with. */
  chart: { unit: string; bars: { name: string; value: number; mark?: number }[] };
  goals: Goal[];
  /** What a reader has to know: sizes, what is left out and why. */
  notes: string[];
}

export interface Part {
  /** As on the command line. */
  name: string;
  title: string;
  /** The only ground on which it is measured, where it starts a Temporal server of its own. */
  only?: Ground;
  /** However many repetitions are wanted: it is the same each time, or its sizes stand beside one another. */
  isOnce?: boolean;
  run(bench: Bench): Promise<Result>;
}
