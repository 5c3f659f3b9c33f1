import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process beyond its number: numbers are given again, a number with its start time is not. */
export interface ProcessId {
  pid: number;
  startedAt: string;
}

/** `undefined` when no such process lives. */
export function processId(pid: number): ProcessId | undefined {
  const startedAt = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export function isRunning({ pid, startedAt }: ProcessId): boolean {
  return processId(pid)?.startedAt === startedAt;
}

/** Start time in ticks since boot, with the boot's id. A zombie counts as gone. */
function startOnLinux(pid: number): string | undefined {
  try {
    // The program's name stands in parentheses and may hold spaces: count the fields after it. `state` is field 3, `starttime` field 22.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' }, stdio: 'pipe' } as const;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The numbers of a process and of everything that it has started and that still lives, parents first. */
export function treeOf(root: number): number[] {
  const family = process.platform === 'linux' ? familyOnLinux() : familyByPs();
  const tree = [root];
  for (const pid of tree) tree.push(...family.flatMap(([child, parent]) => (parent === pid ? [child] : [])));
  return tree;
}

type Kinship = [pid: number, parent: number];

function familyOnLinux(): Kinship[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid): Kinship[] => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Field 4, see above.
      return [[Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]];
    } catch {
      return [];
    }
  });
}

function familyByPs(): Kinship[] {
  const table = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' });
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as Kinship);
}
