import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { treeOf } from '../../dev/process-id.ts';
import type { Stack } from '../../dev/stack.ts';
import type { Servers } from './servers.ts';

/** What a process has and has used, with all that it has started. */
export interface Usage {
  /** Resident now. */
  MiB: number;
  /** Of all cores, since it began. */
  cpuSeconds: number;
}

/** Of a second, by which Linux counts a process's time; the same on every machine that Node.js runs on. */
const TICK = 1 / 100;

export function usageOf(pid: number): Usage {
  const all = treeOf(pid).map(process.platform === 'linux' ? usageOnLinux : usageByPs);
  return {
    MiB: all.reduce((sum, { MiB }) => sum + MiB, 0),
    cpuSeconds: all.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  };
}

function usageOnLinux(pid: number): Usage {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold spaces: from field 14 its own time in the program and in the system, and both of its children that have ended.
    const ticks = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15)
      .map(Number);
    const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0;
    return { MiB: Number(resident) / 1024, cpuSeconds: ticks.reduce((sum, some) => sum + some, 0) * TICK };
  } catch {
    return { MiB: 0, cpuSeconds: 0 };
  }
}

/** Whole seconds are all that `ps` tells of the time. */
function usageByPs(pid: number): Usage {
  try {
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe' } as const;
    const [rss = '0', time = '0'] = execFileSync('ps', ['-o', 'rss=,time=', '-p', String(pid)], options)
      .trim()
      .split(/\s+/);
    const cpuSeconds = time.split(/[-:]/).reduce((sum, part, i, parts) => {
      // The last are seconds, minutes and hours; days stand in front.
      return sum + Number(part) * ([1, 60, 3_600, 86_400][parts.length - 1 - i] ?? 0);
    }, 0);
    return { MiB: Number(rss) / 1024, cpuSeconds };
  } catch {
    return { MiB: 0, cpuSeconds: 0 };
  }
}

/** Looks again and again how much memory processes hold; `most` ends it and answers the highest of each, MiB. */
export function watchMemory<Name extends string>(pids: Record<Name, number>): { most(): Record<Name, number> } {
  const names = Object.keys(pids) as Name[];
  const highest = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  const look = () => {
    for (const name of names) highest[name] = Math.max(highest[name], usageOf(pids[name]).MiB);
  };
  const watch = setInterval(look, 250);
  return {
    most() {
      clearInterval(watch);
      look();
      return highest;
    },
  };
}

/** Whoever shares the machine in a run, but for the people who act. */
export const processesOf = (
  { postgres, temporal }: Pick<Servers, 'postgres' | 'temporal'>,
  { api, worker }: Pick<Stack, 'api' | 'worker'>,
) => ({
  API: [api!.child().pid],
  worker: [worker!.child().pid],
  PostgreSQL: [postgres.child().pid],
  Temporal: temporal.pids(),
});

/** Begins to count; answers the cores that each process has kept busy since, on average. */
export function watchCpu<Name extends string>(pids: Record<Name, number[]>): () => Record<Name, number> {
  const names = Object.keys(pids) as Name[];
  const used = () => names.map((name) => pids[name].reduce((sum, pid) => sum + usageOf(pid).cpuSeconds, 0));
  const [before, began] = [used(), performance.now()];
  return () => {
    const seconds = (performance.now() - began) / 1000;
    return Object.fromEntries(used().map((now, i) => [names[i]!, (now - before[i]!) / seconds])) as Record<
      Name,
      number
    >;
  };
}
