import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';

export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
}

/** What the figures were measured on. */
export function machine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() || 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** On what Temporal runs: its dev server on SQLite, or its production server as five processes on the shared PostgreSQL. */
export const grounds = {
  'one-server': 'Temporal’s dev server',
  cluster: 'Temporal’s production server, five processes',
};
export type Ground = keyof typeof grounds;

/** Of the sources in a folder, as git names it; with a plus where they are not what it holds. */
export function commitOf(folder: string): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    const commit = git('rev-parse', '--short', 'HEAD');
    return git('status', '--porcelain') ? `${commit}+` : commit;
  } catch {
    return 'unknown';
  }
}
