import type { Standing } from './race.ts';
import type { Servers } from './servers.ts';

/** What the parts of the benchmark share. */
export interface Bench {
  servers: Servers;
  repetitions: number;
  /** Multiplies the sizes: 1 is what the goals speak of. */
  scale: number;
  /** Peers that could not be had on this machine, with the reason. */
  absent: Map<string, string>;
  say(line: string): void;
}

/** A goal and whether this run met it. */
export interface Goal {
  says: string;
  measured: number;
  met: boolean;
}

export interface Result {
  /** What is counted, `claims/s`. */
  unit: string;
  /** The contestant whose ratio is 1. */
  reference: string;
  standings: Standing[];
  goals: Goal[];
  /** What a reader has to know: sizes, what is left out and why. */
  notes: string[];
}

export interface Part {
  /** As on the command line. */
  name: string;
  title: string;
  run(bench: Bench): Promise<Result>;
}
